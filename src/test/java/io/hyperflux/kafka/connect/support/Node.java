package io.hyperflux.kafka.connect.support;

/**
 * A broker or worker, in this JVM or a child, that can be started again on its old configuration
 * and data.
 */
interface Node extends AutoCloseable {
  /** Returns when it is ready. */
  void start();

  /**
   * Stops it in good order, by force if that takes too long; nothing happens if it does not run.
   */
  void stop();

  /** As kill -9 does. */
  void kill();

  /** As kill -STOP does: it does nothing at all until {@link #thaw}; only for child JVMs. */
  default void freeze() {
    throw new UnsupportedOperationException("It is no process of its own");
  }

  /** As kill -CONT does; nothing happens if it is not frozen. */
  default void thaw() {}

  /** All its runs so far. */
  String log();

  /** The threads of its JVM, in the form of jstack; a container's can't be seen from here. */
  default String threadDump() {
    throw new UnsupportedOperationException("Threads of a container can't be seen from outside");
  }

  /** The operating system's id of the last run of a child JVM; others have none of their own. */
  default long pid() {
    throw new UnsupportedOperationException("It is no process of its own");
  }

  /** Stops it for good. */
  @Override
  void close();
}
