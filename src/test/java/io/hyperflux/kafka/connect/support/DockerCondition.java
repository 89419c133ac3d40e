package io.hyperflux.kafka.connect.support;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips tests where no Docker is, but fails them where the environment variable CI is true: a build
 * that is meant to run them all must not go green without.
 */
final class DockerCondition implements ExecutionCondition {
  private static final String MISSING = "no Docker engine can be reached (see DOCKER_HOST)";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    ConditionEvaluationResult result =
        decide(DockerClientFactory.instance().isDockerAvailable(), System.getenv("CI"));
    if (result.isDisabled()) {
      // Failsafe counts what is skipped, and keeps the reason to itself
      System.out.println(
          context.getDisplayName() + ": " + result.getReason().orElse("skipped") + ".");
    }
    return result;
  }

  static ConditionEvaluationResult decide(boolean available, String ci) {
    if (available) {
      return ConditionEvaluationResult.enabled("Docker is here");
    }
    if (Boolean.parseBoolean(ci)) {
      throw new IllegalStateException(
          "CI=true, but " + MISSING + ": these tests must not be skipped");
    }
    return ConditionEvaluationResult.disabled("Skipped: " + MISSING);
  }
}
