package io.hyperflux.kafka.connect.quickstart;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import io.hyperflux.kafka.connect.support.RestException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shows the connector at work: a broker, a worker that loads the plugin zip, the API or a simulator
 * of it, and a line for each record. {@code -Dquickstart.seconds=N} ends it N seconds after the
 * connector was created, with exit code 0 if records came.
 */
public final class Quickstart {
  private static final String CONNECTOR = "hyperflux";
  private static final int BAD_REQUEST = 400;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(1);
  private static final Duration LONGEST_END = Duration.ofSeconds(20);

  private final Screen screen = Screen.standard(System.getenv());
  private final Summary summary = new Summary();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long start = System.nanoTime();
  private volatile ApiToWatch watched;
  private volatile EmbeddedEnvironment running;

  /** Runs until Ctrl-C, or for as many seconds as the system property says. */
  public static void main(String[] args) {
    Quickstart quickstart = new Quickstart();
    int exitCode = 1;
    try {
      exitCode = quickstart.run();
    } catch (Exception e) {
      // what is cut short by Ctrl-C is no failure
      if (!quickstart.isEnding()) {
        quickstart.screen.say("\nThe quickstart failed: " + Advice.whatHappened(e));
        quickstart.screen.say(Advice.on(e));
      }
    }
    System.exit(exitCode);
  }

  private int run() throws Exception {
    Given given = Given.among(System.getProperties());
    Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "quickstart-end"));
    try (ApiToWatch api = ApiToWatch.open(System.getenv("HYPERFLUX_API_KEY"), given.settings())) {
      watched = api;
      screen.say("\nkafka-connect-hyperflux, watching " + api.describe());
      if (api.caution() != null) {
        screen.say(api.caution());
      }
      try (EmbeddedEnvironment kafka = screen.step("starting broker and worker", this::launch)) {
        running = kafka;
        Optional<String> refusal = screen.step("creating the connector", () -> create(kafka, api));
        if (refusal.isPresent()) {
          screen.emptyLine();
          return verdict(refusal, false, kafka, api);
        }
        sayAddresses(kafka, api);
        Trouble trouble = new Trouble(kafka, CONNECTOR);
        Optional<String> failure = watchAndSumUp(kafka, api, trouble, given.atMost());
        return isEnding() ? 0 : verdict(failure, trouble.hasObserved(), kafka, api);
      }
    } finally {
      closed.countDown();
    }
  }

  private EmbeddedEnvironment launch() {
    return EmbeddedEnvironment.inJvm(
        EmbeddedOptions.defaults()
            .worker("value.converter.schemas.enable", "false")
            .fileConfigProvider());
  }

  /** Why the worker refuses the connector's settings; empty if it does not. */
  private static Optional<String> create(EmbeddedEnvironment kafka, ApiToWatch api) {
    Map<String, String> config = new HashMap<>(api.settings());
    config.put("connector.class", HyperfluxSourceConnector.class.getName());
    config.put("tasks.max", "1");
    try {
      kafka.rest().createConnector(CONNECTOR, config);
      return Optional.empty();
    } catch (RestException refused) {
      if (refused.status() == BAD_REQUEST) {
        return Optional.of(Advice.refusal(refused));
      }
      throw refused;
    }
  }

  private void sayAddresses(EmbeddedEnvironment kafka, ApiToWatch api) {
    screen.emptyLine();
    screen.show("consume", "topic " + api.topic() + " at " + kafka.bootstrapServers());
    screen.show("connector", "curl " + kafka.rest().uri() + "/connectors/" + CONNECTOR + "/status");
    if (api.curl() != null) {
      screen.show("API", api.curl());
    }
    screen.say("  Ctrl-C ends it.");
    screen.emptyLine();
  }

  private Optional<String> watchAndSumUp(
      EmbeddedEnvironment kafka, ApiToWatch api, Trouble trouble, Duration atMost)
      throws Exception {
    try {
      return watch(kafka, api, trouble, atMost);
    } finally {
      screen.emptyLine();
      screen.say(summary.text());
    }
  }

  /** Prints records until the time is over, the JVM ends, or the connector's task has failed. */
  private Optional<String> watch(
      EmbeddedEnvironment kafka, ApiToWatch api, Trouble trouble, Duration atMost)
      throws Exception {
    long begin = System.nanoTime();
    long nextCheck = System.nanoTime();
    int printed = 0;
    try (RecordCollector topic = new RecordCollector(kafka.bootstrapServers(), api.topic())) {
      while (!ending.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
        List<CollectedRecord> records = topic.readToEnd();
        for (CollectedRecord record : records.subList(printed, records.size())) {
          print(record, api.hasImages());
        }
        printed = records.size();
        if (System.nanoTime() - nextCheck >= 0) {
          nextCheck = System.nanoTime() + BETWEEN_CHECKS.toNanos();
          trouble.newWarnings().forEach(screen::warn);
          Optional<String> failure = trouble.failure();
          if (failure.isPresent()) {
            return failure;
          }
        }
        if (atMost != null && System.nanoTime() - begin >= atMost.toNanos()) {
          break;
        }
      }
    }
    return Optional.empty();
  }

  private void print(CollectedRecord record, boolean images) {
    RecordLine line =
        new RecordLine(
            Instant.ofEpochMilli(record.timestamp()),
            record.key(),
            record.value().path("previous_status").textValue(),
            record.value().path("status").textValue(),
            record.value().path("generated").path(0).textValue());
    summary.add(line, Duration.ofNanos(System.nanoTime() - start));
    screen.record(line, images);
  }

  private int verdict(
      Optional<String> failure, boolean observed, EmbeddedEnvironment kafka, ApiToWatch api) {
    if (failure.isEmpty() && summary.records() > 0) {
      return 0;
    }
    screen.say(
        failure
            .map(reason -> "The connector does not work: " + reason)
            .orElseGet(
                () ->
                    "The connector is "
                        + kafka.rest().status(CONNECTOR).state()
                        + ". "
                        + api.ifNothingCame(observed)));
    if (api.keyHint() != null && failure.isPresent()) {
      screen.say(api.keyHint());
    }
    return failure.isPresent() ? 2 : 3;
  }

  private boolean isEnding() {
    return ending.getCount() == 0;
  }

  /**
   * On Ctrl-C the JVM waits for this: the summary is still to be printed, and the file with the key
   * to be removed.
   */
  private void endBySignal() {
    ending.countDown();
    try {
      if (!closed.await(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
        screen.say("Broker or worker do not end; they are given up.");
        giveUp();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A broker whose disk is full never ends by itself. Nothing is to be left even then. */
  private void giveUp() {
    try {
      if (watched != null) {
        watched.close();
      }
      if (running != null) {
        running.removeFiles();
      }
    } finally {
      Runtime.getRuntime().halt(1);
    }
  }
}
