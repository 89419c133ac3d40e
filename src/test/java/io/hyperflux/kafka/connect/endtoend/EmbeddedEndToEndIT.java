package io.hyperflux.kafka.connect.endtoend;

import io.hyperflux.kafka.connect.support.ConnectEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;

/** The scenarios on an embedded broker and a worker in a JVM of its own, which can be killed. */
class EmbeddedEndToEndIT extends EndToEndScenarios {
  @Override
  ConnectEnvironment startEnvironment() {
    return EmbeddedEnvironment.withChildWorker(EmbeddedOptions.defaults());
  }
}
