package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.MethodName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The extension in test classes of its own, which are run here, at an environment that is none. */
class ConnectExtensionTest {
  /** Of the class that runs. */
  private static final List<String> EVENTS = FakeEnvironment.newEvents();

  /** The port of each test's API. */
  private static final Map<String, Integer> PORTS = new HashMap<>();

  private static ConnectExtension<FakeEnvironment> newExtension() {
    return new ConnectExtension<>(() -> new FakeEnvironment(EVENTS));
  }

  @BeforeEach
  void forget() {
    EVENTS.clear();
    PORTS.clear();
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  /** In the order that they ended, those of the classes too. */
  private static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
        .map(result -> result.getThrowable().orElseThrow())
        .toList();
  }

  private static List<String> failed(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(Event::getTestDescriptor)
        .map(test -> test.getDisplayName().replace("()", ""))
        .toList();
  }

  private static void assertClosed(int... apis) {
    for (int port : apis) {
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
    }
  }

  @TestMethodOrder(MethodName.class)
  static class Passing {
    @RegisterExtension static final ConnectExtension<FakeEnvironment> connect = newExtension();

    @BeforeAll
    static void hasItsEnvironment() {
      EVENTS.add("before all at " + connect.environment().bindAddress());
    }

    @Test
    void first() throws IOException {
      runConnector("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "second-2"})
    void second(String name) throws IOException {
      runConnector(name);
      connect.create(Map.of("topic", "another"));
    }

    private static void runConnector(String name) throws IOException {
      assertThat(connect.name()).isEqualTo(name);
      assertThat(connect.listing()).isEqualTo("/v1/ai/" + name);
      assertThat(connect.config(Map.of("tasks.max", "7")))
          .containsEntry("name", name)
          .containsEntry("topic", name)
          .containsEntry("hyperflux.listings", connect.listing())
          .containsEntry("hyperflux.api.url", connect.api().url())
          .containsEntry("hyperflux.api.key", ConnectExtension.KEY)
          .containsEntry("tasks.max", "7");
      PORTS.put(name, connect.api().port());
      new Socket(InetAddress.getLoopbackAddress(), connect.api().port()).close();
      connect.create(Map.of());
    }
  }

  @Test
  void aClassHasOneEnvironmentAndEachTestAnApiAndConnectorsOfItsOwn() {
    EngineExecutionResults results = run(Passing.class);

    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(tests -> tests.succeeded(3));
    assertThat(EVENTS)
        .containsExactly(
            "started",
            "before all at 127.0.0.1",
            "created first",
            "deleted first",
            "created second",
            "created another",
            "deleted another",
            "deleted second",
            "created second-2",
            "created another",
            "deleted another",
            "deleted second-2",
            "closed");
    assertThat(PORTS).containsOnlyKeys("first", "second", "second-2");
    assertClosed(PORTS.values().stream().mapToInt(port -> port).toArray());
  }

  @TestMethodOrder(MethodName.class)
  static class Failing {
    @RegisterExtension static final ConnectExtension<FakeEnvironment> connect = newExtension();

    @Test
    void first() {
      PORTS.put("first", connect.api().port());
      connect.create(Map.of());
      throw new IllegalStateException("the test's own");
    }

    @Test
    void second() {
      assertThat(connect.rest().connectors()).isEmpty();
    }
  }

  @Test
  void aTestThatFailsLeavesNothing() {
    EngineExecutionResults results = run(Failing.class);

    assertThat(failed(results)).containsExactly("first");
    assertThat(failures(results))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure).hasMessage("the test's own").hasNoSuppressedExceptions());
    assertThat(EVENTS).containsExactly("started", "created first", "deleted first", "closed");
    assertClosed(PORTS.get("first"));
  }

  @TestMethodOrder(MethodName.class)
  static class Stubborn {
    @RegisterExtension static final ConnectExtension<FakeEnvironment> connect = newExtension();

