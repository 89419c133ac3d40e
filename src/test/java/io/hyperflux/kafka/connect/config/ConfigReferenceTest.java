package io.hyperflux.kafka.connect.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.documents.Documents;
import io.hyperflux.kafka.connect.documents.Page;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.junit.jupiter.api.Test;

/** The configuration reference is what the connector defines. */
class ConfigReferenceTest {
  @Test
  void theReferenceIsTheDefinition() {
    Documents.assertPart(Page.SETTINGS, "reference", ConfigReference.of(ConfigDefinition.create()));
  }

  @Test
  void docsHoldNoMarkup() {
    for (ConfigKey key : ConfigDefinition.create().configKeys().values()) {
      assertThat(key.documentation)
          .as(key.name)
          .doesNotContain("`", "**", "](", "<", "&", "\n")
          .isEqualTo(key.documentation.strip());
    }
  }

  @Test
  void groupsKeepTheirOrderAndCellsTheirLetters() {
    ConfigDef definition =
        new ConfigDef()
            .define("b", ConfigDef.Type.INT, 1, null, Importance.HIGH, "B.", "Second", 1, null, "b")
            .define(
                "c",
                ConfigDef.Type.STRING,
                "x|y",
                null,
                Importance.LOW,
                "C.",
                "First",
                1,
                null,
                "c")
            .define(
                "a",
                ConfigDef.Type.LONG,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigChecks.between(-1, 5L),
                Importance.MEDIUM,
                "A *b* <c> d|e `f` [g](h) i_j & \\.",
                "Second",
                2,
                null,
                "a");

    assertThat(ConfigReference.of(definition))
        .isEqualTo(
            """
            ### Second

            | key | type | default | valid values | importance | meaning |
            | --- | --- | --- | --- | --- | --- |
            | `b` | int | `1` |  | high | B. |
            | `a` | long | required | -1 to 5 | medium | A \\*b\\* &lt;c&gt; d\\|e \\`f\\` \\[g\\](h) i\\_j &amp; \\\\. |

            ### First

            | key | type | default | valid values | importance | meaning |
            | --- | --- | --- | --- | --- | --- |
            | `c` | string | `x\\|y` |  | low | C. |
            """);
  }
}
