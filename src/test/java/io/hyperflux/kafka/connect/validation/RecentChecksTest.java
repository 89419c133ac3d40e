package io.hyperflux.kafka.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.api.Failure;
import io.hyperflux.kafka.connect.api.FailureKind;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import io.hyperflux.kafka.connect.support.OwnThread;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RecentChecksTest {
  private static final Failure WRONG = new Failure(FailureKind.UNAUTHORIZED, "wrong");

  private final FakeTaskClock clock = new FakeTaskClock();
  private final RecentChecks trials = new RecentChecks(clock);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void anOutcomeIsRememberedForThirtySecondsFromItsEnd() throws Exception {
    Callable<Failure> slow =
        () -> {
          clock.sleep(Duration.ofSeconds(9));
          return ask();
        };
    assertThat(trials.outcome("a", slow)).isEqualTo(WRONG);
    clock.sleep(Duration.ofMillis(29_900));
    assertThat(trials.outcome("a", slow)).isEqualTo(WRONG);
    assertThat(asked).hasValue(1);

    clock.sleep(Duration.ofMillis(100));
    assertThat(trials.outcome("a", slow)).isEqualTo(WRONG);
    assertThat(asked).hasValue(2);
  }

  @Test
  void aSuccessIsRememberedToo() throws Exception {
    Callable<Failure> fine =
        () -> {
          asked.incrementAndGet();
          return null;
        };
    assertThat(trials.outcome("a", fine)).isNull();
    assertThat(trials.outcome("a", fine)).isNull();
    assertThat(asked).hasValue(1);
  }

  @Test
  void theOldestIsForgottenForTheHundredAndFirst() throws Exception {
    for (int i = 0; i <= RecentChecks.MOST; i++) {
      trials.outcome("settings " + i, this::ask);
    }
    assertThat(RecentChecks.MOST).isEqualTo(100);
    assertThat(asked).hasValue(101);

    trials.outcome("settings 1", this::ask);
    assertThat(asked).as("remembered").hasValue(101);
    trials.outcome("settings 0", this::ask);
    assertThat(asked).as("forgotten").hasValue(102);
  }

  @Test
  void whoComesMeanwhileWaitsForTheOutcomeAndOthersDoNot() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    var first = inBackground("a", () -> askWhen(answer));
    await().until(() -> asked.get() == 1);
    var second = inBackgroundUntilItWaits("a");

    assertThat(trials.outcome("b", this::ask)).isEqualTo(WRONG);
    assertThat(asked).hasValue(2);
    assertThat(second).isNotDone();

    answer.countDown();
    assertThat(first.get()).isEqualTo(WRONG);
    assertThat(second.get()).isEqualTo(WRONG);
    assertThat(asked).as("the second one did not ask").hasValue(2);
  }

  @Test
  void whoWaitedForOneThatWasInterruptedAsksItself() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Object> end = new AtomicReference<>();
    Thread asker =
        new Thread(
            () -> {
              try {
                end.set(trials.outcome("a", () -> askWhen(never)));
              } catch (InterruptedException e) {
                end.set(e);
              }
            });
    asker.start();
    await().until(() -> asked.get() == 1);
    var second = inBackgroundUntilItWaits("a");
    asker.interrupt();
    asker.join();

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(second.get()).isEqualTo(WRONG);
    assertThat(asked).hasValue(2);
  }

  @Test
  void whatBrokeIsNotRemembered() throws Exception {
    assertThatThrownBy(
            () ->
                trials.outcome(
                    "a",
                    () -> {
                      throw new IllegalArgumentException("a defect");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a defect");

    assertThat(trials.outcome("a", this::ask)).isEqualTo(WRONG);
  }

  private CompletableFuture<Failure> inBackground(String fingerprint, Callable<Failure> ask) {
    return OwnThread.supply(() -> outcome(fingerprint, ask));
  }

  private CompletableFuture<Failure> inBackgroundUntilItWaits(String fingerprint) {
    AtomicReference<Thread> thread = new AtomicReference<>();
    var outcome =
        OwnThread.supply(
            () -> {
              thread.set(Thread.currentThread());
              return outcome(fingerprint, this::ask);
            });
    await().until(() -> thread.get() != null && thread.get().getState() == Thread.State.WAITING);
    return outcome;
  }

  private Failure outcome(String fingerprint, Callable<Failure> ask) {
    try {
      return trials.outcome(fingerprint, ask);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Failure askWhen(CountDownLatch answer) throws InterruptedException {
    asked.incrementAndGet();
    answer.await();
    return WRONG;
  }

  private Failure ask() {
    asked.incrementAndGet();
    return WRONG;
  }
}
