package io.hyperflux.kafka.connect.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.Validation;
import io.hyperflux.kafka.connect.support.FakeTaskClock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people type wrong lands on its key, and says what to do. */
class MistakesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poll.intervall.ms | 5000 | poll.intervall.ms | Did you mean poll.interval.ms?",
        "api.key | k | api.key | Did you mean hyperflux.api.key?",
        "listings | /v1/x | listings | Did you mean hyperflux.listings?",
        "topics | t | topics | Did you mean topic?",
        "hyperflux_api_url | https://x | hyperflux_api_url | Did you mean hyperflux.api.url?",
        "ssl.keystore.location | k | ssl.keystore.location | Did you mean http.ssl.keystore.location?",
        "http.whatever.this.is | 1 | http.whatever.this.is | Leave it out",
        "hyperflux.task.listings | /v1/x | hyperflux.task.listings | is internal",
        "emit.statuses | completed | emit.statuses | Did you mean COMPLETED?",
        "emit.statuses | COMPLETED,FALED | emit.statuses | Did you mean FAILED?",
        "emit.statuses | IN-PROGRESS | emit.statuses | Did you mean IN_PROGRESS?",
        "emit.statuses | COMPLETE | emit.statuses | Did you mean COMPLETED?",
        "hyperflux.api.key | ${file:/run/s.properties:key} | hyperflux.api.key | Is file named in config.providers",
        "hyperflux.api.key | ${HYPERFLUX_KEY} | hyperflux.api.key | replaces only ${provider:path:key}",
        "poll.interval.ms | ${env:INTERVAL} | poll.interval.ms | Is env named in config.providers",
        "topic | ${env:TOPIC} | topic | Is env named in config.providers",
        "topic | | topic | is null",
        "hyperflux.listings | | hyperflux.listings | is null",
        "hyperflux.api.key | | hyperflux.api.key | is null",
        "validate.connection | | validate.connection | is null",
      })
  void landsOnItsKeyAndSaysWhatToDo(String key, String value, String on, String says) {
    Map<String, List<String>> errors = validation().put(key, value).errors();

    assertThat(errors).containsOnlyKeys(on);
    assertThat(errors.get(on)).singleElement().asString().contains(says);
    assertThat(errors.get(on).get(0).split(java.util.regex.Pattern.quote(on + " "), -1)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QUEUED", "COMPLETED,FAILED", "CREATED", "MODERATED"})
  void takesStatusesThatAreLikeNoneOfThePages(String statuses) {
    assertThat(validation().put("emit.statuses", statuses).errors()).isEmpty();
  }

  @Test
  void takesTheListingAtTheBeginningOfATopic() {
    assertThat(validation().put("topic", "${listing}-status").errors()).isEmpty();
  }

  @Test
  void keepsSecretsUnderAWrongKeyToItself() {
    assertThat(validation().put("hyperflux.api.kye", Validation.KEY).errors().toString())
        .contains("hyperflux.api.key")
        .doesNotContain(Validation.KEY);
  }

  private static Validation validation() {
    return new Validation(new FakeTaskClock()).put("validate.connection", "false");
  }
}
