package io.hyperflux.kafka.connect.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.jspecify.annotations.Nullable;

/**
 * One GET under way. It ends exactly once: by its answer, by its deadline, or by being aborted.
 * Whatever its thread does after that has no effect.
 *
 * @param <T> what the body is read into
 */
public final class Exchange<T> {
  private final HttpGet request;
  private final Runnable atEnd;
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private volatile Outcome.@Nullable Failed<T> refusal;

  Exchange(HttpGet request, Runnable atEnd) {
    this.request = request;
    this.atEnd = atEnd;
  }

  /** Aborts it because its answer is not needed any more. */
  public void abandon() {
    cut(new Failure(FailureKind.IO, "It was abandoned"));
  }

  /**
   * Waits for the end.
   *
   * @param atMost how long to wait
   * @return how it ended, null if it is still under way
   * @throws IllegalStateException if the client itself broke
   */
  public @Nullable Outcome<T> await(Duration atMost) throws InterruptedException {
    try {
      return outcome.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("The HTTP client broke: " + e.getCause(), e.getCause());
    }
  }

  boolean isOver() {
    return outcome.isDone();
  }

  void end(Outcome<T> how) {
    if (outcome.complete(how)) {
      atEnd.run();
    }
  }

  /**
   * The status line is an error: that is the failure, even if the rest of the answer never comes.
   */
  void refused(Outcome.Failed<T> byStatus) {
    refusal = byStatus;
  }

  void broke(Throwable why) {
    if (outcome.completeExceptionally(why)) {
      atEnd.run();
    }
  }

  /** Aborts it because its time is up. */
  void tookLongerThan(Duration allowed) {
    cut(
        new Failure(
            FailureKind.TIMEOUT,
            "GET %s took longer than %d ms"
                .formatted(request.getRequestUri(), allowed.toMillis())));
  }

  /** Ends it before its answer has come, and closes its connection. */
  void cut(Failure why) {
    if (outcome.complete(refusal == null ? new Outcome.Failed<>(why) : refusal)) {
      request.abort();
      atEnd.run();
    }
  }
}
