package io.hyperflux.kafka.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.Validation;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What validation tells a form beside errors. */
class RecommendationsTest {
  private final Validation validation =
      new Validation(new FakeTaskClock()).put("validate.connection", "false");

  @Test
  void valuesAreRecommendedWhereThereAreFew() {
    assertThat(validation.recommended("emit.statuses"))
        .containsExactly("CREATED", "IN_PROGRESS", "COMPLETED", "FAILED");
    assertThat(validation.recommended("hyperflux.api.url"))
        .containsExactly("https://api.freepik.com", "https://api.magnific.com");
    assertThat(validation.recommended("hyperflux.api.key.header"))
        .containsExactly("x-freepik-api-key", "x-magnific-api-key");
    assertThat(validation.recommended("http.ssl.keystore.type"))
        .isEqualTo(validation.recommended("http.ssl.truststore.type"))
        .containsExactly("PEM", "PKCS12", "JKS");
    assertThat(validation.recommended("topic")).isEmpty();
  }

  @Test
  void eitherOfTwoIsRecommendedForEachBoolean() {
    assertThat(ConfigDefinition.create().configKeys().values())
        .filteredOn(key -> key.type == ConfigDef.Type.BOOLEAN)
        .extracting(key -> key.name)
        .contains("lookup.missing", "validate.connection")
        .allSatisfy(key -> assertThat(validation.recommended(key)).isEqualTo(List.of(true, false)));
  }

  @Test
  void everyRecommendedValueIsValid() {
    for (ConfigKey key : ConfigDefinition.create().configKeys().values()) {
      for (Object value : validation.recommended(key.name)) {
        Validation one =
            new Validation(new FakeTaskClock())
                .put("validate.connection", "false")
                .put(key.name, value.toString());
        assertThat(one.errors()).as("%s=%s", key.name, value).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http.proxy.username, http.proxy.url, http://proxy:3128",
    "http.proxy.password, http.proxy.url, http://proxy:3128",
    "lookup.timeout.ms, lookup.completed, true",
    "hyperflux.api.allow.plaintext, hyperflux.api.url, http://api.example",
  })
  void aSettingIsVisibleWithTheOneThatMakesItOfUse(String key, String other, String value) {
    assertThat(validation.isVisible(key)).isFalse();
    assertThat(ConfigDefinition.create().configKeys().get(other).dependents).contains(key);

    assertThat(validation.put(other, value).isVisible(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "http.proxy.username, user",
    "http.proxy.password, secret",
    "lookup.timeout.ms, 1000",
    "hyperflux.api.allow.plaintext, true",
  })
  void whatIsGivenIsVisibleThoughItIsOfNoUse(String key, String value) {
    assertThat(validation.put(key, value).isVisible(key)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "lookup.timeout.ms, lookup.completed, maybe",
    "http.proxy.username, http.proxy.url, nonsense",
    "hyperflux.api.allow.plaintext, hyperflux.api.url, nonsense",
  })
  void whatDependsOnAnErrorIsVisible(String key, String other, String value) {
    assertThat(validation.put(other, value).isVisible(key)).isTrue();
  }

  @Test
  void pathsOfLookupsAreVisibleWithEitherKindOfLookup() {
    assertThat(validation.isVisible("lookup.paths")).isTrue();
    validation.put("lookup.missing", "false");
    assertThat(validation.isVisible("lookup.paths")).isFalse();
    validation.put("lookup.completed", "true");
    assertThat(validation.isVisible("lookup.paths")).isTrue();
  }

  @Test
  void allOthersAreVisible() {
    Map<String, ConfigKey> keys = ConfigDefinition.create().configKeys();

    assertThat(keys.keySet())
        .filteredOn(key -> !validation.isVisible(key))
        .containsExactlyInAnyOrder(
            "http.proxy.username",
            "http.proxy.password",
            "lookup.timeout.ms",
            "hyperflux.api.allow.plaintext");
  }
}
