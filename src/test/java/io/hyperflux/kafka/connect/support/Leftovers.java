package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this JVM has of environments' making when this object is made, to find out what is there
 * more later on.
 */
final class Leftovers {
  private final Set<?> before = now();

  /** Threads get a moment to end. */
  void assertNone() {
    await()
        .dontCatchUncaughtExceptions()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> {
              Set<?> more = now();
              more.removeAll(before);
              assertThat(more).isEmpty();
            });
  }

  private static Set<Object> now() {
    Stream<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> isIsolated(thread.getContextClassLoader()));
    Stream<Long> children = ProcessHandle.current().descendants().map(ProcessHandle::pid);
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      Stream<Path> directories =
          files.filter(file -> file.getFileName().toString().startsWith(TemporaryDirectory.PREFIX));
      return Stream.of(threads, children, directories)
          .flatMap(each -> each)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Made by {@link WorkerClassPath#isolatedLoader}, or a plugin loader within. */
  private static boolean isIsolated(ClassLoader loader) {
    ClassLoader tests = Leftovers.class.getClassLoader();
    return loader instanceof URLClassLoader && loader != tests && loader.getParent() != tests;
  }
}
