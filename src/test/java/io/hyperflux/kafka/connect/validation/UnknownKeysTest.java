package io.hyperflux.kafka.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.support.CapturedLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownKeysTest {
  private static final Set<String> KNOWN = ConfigDefinition.create().names();

  @ParameterizedTest
  @CsvSource({
    "hyperflux.api.kye, hyperflux.api.key",
    "hyperflux.api.key.headers, hyperflux.api.key.header",
    "hyperflux.listing, hyperflux.listings",
    "hyperflux.url, hyperflux.api.url",
    "hyperflux.API.URL, hyperflux.api.url",
    "poll.interval, poll.interval.ms",
    "poll.intervall.ms, poll.interval.ms",
    "retry.backof.max.ms, retry.backoff.max.ms",
    "http.proxy.user.name, http.proxy.username",
    "http.ssl.trustore.location, http.ssl.truststore.location",
    "batch.max.record, batch.max.records",
    "topics, topic",
    "Topic, topic",
    "api.key, hyperflux.api.key",
    "listing, hyperflux.listings",
    "hyperflux_api_key, hyperflux.api.key",
    "pol.interval.ms, poll.interval.ms",
    "proxy.url, http.proxy.url",
    "ssl.truststore.location, http.ssl.truststore.location",
  })
  void aSlipIsToldWithTheKeyThatWasMeant(String key, String meant) {
    assertThat(UnknownKeys.messages(Set.of(key), KNOWN).values())
        .containsExactly(
            key
                + " is no setting of this connector and has no effect. Did you mean "
                + meant
                + "?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http.ssl.engine.factory.class", // Kafka's, but not the connector's
        "lookup.",
        "emit.whatever.this.was.meant.to.be.in.some.other.place",
        "validate.x"
      })
  void whatIsLikeNoneIsToldWithoutAGuess(String key) {
    assertThat(UnknownKeys.messages(Set.of(key), KNOWN).values())
        .containsExactly(key + " is no setting of this connector and has no effect. Leave it out.");
  }

  @Test
  void everyKnownKeyIsKnown() {
    assertThat(UnknownKeys.messages(KNOWN, KNOWN)).isEmpty();
  }

  @Test
  void everyKnownKeyBeginsLikeOne() {
    assertThat(KNOWN)
        .filteredOn(key -> UnknownKeys.PREFIXES.stream().noneMatch(key::startsWith))
        .as("a new family of keys has to be named in UnknownKeys")
        .containsExactly("topic");
  }

  @Test
  void connectsOwnKeysAreNoneOfOurs() {
    assertThat(UnknownKeys.messages(ConnectorConfig.configDef().names(), KNOWN)).isEmpty();
    assertThat(UnknownKeys.messages(SourceConnectorConfig.configDef().names(), KNOWN)).isEmpty();
    assertThat(
            UnknownKeys.messages(
                Set.of(
                    "transforms.http.type",
                    "predicates.poll.type",
                    "key.converter.schema.registry.url",
                    "value.converter.schemas.enable",
                    "errors.retry.timeout",
                    "topic.creation.default.partitions",
                    "producer.override.retry.backoff.ms",
                    "name"),
                KNOWN))
        .isEmpty();
  }

  @Test
  void aStartingConnectorLogsEachOnceAndNoValue() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "hyperflux.api.key", "FPSX-key",
                "hyperflux.api.kye", "FPSX-kye",
                "poll.interval", "FPSX-interval",
                "transforms", "x",
                "validate.connection", "false"));
    try (CapturedLog log = CapturedLog.ofConnector()) {
      HyperfluxSourceConnector connector = new HyperfluxSourceConnector();
      connector.validate(settings);
      connector.start(settings);
      connector.taskConfigs(1);
      connector.taskConfigs(1);

      assertThat(log.messages(Level.WARN))
          .containsExactly(
              "hyperflux.api.kye is no setting of this connector and has no effect."
                  + " Did you mean hyperflux.api.key?",
              "poll.interval is no setting of this connector and has no effect."
                  + " Did you mean poll.interval.ms?");
    }
  }
}
