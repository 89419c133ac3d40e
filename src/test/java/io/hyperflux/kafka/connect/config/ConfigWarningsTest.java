package io.hyperflux.kafka.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.support.CapturedLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;

class ConfigWarningsTest {
  @Test
  void isSilentAboutTheDefaults() {
    assertThat(warnings(Map.of())).isEmpty();
  }

  @Test
  void namesStatusesThatTheApiDoesNotKnow() {
    assertThat(warnings(Map.of("emit.statuses", "completed,FAILED,IN_PROGRESS")))
        .singleElement()
        .asString()
        .contains("emit.statuses", "[completed]", "COMPLETED");
  }

  @Test
  void saysThatLookupsDoNotReachOverRestartsWithoutWhatIsInFlight() {
    assertThat(warnings(Map.of("emit.statuses", "COMPLETED,FAILED")))
        .singleElement()
        .asString()
        .contains("lookup.missing=true does not reach over restarts", "emit.statuses");
    assertThat(warnings(Map.of("emit.statuses", "COMPLETED", "lookup.missing", "false"))).isEmpty();
    assertThat(warnings(Map.of("emit.statuses", "COMPLETED,IN_PROGRESS"))).isEmpty();
  }

  @Test
  void saysThatPollsLeaveNoRoomForLookups() {
    assertThat(warnings(Map.of("poll.interval.ms", "1200")))
        .singleElement()
        .asString()
        .contains(
            "take up 50 of the 50 requests a minute that hyperflux.requests.per.minute allows")
        .endsWith(
            "Raise poll.interval.ms, or raise hyperflux.requests.per.minute if your quota allows"
                + " more");
    assertThat(warnings(Map.of("poll.interval.ms", "1200", "lookup.missing", "false"))).isEmpty();
  }

  private static List<String> warnings(Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.put("hyperflux.api.key", "FPSX-advice");
    try (CapturedLog log = CapturedLog.ofConnector()) {
      ConfigWarnings.tell(new HyperfluxSourceConfig(config));
      return log.messages(Level.WARN);
    }
  }
}
