package io.hyperflux.kafka.connect.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginDirectoryTest {
  @TempDir private Path build;

  @Test
  void takesTheOnlyZipOfTheBuild() throws IOException {
    Path zip = Files.createFile(build.resolve("hyperflux-plugin-1.zip"));
    Files.createFile(build.resolve("other.zip"));
    assertThat(PluginDirectory.zip(null, build)).isEqualTo(zip);
  }

  @Test
  void takesTheNamedZipBeforeThat() throws IOException {
    Files.createFile(build.resolve("hyperflux-plugin-1.zip"));
    Path named = Files.createFile(build.resolve("named.zip"));
    assertThat(PluginDirectory.zip(named.toString(), build)).isEqualTo(named);
  }

  @Test
  void tellsToBuildItWhereThereIsNone() {
    assertThatThrownBy(() -> PluginDirectory.zip(null, build)).hasMessageContaining("mvn package");
    assertThatThrownBy(() -> PluginDirectory.zip(null, build.resolve("missing")))
        .hasMessageContaining("mvn package");
    assertThatThrownBy(() -> PluginDirectory.zip(build.resolve("missing.zip").toString(), build))
        .hasMessageContaining("missing.zip")
        .hasMessageContaining("mvn package");
  }

  @Test
  void doesNotGuessAmongSeveral() throws IOException {
    Files.createFile(build.resolve("hyperflux-plugin-1.zip"));
    Files.createFile(build.resolve("hyperflux-plugin-2.zip"));
    assertThatThrownBy(() -> PluginDirectory.zip(null, build))
        .hasMessageContaining("hyperflux-plugin-1.zip")
        .hasMessageContaining("hyperflux-plugin-2.zip");
  }
}
