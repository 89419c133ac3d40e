package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The launcher itself, with containers. */
@EnabledIfDocker
@TestInstance(Lifecycle.PER_CLASS)
class ContainerEnvironmentIT {
  @AutoClose private ContainerEnvironment environment;

  @BeforeAll
  void start() {
    environment = ContainerEnvironment.start();
  }

  @Test
  void listsThePluginOnce() {
    EnvironmentChecks.listsThePluginOnce(environment);
  }

  @Test
  void connectorComesAndGoes() {
    EnvironmentChecks.connectorComesAndGoes(environment);
  }

  @Test
  void connectorOutlivesAStoppedWorker() {
    EnvironmentChecks.connectorOutlives(environment, "stopped", environment::stopWorker);
  }

  @Test
  void connectorOutlivesAKilledWorker() {
    EnvironmentChecks.connectorOutlives(environment, "killed", environment::killWorker);
  }

  @Test
  void brokerComesBackWithItsData() throws Exception {
    EnvironmentChecks.brokerComesBackWithItsData(environment);
  }

  @Test
  void workerReachesAServerOfThisJvm() {
    assertThat(environment.urlForWorker(URI.create("http://127.0.0.1:8080/a/b?c=//d")))
        .isEqualTo("http://host.docker.internal:8080/a/b?c=//d");
  }
}
