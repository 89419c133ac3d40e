package io.hyperflux.kafka.connect.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One alarm cuts each exchange off when its own time is up. */
@Timeout(30)
class DeadlinesTest {
  private static final Duration ALLOWED = Duration.ofMillis(200);

  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final Deadlines deadlines = new Deadlines(ALLOWED, this::thread);

  @AfterEach
  void close() {
    deadlines.close(new Failure(FailureKind.IO, "closed"));
  }

  @Test
  void eachIsCutOffWhenItsTimeIsUpAndNotBefore() throws InterruptedException {
    List<Long> tookNanos = new CopyOnWriteArrayList<>();
    CountDownLatch cut = new CountDownLatch(3);
    List<Exchange<String>> exchanges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      long start = System.nanoTime();
      exchanges.add(
          begin(
              () -> {
                tookNanos.add(System.nanoTime() - start);
                cut.countDown();
              }));
      // less than is allowed: the alarm for the first one finds the others too young
      TimeUnit.MILLISECONDS.sleep(50);
    }

    assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(tookNanos).allMatch(nanos -> nanos >= ALLOWED.toNanos());
    for (Exchange<String> exchange : exchanges) {
      assertThat(exchange.await(Duration.ZERO))
          .isEqualTo(
              new Outcome.Failed<>(
                  new Failure(FailureKind.TIMEOUT, "GET /listing took longer than 200 ms")));
    }
  }

  @Test
  void whatHasEndedIsLeftAlone() throws InterruptedException {
    Exchange<String> ended = begin(() -> {});
    deadlines.remove(ended);
    CountDownLatch cut = new CountDownLatch(1);
    begin(cut::countDown);

    assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(ended.await(Duration.ZERO)).isNull();
  }

  @Test
  void anAlarmIsSetAgainAfterAnIdleTime() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      CountDownLatch cut = new CountDownLatch(1);
      Exchange<String> exchange = begin(cut::countDown);
      assertThat(cut.await(20, TimeUnit.SECONDS)).isTrue();
      deadlines.remove(exchange);
    }
    assertThat(threads).hasSize(1);
  }

  @Test
  void closingEndsThemAndTheThread() throws InterruptedException {
    Exchange<String> exchange = begin(() -> {});
    Failure why = new Failure(FailureKind.IO, "closed");
    deadlines.close(why);
    deadlines.awaitEnd(Duration.ofSeconds(20).toNanos());
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(20).toMillis());
    }

    assertThat(exchange.await(Duration.ZERO)).isEqualTo(new Outcome.Failed<>(why));
    assertThat(threads).noneMatch(Thread::isAlive);
  }

  private Exchange<String> begin(Runnable atEnd) {
    Exchange<String> exchange = new Exchange<>(new HttpGet("http://localhost/listing"), atEnd);
    deadlines.add(exchange);
    return exchange;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "deadlines-test");
    threads.add(thread);
    return thread;
  }
}
