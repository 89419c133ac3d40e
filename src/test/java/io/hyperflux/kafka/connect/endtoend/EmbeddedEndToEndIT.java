package io.hyperflux.kafka.connect.endtoend;

import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;

/** The scenarios on an embedded broker and a worker in a JVM of its own, which can be killed. */
class EmbeddedEndToEndIT extends EndToEndScenarios {
  EmbeddedEndToEndIT() {
    super(() -> EmbeddedEnvironment.withChildWorker(EmbeddedOptions.defaults()));
  }
}
