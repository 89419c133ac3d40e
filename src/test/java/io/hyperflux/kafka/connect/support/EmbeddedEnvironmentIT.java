package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The launcher itself, with broker and worker in this JVM. */
@TestInstance(Lifecycle.PER_CLASS)
class EmbeddedEnvironmentIT {
  private final Leftovers leftovers = new Leftovers();
  private EmbeddedEnvironment environment;

  @BeforeAll
  void start() {
    environment = EmbeddedEnvironment.inJvm(EmbeddedOptions.defaults());
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
  void taskIsLoadedFromTheZip() throws ClassNotFoundException {
    environment.rest().createAndAwaitRunning("loaded", EnvironmentChecks.config());
    ClassLoader loader = threadOfTask("task-thread-loaded-0").getContextClassLoader();
    environment.rest().delete("loaded");
    assertThat(loader.getClass().getSimpleName()).isEqualTo("PluginClassLoader");
    Class<?> task = loader.loadClass("io.hyperflux.kafka.connect.HyperfluxSourceTask");
    assertThat(task.getClassLoader()).isSameAs(loader);
    assertThat(((URLClassLoader) loader).getURLs())
        .extracting(URL::getPath)
        .contains(task.getProtectionDomain().getCodeSource().getLocation().getPath())
        .allMatch(path -> path.contains("/plugins/hyperflux-"));
    // the worker's Kafka is not the one that tests see, either
    assertThat(SourceTask.class.isAssignableFrom(task)).isFalse();
  }

  private static Thread threadOfTask(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void connectorComesAndGoes() {
    EnvironmentChecks.connectorComesAndGoes(environment);
    assertThat(environment.workerLog()).contains("[coming|task-0]");
  }

  @Test
  void connectorOutlivesItsWorker() {
    EnvironmentChecks.connectorOutlives(environment, "stopped", environment::stopWorker);
  }

  @Test
  void brokerComesBackWithItsData() throws Exception {
    EnvironmentChecks.brokerComesBackWithItsData(environment);
  }

  @Test
  void workerInThisJvmCannotBeKilled() {
    assertThatThrownBy(environment::killWorker)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("child JVM");
    assertThat(environment.rest().isHealthy()).isTrue();
  }

  @Test
  void workerReachesThisHostAsItIs() {
    assertThat(environment.urlForWorker(URI.create("http://127.0.0.1:8080/a")))
        .isEqualTo("http://127.0.0.1:8080/a");
  }
}
