package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Nothing is lost and nothing comes twice, whatever is killed. Each test takes about a minute;
 * {@code -Dcrash.minutes=N} makes it go on killing for so long, {@code -Dcrash.seed=N} repeats the
 * tasks, the victims and the pauses of another run, though not what a machine makes of them.
 */
class CrashIT {
  @Test
  void atLeastOnce() throws Exception {
    run(false);
  }

  @Test
  void exactlyOnce() throws Exception {
    run(true);
  }

  private static void run(boolean exactlyOnce) throws Exception {
    long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
    Duration atLeast = Duration.ofMinutes(Long.getLong("crash.minutes", 0));
    String mode = exactlyOnce ? "exactly once" : "at least once";
    System.out.printf("Crash test, %s, -Dcrash.seed=%d%n", mode, seed);
    CrashRun.Report report;
    try (CrashRun run = new CrashRun(exactlyOnce, seed)) {
      report = run.run(atLeast);
    }
    System.out.printf("Crash test, %s, -Dcrash.seed=%d: %s%n", mode, seed, report);

    assertThat(report.verdict().complaints().stream().limit(10)).isEmpty();
    assertThat(report.kills()).isGreaterThanOrEqualTo(CrashRun.KILLS);
    assertThat(report.leaderKills()).isGreaterThanOrEqualTo(CrashRun.LEADER_KILLS);
    assertThat(report.runnerKills()).isGreaterThanOrEqualTo(CrashRun.RUNNER_KILLS);
    assertThat(report.bounces()).isPositive();
    assertThat(report.restarts()).isPositive();
    assertThat(report.changes()).isGreaterThanOrEqualTo(CrashRun.CHANGES);
    assertThat(report.records()).isGreaterThanOrEqualTo(CrashRun.CHANGES / 2);
    // else the oracle would have had little to demand
    assertThat(report.verdict().seen()).isGreaterThanOrEqualTo(CrashRun.CHANGES / 4);
  }
}
