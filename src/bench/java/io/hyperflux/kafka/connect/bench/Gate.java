package io.hyperflux.kafka.connect.bench;

/** Holds requests back while it is closed. Open at first. Thread-safe. */
final class Gate {
  private boolean isClosed;
  private int waiting;

  synchronized void close() {
    isClosed = true;
  }

  synchronized void open() {
    isClosed = false;
    notifyAll();
  }

  /** Waits until it is open. */
  synchronized void pass() throws InterruptedException {
    waiting++;
    try {
      while (isClosed) {
        wait();
      }
    } finally {
      waiting--;
    }
  }

  /** How many wait for it to be opened. */
  synchronized int waiting() {
    return waiting;
  }
}
