package io.hyperflux.kafka.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFingerprintTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "hyperflux.api.key", "FPSX-one",
          "hyperflux.listings", "/first,/second",
          "http.proxy.url", "http://proxy:3128",
          "http.proxy.username", "user",
          "http.proxy.password", "secret",
          "http.ssl.truststore.password", "secret");

  @ParameterizedTest
  @CsvSource({
    "hyperflux.api.key, FPSX-two",
    "hyperflux.api.key.header, x-other",
    "hyperflux.api.url, https://other.example",
    "hyperflux.listings, '/third,/second'",
    "http.proxy.url, http://other:3128",
    "http.proxy.username, other",
    "http.proxy.password, other",
    "http.ssl.truststore.password, other",
    "http.ssl.endpoint.identification.algorithm, ''",
    "http.connect.timeout.ms, 1",
    "http.request.timeout.ms, 1",
  })
  void tellsApartWhatAnOutcomeDependsOn(String key, String value) {
    assertThat(with(key, value)).isNotEqualTo(with("topic", "same"));
  }

  @ParameterizedTest
  @CsvSource({
    "topic, other",
    "hyperflux.listings, '/first,/third'",
    "poll.interval.ms, 60000",
    "lookup.missing, false",
    "retry.timeout.ms, 1000",
  })
  void ignoresTheRest(String key, String value) {
    assertThat(with(key, value)).isEqualTo(with("topic", "same"));
  }

  @Test
  void aKeyStoreThatWasChangedIsAnotherOne(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("trust.pem");
    String missing = with("http.ssl.truststore.location", file.toString());
    Files.writeString(file, "one");
    String first = with("http.ssl.truststore.location", file.toString());
    Files.writeString(file, "another");
    String second = with("http.ssl.truststore.location", file.toString());

    assertThat(first).isNotEqualTo(missing).isNotEqualTo(second);
  }

  @Test
  void isAHash() {
    assertThat(with("topic", "same")).matches("[0-9a-f]{64}");
  }

  private static String with(String key, String value) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put(key, value);
    return SettingsFingerprint.of(HyperfluxSourceConfig.quietly(settings).values());
  }
}
