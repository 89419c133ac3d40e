package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.config.ConfigDefinition;
import io.hyperflux.kafka.connect.config.ConfigKeys;
import io.hyperflux.kafka.connect.records.StatusRecords;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

/** The records that the pages show have the fields of the connector's. */
class RecordsPageTest {
  private static final List<Field> FIELDS = StatusRecords.VALUE.fields();

  @Test
  void hasARowForEachField() {
    assertThat(Page.RECORDS.text())
        .contains(FIELDS.stream().map(field -> "| `" + field.name() + "` |").toList())
        .contains(
            "`%s`, version %d"
                .formatted(StatusRecords.VALUE.name(), StatusRecords.VALUE.version()));
  }

  @Test
  void theReadmeShowsOne() throws IOException {
    String readme = Page.README.text();
    int begin = readme.indexOf("```json\n") + 8;
    String shown = readme.substring(begin, readme.indexOf("```", begin));

    assertThat(new ObjectMapper().readTree(shown).fieldNames())
        .toIterable()
        .containsExactlyElementsOf(FIELDS.stream().map(Field::name).toList());
  }

  @Test
  void theTablesOfFlinkAndKsqlDbHaveItsColumns() {
    String page = Page.DOWNSTREAM.text();
    String columns =
        FIELDS.stream()
            .map(field -> "  " + field.name() + " " + sqlType(field.schema()))
            .collect(Collectors.joining(",\n"));

    assertThat(page.replace("`", "")).contains("TABLE task_status (\n" + columns + ",\n");
    assertThat(page).contains("STREAM task_status (\n  task_key STRING KEY,\n" + columns + "\n)");
    assertThat(ConfigDefinition.create().defaultValues().get(ConfigKeys.TOPIC))
        .isEqualTo("hyperflux-task-status");
    assertThat(page)
        .contains("'topic' = 'hyperflux-task-status'", "KAFKA_TOPIC = 'hyperflux-task-status'");
  }

  private static String sqlType(Schema schema) {
    return switch (schema.type()) {
      case STRING -> "STRING";
      case INT64 -> "BIGINT";
      case BOOLEAN -> "BOOLEAN";
      case ARRAY -> "ARRAY<" + sqlType(schema.valueSchema()) + ">";
      default -> throw new AssertionError(schema);
    };
  }
}
