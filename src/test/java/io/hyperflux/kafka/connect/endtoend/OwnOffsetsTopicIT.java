package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperflux.kafka.connect.support.CollectedRecord;
import io.hyperflux.kafka.connect.support.ConnectExtension;
import io.hyperflux.kafka.connect.support.ConnectRest;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code offsets.storage.topic} given to a connector that has run without it. */
@Timeout(180)
class OwnOffsetsTopicIT {
  @RegisterExtension
  static final ConnectExtension<EmbeddedEnvironment> connect =
      ConnectExtension.withChildWorker(EmbeddedOptions.defaults());

  @BeforeEach
  void run() {
    connect.put("a", "IN_PROGRESS");
    connect.create(Map.of());
    connect.records().awaitCount(1, ConnectRest.PATIENCE);
    connect.awaitOffsets(1);
  }

  @Test
  void everythingComesAgainAndTheLogSaysWhy() {
    connect.create(ownTopic());

    assertThat(CollectedRecord.changes(connect.records().awaitCount(2, ConnectRest.PATIENCE)))
        .containsExactly("a: null -> IN_PROGRESS", "a: null -> IN_PROGRESS");
    assertThat(connect.workerLog())
        .contains(connect.listing() + " has no stored offsets in " + connect.name() + "-offsets,");
  }

  @Test
  void nothingComesAgainIfTheOffsetsAreGivenBack() {
    connect.rest().stop(connect.name());
    connect
        .rest()
        .awaitStatus(
            connect.name(),
            "stopped",
            now -> now.state().equals("STOPPED") && now.tasks().isEmpty());
    JsonNode offsets = connect.rest().offsets(connect.name());
    connect.create(ownTopic());
    connect.rest().alterOffsets(connect.name(), offsets);
    connect.rest().resume(connect.name());

    connect.rest().awaitRunning(connect.name());
    connect.put("a", "COMPLETED");
    assertThat(CollectedRecord.changes(connect.records().awaitCount(2, ConnectRest.PATIENCE)))
        .containsExactly("a: null -> IN_PROGRESS", "a: IN_PROGRESS -> COMPLETED");
    assertThat(connect.workerLog()).doesNotContain(connect.listing() + " has no stored offsets");
  }

  private static Map<String, String> ownTopic() {
    return Map.of("offsets.storage.topic", connect.name() + "-offsets");
  }
}
