package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.documents.Documents;
import io.hyperflux.kafka.connect.documents.Page;
import io.hyperflux.kafka.connect.support.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run tells the log: a story that one can read at INFO, and no secret at any level. */
@Timeout(60)
class LogStoryTest {
  private static final String PROXY_PASSWORD = "proxy-password-do-not-print";

  @Test
  void fromTheStartToTheStop() {
    try (CapturedLog own = new CapturedLog("io.hyperflux", Level.TRACE);
        CapturedLog settings = new CapturedLog("org.apache.kafka.common.config", Level.TRACE);
        CapturedLog http = new CapturedLog("org.apache.hc", Level.TRACE)) {
      String url = live();
      List<String> story = own.lines(Level.INFO);

      assertThat(settings.lines(Level.INFO))
          .singleElement()
          .asString()
          .startsWith("INFO HyperfluxSourceConfig values:")
          .contains("hyperflux.api.key = [hidden]", "http.proxy.password = [hidden]")
          .contains("poll.interval.ms = 10000", "lookup.missing = true");
      assertThat(story)
          .containsExactly(
              "INFO Watching "
                  + SimulatedWorld.LISTING
                  + " at "
                  + url
                  + " every 10000 ms, with at most 50 requests a minute;"
                  + " records go to hyperflux-task-status",
              "INFO Remembering 0 tasks of " + SimulatedWorld.LISTING + " from 0 stored slots",
              "INFO First observation of "
                  + SimulatedWorld.LISTING
                  + ": 2 entries, 2 changes, 1 in flight",
              "WARN GET "
                  + SimulatedWorld.LISTING
                  + " answered 503 Service Unavailable: down for maintenance. Nothing is lost;"
                  + " trying again in 10000 ms. This is the provider's or the network's trouble.",
              "WARN Still failing after 60 s and 7 requests: GET "
                  + SimulatedWorld.LISTING
                  + " answered 503 Service Unavailable: down for maintenance. Nothing is lost;"
                  + " trying again in 10000 ms. This is the provider's or the network's trouble.",
              "INFO The API answers again ("
                  + SimulatedWorld.LISTING
                  + "), after 80 s and 8 failed requests",
              "INFO Stopped watching " + SimulatedWorld.LISTING + ", after 2 polls and 3 records");
      Documents.assertPart(
          Page.TROUBLESHOOTING,
          "story",
          story.stream()
              .map(line -> "    " + line.replace(url, "https://api.freepik.com") + "\n")
              .collect(Collectors.joining("", "\n", "\n")));
      assertThat(own.messages(Level.DEBUG))
          .filteredOn(message -> message.contains(" entries, "))
          .extracting(message -> message.replaceFirst("[0-9]+ ms$", "* ms"))
          .containsExactly(
              SimulatedWorld.LISTING + ": 2 entries, 2 changes, 1 in flight, in * ms",
              SimulatedWorld.LISTING + ": 2 entries, 1 change, 0 in flight, in * ms");
      assertThat(own.text() + settings.text() + http.text())
          .contains("exchange")
          .doesNotContain(SimulatedWorld.KEY, PROXY_PASSWORD);
      assertThat(own.stackTraces()).isZero();
    }
  }

  /** A first observation, eight failures in eighty seconds, a change, the end. */
  private static String live() {
    try (SimulatedWorld world = new SimulatedWorld()) {
      world.config.put("retry.backoff.ms", "10000");
      world.config.put("retry.backoff.max.ms", "10000");
      world.config.put("hyperflux.requests.per.minute", "50");
      world.config.put("http.proxy.password", PROXY_PASSWORD);
      world.api.put("a", "IN_PROGRESS");
      world.api.put("b", "COMPLETED");
      world.start().pollUntil(2);
      world.api.respond(8, 503, Map.of(), "{\"message\":\"down for maintenance\"}");
      world.api.put("a", "COMPLETED");
      world.pollUntil(1);
      return world.api.url();
    }
  }

  /** Connect tells them once more by itself, as it got them. */
  @Test
  void theSettingsAreToldOnce() {
    try (CapturedLog settings = new CapturedLog("org.apache.kafka.common.config", Level.INFO);
        SimulatedWorld world = new SimulatedWorld()) {
      HyperfluxSourceConnector connector = new HyperfluxSourceConnector();
      connector.start(world.config);
      world.config.putAll(connector.taskConfigs(1).get(0));
      world.start();

      assertThat(settings.messages(Level.INFO))
          .singleElement()
          .asString()
          .startsWith("HyperfluxSourceConfig values:");
    }
  }

  /** The next request may come as late as after another minute. */
  @Test
  void aReminderComesWhenAMinuteHasPassedAndNotWithTheNextRequest() {
    try (CapturedLog log = CapturedLog.ofConnector();
        SimulatedWorld world = new SimulatedWorld()) {
      world.config.put("retry.backoff.ms", "50000");
      world.config.put("retry.backoff.max.ms", "50000");
      world.api.put("a", "IN_PROGRESS");
      world.start().pollUntil(1);
      world.api.respond(3, 503, Map.of(), "");
      world.pollWhilePassing(Duration.ofSeconds(71));

      assertThat(world.api.requests(SimulatedWorld.LISTING)).isEqualTo(3);
      assertThat(log.messages(Level.WARN))
          .hasSize(2)
          .last()
          .asString()
          .startsWith("Still failing after 60 s and 2 requests: GET ")
          .contains("Nothing is lost; trying again in 39500 ms.");
    }
  }

  /** A wait of more than a minute is told once, with its length. */
  @Test
  void aLongWaitIsNotInterruptedByReminders() {
    try (CapturedLog log = CapturedLog.ofConnector();
        SimulatedWorld world = new SimulatedWorld()) {
      world.api.put("a", "IN_PROGRESS");
      world.start().pollUntil(1);
      world.api.respond(1, 402, Map.of(), "");
      world.pollWhilePassing(Duration.ofMinutes(9));

      assertThat(log.messages(Level.WARN)).hasSize(1);
    }
  }

  @Test
  void whatFailsAndAnswersInTurnsIsToldOnceAMinute() {
    try (CapturedLog log = CapturedLog.ofConnector();
        SimulatedWorld world = new SimulatedWorld()) {
      world.api.put("a", "IN_PROGRESS");
      world.start().pollUntil(1);
      for (int i = 0; i < 10; i++) {
        world.api.respond(1, 503, Map.of(), "");
        world.observations(2);
      }

      assertThat(world.clock.passed()).isBetween(Duration.ofSeconds(200), Duration.ofSeconds(220));
      assertThat(log.lines(Level.INFO))
          .filteredOn(line -> line.startsWith("WARN") || line.contains("answers again"))
          .extracting(line -> line.substring(0, 4))
          .containsExactly("WARN", "INFO", "WARN", "INFO", "WARN", "INFO", "WARN", "INFO");
    }
  }
}
