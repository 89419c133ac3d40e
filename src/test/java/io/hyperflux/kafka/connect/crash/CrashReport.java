package io.hyperflux.kafka.connect.crash;

import java.time.Duration;
import java.util.List;

/**
 * What a crash test did, and what came of it.
 *
 * @param disturbances what was done to the workers
 * @param vanished how often a listing was empty for a while
 * @param changes how many the API has seen
 * @param records how many came to the topic
 * @param withImages how many of them have image URLs
 * @param overwritten how many slots were overwritten by a worker that had a successor
 * @param longestOutage the longest time without a settled poll of some listing
 * @param verdicts one for each listing
 */
record CrashReport(
    Disturbances disturbances,
    int vanished,
    int changes,
    int records,
    int withImages,
    int overwritten,
    Duration longestOutage,
    List<CrashOracle.Verdict> verdicts) {
  /**
   * @param leaderKills how many of the kills hit the leader of the group
   * @param runnerKills and how many a worker that ran a Connect task; one kill may hit both
   * @param restarts of the connector by REST, in good order
   * @param failures how often a Connect task had failed and was restarted; see {@link
   *     RestlessConnector#revive}
   */
  record Disturbances(
      int kills,
      int leaderKills,
      int runnerKills,
      int freezes,
      int bounces,
      int restarts,
      int failures) {}

  int repeats() {
    return verdicts.stream().mapToInt(CrashOracle.Verdict::repeats).sum();
  }

  /** How many statuses were seen by settled polls, and so had to be there. */
  int seen() {
    return verdicts.stream().mapToInt(CrashOracle.Verdict::seen).sum();
  }

  List<Complaint> complaints() {
    return verdicts.stream().flatMap(verdict -> verdict.complaints().stream()).toList();
  }

  @Override
  public String toString() {
    return ("%d kills (%d of the leader, %d of a task's worker), %d freezes, %d broker bounces,"
            + " %d connector restarts, %d failed tasks restarted, %d times a listing vanished,"
            + " %d changes, %d records (%d with images), %d repeats, %d slots overwritten,"
            + " %d statuses that had to be there, longest outage %.1f s, %d complaints")
        .formatted(
            disturbances.kills,
            disturbances.leaderKills,
            disturbances.runnerKills,
            disturbances.freezes,
            disturbances.bounces,
            disturbances.restarts,
            disturbances.failures,
            vanished,
            changes,
            records,
            withImages,
            repeats(),
            overwritten,
            seen(),
            longestOutage.toMillis() / 1000.0,
            complaints().size());
  }
}
