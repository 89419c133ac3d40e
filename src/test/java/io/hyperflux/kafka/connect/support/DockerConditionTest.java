package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConditionTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"true", "false"})
  void runsWhereDockerIs(String ci) {
    assertThat(DockerCondition.decide(true, ci).isDisabled()).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "false"})
  void skipsAndSaysWhyWhereItIsNot(String ci) {
    var result = DockerCondition.decide(false, ci);
    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason())
        .hasValueSatisfying(reason -> assertThat(reason).contains("no Docker"));
  }

  @Test
  void failsInContinuousIntegrationWhereItIsNot() {
    assertThatThrownBy(() -> DockerCondition.decide(false, "true")).hasMessageContaining("CI=true");
  }
}
