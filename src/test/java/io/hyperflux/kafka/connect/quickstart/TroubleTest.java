package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TroubleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "20:18:03.531 WARN  [pool-14-thread-1] ", // validation has no context
        "20:18:03.531 WARN  [connector-thread-hyperflux] [hyperflux|worker] ",
        "20:18:03.531 WARN  [task-thread-hyperflux-0] [hyperflux|task-0] ",
      })
  void tellsAWarningAlone(String before) {
    String line =
        before + "It's [odd] (really). (io.hyperflux.kafka.connect.config.ConfigWarnings)";

    assertThat(Trouble.warnings(List.of(line))).containsExactly("It's [odd] (really).");
  }

  @Test
  void leavesOtherLinesOut() {
    assertThat(
            Trouble.warnings(
                List.of(
                    "20:18:03.531 INFO  [main] Watching (io.hyperflux.kafka.connect.Watching)",
                    "20:18:03.531 WARN  [main] Careful (org.apache.kafka.connect.runtime.Worker)",
                    "20:18:03.531 INFO  [main] a WARN in the text (io.hyperflux.kafka.connect.A)",
                    "\tat io.hyperflux.kafka.connect.A.b(A.java:1)")))
        .isEmpty();
  }
}
