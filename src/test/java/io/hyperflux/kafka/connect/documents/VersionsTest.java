package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.Version;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages name the version that is built. */
class VersionsTest {
  private static final Pattern ZIP =
      Pattern.compile("hyperflux-kafka-connect-hyperflux-([0-9][^/]*?)(\\.zip|/)");

  @ParameterizedTest
  @EnumSource(names = {"README", "INSTALLING"})
  void namesTheZipThatIsBuilt(Page page) {
    assertThat(ZIP.matcher(page.text()).results().map(zip -> zip.group(1)))
        .isNotEmpty()
        .containsOnly(Version.current());
  }

  @Test
  void theChangelogHasThisVersion() {
    assertThat(Page.CHANGELOG.text())
        .contains("\n## " + Version.current().replace("-SNAPSHOT", "") + ",");
  }
}
