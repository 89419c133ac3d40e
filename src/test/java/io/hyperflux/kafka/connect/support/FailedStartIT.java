package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An environment that can't start says why and leaves nothing behind. */
class FailedStartIT {
  private static final EmbeddedOptions WRONG_WORKER =
      EmbeddedOptions.defaults().worker("key.converter", "no.such.Converter");
  private static final EmbeddedOptions WRONG_BROKER =
      EmbeddedOptions.defaults().broker("process.roles", "spectator");

  private final Leftovers leftovers = new Leftovers();

  @AfterEach
  void leavesNothingBehind() {
    leftovers.assertNone();
  }

  @Test
  void workerInThisJvm() {
    assertThatThrownBy(() -> EmbeddedEnvironment.inJvm(WRONG_WORKER))
        .hasMessageContaining("worker-1 did not start")
        .hasMessageContaining("no.such.Converter");
  }

  @Test
  void workerInAChildJvm() {
    assertThatThrownBy(() -> EmbeddedEnvironment.withChildWorker(WRONG_WORKER))
        .hasMessageContaining("worker-1 did not start")
        .hasMessageContaining("no.such.Converter");
  }

  @Test
  void brokerInThisJvm() {
    assertThatThrownBy(() -> EmbeddedEnvironment.inJvm(WRONG_BROKER))
        .hasMessageContaining("broker did not start")
        .hasMessageContaining("spectator");
  }

  @Test
  void brokerInAChildJvm() {
    assertThatThrownBy(() -> EmbeddedEnvironment.inChildJvms(WRONG_BROKER))
        .hasMessageContaining("broker did not start")
        .hasMessageContaining("spectator");
  }
}
