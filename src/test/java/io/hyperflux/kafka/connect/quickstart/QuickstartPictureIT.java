package io.hyperflux.kafka.connect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperflux.kafka.connect.documents.Documents;
import io.hyperflux.kafka.connect.documents.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The README's picture of the quickstart: drawn from what it prints on a terminal. */
@Timeout(120)
class QuickstartPictureIT {
  private static final Path PICTURE = Page.FOLDER.resolve("quickstart.svg");
  private static final int COLUMNS = 104;
  private static final int MOST_LINES = 24;
  private static final Pattern TEXT =
      Pattern.compile("<text[^>]* y=\"(\\d+)\"[^>]*>([^<]*)</text>");

  @TempDir private Path directory;
  private Process process;

  @AfterEach
  void kill() {
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Test
  void isWhatItPrints() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no script(1)");
    List<String> printed = printed();
    if (Documents.areUpdated()) {
      String title = "The quickstart in a terminal: a line for each record as it arrives";
      Files.writeString(PICTURE, TerminalPicture.of(title, printed, COLUMNS));
    }

    List<String> shown = shown(Files.readString(PICTURE));
    assertThat(shown).hasSizeGreaterThan(10);
    assertThat(shown.stream().map(QuickstartPictureIT::form).distinct())
        .as("each line has the form of one that is printed now")
        .isSubsetOf(
            printed.stream().map(TerminalPicture::plain).map(QuickstartPictureIT::form).toList());
  }

  /** In a terminal of that width, as script(1) makes one. */
  private List<String> printed() throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Path output = directory.resolve("output");
    String quickstart =
        "'%s' -Xmx512m '-Djava.io.tmpdir=%s' '-Dplugin.zip=%s' -Dquickstart.seconds=12 %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                temporary,
                System.getProperty("plugin.zip"),
                Quickstart.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/script", "-qec", quickstart, "/dev/null")
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("COLUMNS", String.valueOf(COLUMNS));
    builder.environment().put("TERM", "xterm");
    builder.environment().keySet().removeAll(List.of("HYPERFLUX_API_KEY", "NO_COLOR"));
    process = builder.start();
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    List<String> all = Files.readString(output, UTF_8).replace("\r", "").lines().toList();
    assertThat(all).as("%s", all).anyMatch(line -> line.contains("\u001b["));
    return all.stream()
        .dropWhile(String::isBlank)
        .takeWhile(line -> !line.contains(" records of "))
        .limit(MOST_LINES)
        .toList();
  }

  /** The lines of the picture that are not empty, each with single blanks. */
  private static List<String> shown(String svg) {
    var lines = new TreeMap<Integer, String>();
    TEXT.matcher(svg)
        .results()
        .forEach(
            text ->
                lines.merge(
                    Integer.valueOf(text.group(1)),
                    text.group(2).replace("&amp;", "&").replace("&lt;", "<"),
                    (before, more) -> before + " " + more));
    return List.copyOf(lines.values());
  }

  /** A line but for what differs each time: numbers, times, ids, and which statuses they are. */
  private static String form(String line) {
    return line.strip()
        .replaceAll("[A-Z_]{6,}|(?<= )new(?= →)", "S")
        .replaceAll("[0-9a-f]{8}(…|(-[0-9a-f]{4}){3}-[0-9a-f]{12})|https://ai-\\S+", "id")
        .replaceAll("( +id)?$", "")
        .replaceAll("[0-9]+", "9")
        .replaceAll(" +", " ");
  }
}
