package io.hyperflux.kafka.connect.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.RecyclerPool;

/**
 * Lets a parser read 64 kB at a time, into the same buffer again and again: a listing has
 * megabytes, and each read is a system call. For one parser at a time.
 */
final class LargeReads extends RecyclerPool.ThreadLocalPoolBase<BufferRecycler> {
  private static final long serialVersionUID = 1L;
  private static final int BYTES = 65_536;

  private final transient BufferRecycler buffers =
      new BufferRecycler() {
        @Override
        protected int byteBufferLength(int kind) {
          return kind == BYTE_READ_IO_BUFFER ? BYTES : super.byteBufferLength(kind);
        }
      };

  private LargeReads() {}

  /** The same factory with large reads. */
  static JsonFactory in(JsonFactoryBuilder factory) {
    return factory.recyclerPool(new LargeReads()).build();
  }

  @Override
  public BufferRecycler acquirePooled() {
    return buffers;
  }
}
