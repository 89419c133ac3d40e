package io.hyperflux.kafka.connect.api;

/** What a failed request affects. */
public enum FailureScope {
  /** Nothing for good: a retry may succeed. */
  RETRIABLE,
  /** The one listing that was asked for. */
  LISTING,
  /** Everything the Connect task does: key, URL or proxy login are wrong. */
  CONNECT_TASK
}
