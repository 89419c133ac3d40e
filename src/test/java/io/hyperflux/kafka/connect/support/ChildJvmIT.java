package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The launcher itself, with the broker and two workers as child JVMs. */
@TestInstance(Lifecycle.PER_CLASS)
class ChildJvmIT {
  private final Leftovers leftovers = new Leftovers();
  private EmbeddedEnvironment environment;

  @BeforeAll
  void start() {
    EmbeddedOptions options =
        EmbeddedOptions.defaults()
            .workers(2)
            .worker("session.timeout.ms", "3000")
            .worker("heartbeat.interval.ms", "500");
    environment = EmbeddedEnvironment.inChildJvms(options);
  }

  @AfterAll
  void closeLeavesNothingBehind() {
    if (environment != null) {
      environment.close();
    }
    leftovers.assertNone();
  }

  @Test
  void listsThePluginOnce() {
    EnvironmentChecks.listsThePluginOnce(environment);
  }

  @Test
  void connectorCanComeFromTheZipAlone() {
    assertThat(environment.workerLog().lines().filter(line -> line.contains("jvm.classpath")))
        .isNotEmpty()
        .noneMatch(line -> line.contains("target/classes"))
        .noneMatch(line -> line.contains("kafka-connect-hyperflux"));
    assertThat(environment.workerLog()).contains("Registered loader: PluginClassLoader");
  }

  @Test
  void connectorComesAndGoes() {
    EnvironmentChecks.connectorComesAndGoes(environment);
    assertThat(environment.workers())
        .extracting(EmbeddedWorker::log)
        .anyMatch(log -> log.contains("[coming|task-0]"));
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
  void workersAreOneGroup() {
    ConnectRest second = environment.workers().get(1).rest();
    for (String name : Set.of("one", "two")) {
      second.createConnector(name, EnvironmentChecks.config());
    }
    Set<String> workers =
        Set.of("one", "two").stream()
            .map(name -> environment.rest().awaitRunning(name).tasks().get(0).workerId())
            .collect(Collectors.toSet());
    for (String name : Set.of("one", "two")) {
      second.delete(name);
    }
    assertThat(workers)
        .isEqualTo(
            environment.workers().stream().map(EmbeddedWorker::id).collect(Collectors.toSet()));
  }

  @Test
  void brokerComesBackWithItsData() throws Exception {
    EnvironmentChecks.brokerComesBackWithItsData(environment);
  }
}
