package io.hyperflux.kafka.connect.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Nothing is lost and nothing comes twice, whatever is killed, frozen, restarted, dropped or gone
 * for a while. Each test takes one to two minutes; {@code -Dcrash.minutes=N} makes it go on for so
 * long, {@code -Dcrash.seed=N} repeats the tasks, the victims and the pauses of another run, though
 * not what a machine makes of them.
 */
@Timeout(value = 12, unit = TimeUnit.HOURS)
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
    CrashReport report;
    try (CrashRun run = new CrashRun(exactlyOnce, seed)) {
      report = run.run(atLeast);
    }
    System.out.printf("Crash test, %s, -Dcrash.seed=%d: %s%n", mode, seed, report);

    assertThat(report.complaints().stream().limit(10)).isEmpty();
    CrashReport.Disturbances done = report.disturbances();
    assertThat(done.kills()).isGreaterThanOrEqualTo(CrashRun.KILLS);
    assertThat(done.leaderKills()).isGreaterThanOrEqualTo(CrashSteps.LEADER_KILLS);
    assertThat(done.runnerKills()).isGreaterThanOrEqualTo(CrashRun.RUNNER_KILLS);
    assertThat(done.freezes()).isPositive();
    assertThat(done.bounces()).isPositive();
    assertThat(done.restarts()).isPositive();
    assertThat(report.vanished()).isPositive();
    assertThat(report.withImages()).isPositive();
    assertThat(report.changes()).isGreaterThanOrEqualTo(CrashRun.CHANGES);
    assertThat(report.records()).isGreaterThanOrEqualTo(CrashRun.CHANGES / 2);
    // else the oracle would have had little to demand
    assertThat(report.seen()).isGreaterThanOrEqualTo(CrashRun.CHANGES / 4);
    if (exactlyOnce) {
      assertThat(report.repeats()).isZero();
      assertThat(report.overwritten()).isZero();
    }
  }
}
