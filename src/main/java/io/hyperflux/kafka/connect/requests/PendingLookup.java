package io.hyperflux.kafka.connect.requests;

import io.hyperflux.kafka.connect.api.Exchange;
import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import io.hyperflux.kafka.connect.pacing.RetryPolicy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state of a look-up that has no final answer yet: when it is due, and how often it failed. */
final class PendingLookup {
  private final LookupRequest request;
  private final Duration since;
  private @Nullable RetryPolicy retries;
  private long due;
  private @Nullable Exchange<LookupAnswer> exchange;
  private long sentAfter;
  private int failures;

  /**
   * A look-up that is due at once.
   *
   * @param since the time at work
   * @param now the clock's reading
   */
  PendingLookup(LookupRequest request, Duration since, long now) {
    this.request = request;
    this.since = since;
    this.due = now;
  }

  LookupRequest request() {
    return request;
  }

  Listing listing() {
    return request.listing();
  }

  String taskId() {
    return request.taskId();
  }

  /** The time at work when it was first wanted. */
  Duration since() {
    return since;
  }

  /** How it is tried again; null before the first trouble. */
  @Nullable RetryPolicy retries() {
    return retries;
  }

  void setRetries(RetryPolicy retries) {
    this.retries = retries;
  }

  long due() {
    return due;
  }

  void setDue(long due) {
    this.due = due;
  }

  /** The request under way, once {@link #sent}. */
  Exchange<LookupAnswer> exchange() {
    return Objects.requireNonNull(exchange, "not sent yet");
  }

  long sentAfter() {
    return sentAfter;
  }

  /** It has failed once more; returns whether it is tried again. */
  boolean failedButGoesOn() {
    return request.isWorthAnotherTry(++failures);
  }

  void sent(Exchange<LookupAnswer> exchange) {
    this.exchange = exchange;
    this.sentAfter = listing().tracker().requests();
  }
}