    @Test
    void first() {
      PORTS.put("first", connect.api().port());
      connect.environment().addStubborn("a");
      connect.create(Map.of());
    }

    @Test
    void second() {
      PORTS.put("second", connect.api().port());
      throw new IllegalStateException("the test's own");
    }
  }

  @Test
  void aConnectorThatCannotBeDeletedFailsItsTestAndKeepsNothingElseOpen() {
    EngineExecutionResults results = run(Stubborn.class);

    assertThat(failed(results)).containsExactly("first", "second");
    Throwable alone = failures(results).get(0);
    assertThat(alone).hasMessage("Connectors could not be deleted: [a]");
    assertThat(alone.getSuppressed())
        .singleElement()
        .asString()
        .contains("DELETE /connectors/a answered 500: stubborn");
    Throwable besides = failures(results).get(1);
    assertThat(besides).hasMessage("the test's own");
    assertThat(besides.getSuppressed())
        .singleElement()
        .asString()
        .contains("Connectors could not be deleted: [a]");
    assertThat(EVENTS).containsExactly("started", "created first", "deleted first", "closed");
    assertClosed(PORTS.get("first"), PORTS.get("second"));
  }

  static class WorkerLeftStopped {
    @RegisterExtension static final ConnectExtension<FakeEnvironment> connect = newExtension();

    @Test
    void first() {
      PORTS.put("first", connect.api().port());
      connect.environment().stopWorker();
    }
  }

  @Test
  void aWorkerThatIsLeftStoppedFailsItsTest() {
    EngineExecutionResults results = run(WorkerLeftStopped.class);

    assertThat(failed(results)).containsExactly("first");
    assertThat(failures(results))
        .singleElement()
        .asString()
        .contains("the worker does not list them", "was it left stopped?", "ConnectException");
    assertThat(EVENTS).containsExactly("started", "closed");
    assertClosed(PORTS.get("first"));
  }

  static class FailedStart {
    @RegisterExtension
    static final ConnectExtension<FakeEnvironment> connect =
        new ConnectExtension<>(
            () -> {
              throw new IllegalStateException("worker-1 did not start");
            });

    @Test
    void first() {
      EVENTS.add("first");
    }
  }

  @Test
  void anEnvironmentThatDoesNotStartFailsTheClassAlone() {
    EngineExecutionResults results = run(FailedStart.class);

    assertThat(failed(results)).containsExactly("ConnectExtensionTest$FailedStart");
    assertThat(failures(results))
        .singleElement()
        .satisfies(
            failure ->
                assertThat(failure)
                    .hasMessage("worker-1 did not start")
                    .hasNoSuppressedExceptions());
    assertThat(EVENTS).isEmpty();
  }

  static class FailedPreparation {
    @RegisterExtension static final ConnectExtension<FakeEnvironment> connect = newExtension();

    @BeforeAll
    static void fail() {
      throw new IllegalStateException("no leader");
    }

    @Test
    void first() {
      EVENTS.add("first");
    }
  }

  @Test
  void aPreparationThatFailsClosesTheEnvironment() {
    EngineExecutionResults results = run(FailedPreparation.class);

    assertThat(failures(results)).singleElement().asString().contains("no leader");
    assertThat(EVENTS).containsExactly("started", "closed");
  }

  static class FailedClose {
    @RegisterExtension
    static final ConnectExtension<FakeEnvironment> connect =
        new ConnectExtension<>(
            () -> {
              FakeEnvironment environment = new FakeEnvironment(EVENTS);
              environment.failOnClose("not everything could be closed");
              return environment;
            });

    @BeforeAll
    static void fail() {
      throw new IllegalStateException("no leader");
    }

    @Test
    void first() {
      EVENTS.add("first");
    }
  }

  @Test
  void aCloseThatFailsIsToldBesides() {
    EngineExecutionResults results = run(FailedClose.class);

    assertThat(failures(results))
        .singleElement()
        .satisfies(failure -> assertThat(failure).hasMessage("no leader"))
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("not everything could be closed"));
  }
}
