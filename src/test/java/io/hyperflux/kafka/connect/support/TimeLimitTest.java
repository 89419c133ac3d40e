package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * No test can hang a build: one that waits for ever is interrupted. What does not heed that is
 * ended with its JVM, by surefire.timeout and failsafe.timeout in the POM.
 */
class TimeLimitTest {
  private String limit;

  @RegisterExtension
  private final BeforeEachCallback configured =
      context ->
          limit =
              context
                  .getConfigurationParameter("junit.jupiter.execution.timeout.default")
                  .orElse("none");

  @Test
  void aTestThatSaysNothingElseHasTenMinutes() {
    assertThat(limit).isEqualTo("10 m");
  }
}
