package io.hyperflux.kafka.connect.crash;

/** What is wrong with a topic, of one API task. */
record Complaint(Kind kind, String taskId, String text) {
  enum Kind {
    /** No such task, or the task never had that status until then. */
    FOREIGN,
    /** The previous status is not that of any record before. */
    BROKEN,
    /** The record says that nothing changed. */
    NO_CHANGE,
    /** Goes back to an earlier record, and must not, or not so far. */
    REPEATED,
    /** The chain is no subsequence of the task's statuses. */
    OUT_OF_ORDER,
    /** A status was seen for certain and is not there. */
    MISSING,
    /** The last status is not there. */
    UNFINISHED,
    /** The last status can't be demanded: the task left the listing before a settled poll. */
    UNSETTLED
  }
}
