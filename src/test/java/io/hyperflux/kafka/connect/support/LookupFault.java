package io.hyperflux.kafka.connect.support;

/** What can go wrong with a request for a single task. */
public enum LookupFault {
  /** 500. */
  SERVER_ERROR,
  /** 404, though the task is there. */
  NOT_FOUND,
  /** No answer until {@link ApiSimulator#recover}; then the right one. */
  HANG,
  /** 200 and the first half of the right body. */
  CUT,
  /** 200 and the answer for a task of another id. */
  OTHER_TASK;

  SimulatedAnswer answer(SimulatedTasks tasks, SimulatedTasks.Single asked) {
    return switch (this) {
      case SERVER_ERROR -> SimulatedAnswer.message(500, "Internal server error");
      case NOT_FOUND -> SimulatedAnswer.message(404, "Not found");
      case HANG -> tasks.single(asked, asked.taskId());
      case CUT -> tasks.single(asked, asked.taskId()).cut();
      case OTHER_TASK -> tasks.single(asked, "not-" + asked.taskId());
    };
  }
}
