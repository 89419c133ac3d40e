package io.hyperflux.kafka.connect.endtoend;

import io.hyperflux.kafka.connect.support.ContainerEnvironment;
import io.hyperflux.kafka.connect.support.EnabledIfDocker;

/** The same scenarios on containers of the official image, by Testcontainers. */
@EnabledIfDocker
class ContainerEndToEndIT extends EndToEndScenarios {
  ContainerEndToEndIT() {
    super(ContainerEnvironment::start);
  }
}
