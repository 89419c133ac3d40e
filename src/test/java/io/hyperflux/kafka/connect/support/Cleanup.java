package io.hyperflux.kafka.connect.support;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was added, last first, each once, whatever fails: on {@link #close()}, or when the
 * JVM ends before that (Ctrl-C, a test that called exit). An environment under construction adds
 * each part at once when it exists, and holds this object's lock: a part that is being started
 * can't be stopped, so the JVM's end waits until the construction is over, or gives up at its next
 * part.
 */
final class Cleanup implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private boolean closing;
  private final Thread atExit = new Thread(this::closeAll, "environment-cleanup");

  Cleanup() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Returns its argument, or throws when it is too late to go on; it is closed in any case. */
  <T extends AutoCloseable> T add(T closeable) {
    synchronized (open) {
      open.push(closeable);
      if (closing) {
        throw new IllegalStateException("The end came first");
      }
    }
    return closeable;
  }

  @Override
  public void close() {
    RuntimeException failure = closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException jvmIsEnding) {
      // the hook finds nothing left to do
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes all after {@code failure}, which tells of what fails now, too. */
  void closeAfter(Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private RuntimeException closeAll() {
    synchronized (open) {
      closing = true;
    }
    return closeOpen();
  }

  /** Synchronized: a JVM that ends meanwhile waits for a close under way. */
  private synchronized RuntimeException closeOpen() {
    RuntimeException failure = null;
    for (AutoCloseable next = next(); next != null; next = next()) {
      try {
        next.close();
      } catch (Exception e) {
        if (failure == null) {
          failure =
              new IllegalStateException("Not everything could be closed: " + e.getMessage(), e);
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }

  private AutoCloseable next() {
    synchronized (open) {
      return open.poll();
    }
  }
}
