package io.hyperflux.kafka.connect.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers one request with a block of bytes again and again, and tells when the client left. */
public final class FloodServer implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CountDownLatch left = new CountDownLatch(1);
  private final String headers;
  private final byte[] head;
  private final byte[] block;
  private final long times;

  /**
   * @param headers further header lines, each with its line end
   * @param head comes once before the blocks
   * @param times how often the block comes
   */
  public FloodServer(String headers, byte[] head, byte[] block, long times) throws IOException {
    this.headers = headers;
    this.head = head;
    this.block = block;
    this.times = times;
    Thread thread = new Thread(this::serve, "flood");
    thread.setDaemon(true);
    thread.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** Whether the client closes its connection within that time. */
  public boolean isLeftWithin(long milliseconds) throws InterruptedException {
    return left.await(milliseconds, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      try {
        if (in.read(new byte[8192]) < 0) {
          return;
        }
        out.write(("HTTP/1.1 200 OK\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(head);
        for (long i = 0; i < times; i++) {
          out.write(block);
        }
        while (in.read() >= 0) {
          // it may all fit into the sockets' buffers: then this waits for the client to leave
        }
      } catch (IOException e) {
        // the client left in the middle
      }
      left.countDown();
    } catch (IOException e) {
      // closed before anybody came
    }
  }
}
