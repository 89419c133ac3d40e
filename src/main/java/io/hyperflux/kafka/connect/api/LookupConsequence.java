package io.hyperflux.kafka.connect.api;

/** What follows when a look-up fails. */
public enum LookupConsequence {
  /** It is tried again. */
  PASSING,
  /** There is no such API task, or it can't be looked up: the look-up is done. */
  NO_SUCH_TASK,
  /** The key is refused: retried for a while, then the Connect task fails. */
  REFUSED,
  /** No look-up is sent for a while. */
  NO_CREDIT
}
