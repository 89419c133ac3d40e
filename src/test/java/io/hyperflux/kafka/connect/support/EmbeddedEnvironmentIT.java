package io.hyperflux.kafka.connect.support;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The launcher itself, with a worker in this JVM. */
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedEnvironmentIT {
  private EmbeddedEnvironment environment;

  @BeforeAll
  void start() {
    long t = System.nanoTime();
    environment = EmbeddedEnvironment.inJvm(EmbeddedOptions.defaults());
  }

  @AfterAll
  void close() {
    environment.close();
  }

  @Test
  void first() {
    System.err.println(environment.rest().connectorPlugins().toPrettyString());
  }
}
