package io.hyperflux.kafka.connect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

class AdviceTest {
  @Test
  void aFullDiskNeedsSpaceOrAnotherDirectory() {
    Exception full =
        new IllegalStateException(
            "The plugin zip can't be unpacked", new IOException("No space left on device"));

    assertThat(Advice.whatHappened(full))
        .isEqualTo("The plugin zip can't be unpacked: No space left on device");
    assertThat(Advice.on(full)).contains("Free some space in").contains("MAVEN_OPTS=");
  }

  @Test
  void whatCanNotBeWrittenIsNamed() {
    Exception denied = new IOException("No files", new AccessDeniedException("/data"));

    assertThat(Advice.whatHappened(denied)).isEqualTo("No files: AccessDeniedException: /data");
    assertThat(Advice.on(denied)).startsWith("Make it writable, or ").contains("MAVEN_OPTS=");
  }

  @Test
  void aPortThatWasTakenIsAMatterOfLuck() {
    assertThat(Advice.on(new IllegalStateException("broker", new BindException("in use"))))
        .endsWith("run it again.");
  }

  @Test
  void whereNoPortIsFreeSomethingHasToBeClosed() {
    Exception none = new IllegalStateException("No free port was found between 1 and 2");

    assertThat(Advice.on(none)).startsWith("Close programs that listen there");
  }

  @Test
  void aLongMessageEndsWithItsFirstLineAndSaysWhereTheLogsAre() {
    Exception failure = new IllegalStateException("broker did not start\nIts log ends with:\n...");

    assertThat(Advice.whatHappened(failure)).isEqualTo("broker did not start");
    assertThat(Advice.on(failure)).contains("target/logs");
  }
}
