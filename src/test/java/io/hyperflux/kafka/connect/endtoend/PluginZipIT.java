package io.hyperflux.kafka.connect.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperflux.kafka.connect.HyperfluxSourceConnector;
import io.hyperflux.kafka.connect.config.Version;
import io.hyperflux.kafka.connect.documents.Links;
import io.hyperflux.kafka.connect.documents.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Opens the plugin zip that the build made and looks at what users get. */
class PluginZipIT {
  private static final String VERSION = Version.current();
  private static final String TOP = "hyperflux-kafka-connect-hyperflux-" + VERSION;
  private static final String OWN_JAR = "kafka-connect-hyperflux-" + VERSION + ".jar";

  private static FileSystem zip;
  private static Path top;

  @BeforeAll
  static void open() throws IOException {
    Path file = Path.of(System.getProperty("plugin.zip", "target/" + TOP + ".zip"));
    zip = FileSystems.newFileSystem(file, Map.of("enablePosixFileAttributes", true));
    top = zip.getPath("/", TOP);
  }

  @AfterAll
  static void close() throws IOException {
    zip.close();
  }

  @Test
  void hasOneTopFolderOfItsName() throws IOException {
    assertThat(names(zip.getPath("/"))).containsExactly(TOP);
    assertThat(names(top)).containsExactly("doc", "etc", "lib", "manifest.json");
  }

  @Test
  void bundlesTheseJarsAndNoOthers() throws IOException {
    assertThat(names(top.resolve("lib")))
        .allMatch(name -> name.endsWith(".jar"))
        .extracting(name -> name.replaceFirst("-[0-9].*", ""))
        .containsExactly(
            "httpclient5",
            "httpcore5",
            "httpcore5-h2",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "kafka-connect-hyperflux");
  }

  @Test
  void bringsNoKafkaAndNoLogging() throws IOException {
    for (String jar : names(top.resolve("lib"))) {
      assertThat(entries(jar))
          .as(jar)
          .noneMatch(name -> name.startsWith("org/apache/kafka/"))
          .noneMatch(name -> name.startsWith("org/slf4j/"))
          .noneMatch(name -> name.startsWith("org/apache/logging/"))
          .noneMatch(name -> name.startsWith("org/apache/commons/logging/"));
    }
  }

  @Test
  void shadesNothing() throws IOException {
    assertThat(entries(OWN_JAR))
        .filteredOn(name -> name.endsWith(".class"))
        .isNotEmpty()
        .allMatch(name -> name.startsWith("io/hyperflux/kafka/connect/"));
  }

  @Test
  void isFoundByTheServiceLoader() throws IOException {
    assertThat(text(OWN_JAR, "META-INF/services/org.apache.kafka.connect.source.SourceConnector"))
        .isEqualToIgnoringNewLines(HyperfluxSourceConnector.class.getName());
    assertThat(text(OWN_JAR, "io/hyperflux/kafka/connect/version.properties"))
        .isEqualToIgnoringNewLines("version=" + VERSION)
        .doesNotContain("$");
  }

  @Test
  void hasTheFullManifest() throws IOException {
    String text = Files.readString(top.resolve("manifest.json"));
    assertThat(text).doesNotContain("${");
    JsonNode manifest = new ObjectMapper().readTree(text);

    assertThat(manifest.path("name").asText()).isEqualTo("kafka-connect-hyperflux");
    assertThat(manifest.path("version").asText()).isEqualTo(VERSION);
    assertThat(manifest.path("owner").path("username").asText()).isEqualTo("hyperflux");
    assertThat(manifest.path("component_types"))
        .extracting(JsonNode::asText)
        .containsExactly("source");
    assertThat(manifest.path("features").path("delivery_guarantee"))
        .extracting(JsonNode::asText)
        .containsExactly("at_least_once", "exactly_once");
    assertThat(manifest.path("license").get(0).path("name").asText()).contains("Apache");
    assertThat(manifest.path("title").asText()).isNotBlank();
    assertThat(manifest.path("description").asText()).isNotBlank();
  }

  @Test
  void hasTheExamplesOfTheConfigFolder() throws IOException {
    List<String> examples = filesBelow(Path.of("config"));
    assertThat(examples)
        .contains("hyperflux-standalone.properties", "monitoring/prometheus-alerts.yaml");
    assertThat(filesBelow(top.resolve("etc"))).isEqualTo(examples);
    for (String name : examples) {
      assertThat(top.resolve("etc/" + name)).hasSameBinaryContentAs(Path.of("config", name));
    }
  }

  private static List<String> filesBelow(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void hasItsDocumentsAndTheLicensesOfWhatItBundles() throws IOException {
    for (Page page : Page.values()) {
      assertThat(Links.withoutTargets(top.resolve(page.inZip())))
          .isEqualTo(Links.withoutTargets(page.file()));
    }
    assertThat(top.resolve("doc/LICENSE")).hasSameBinaryContentAs(Path.of("LICENSE"));
    for (String jar : names(top.resolve("lib"))) {
      if (!jar.equals(OWN_JAR)) {
        Path license = top.resolve("doc/licenses/" + jar.replace(".jar", "-jar/META-INF/LICENSE"));
        assertThat(Files.readString(license)).as(jar).contains("Apache License");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLinksOfItsPagesLeadSomewhereWithinIt(Page page) {
    assertThat(Links.broken(top.resolve(page.inZip()))).isEmpty();
  }

  @Test
  void hasAnSbomOfExactlyWhatItBundles() throws IOException {
    JsonNode sbom = new ObjectMapper().readTree(Files.readString(top.resolve("doc/sbom.cdx.json")));

    assertThat(sbom.path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(sbom.path("components"))
        .extracting(c -> c.path("name").asText() + "-" + c.path("version").asText() + ".jar")
        .containsExactlyInAnyOrderElementsOf(
            names(top.resolve("lib")).stream().filter(Predicate.not(OWN_JAR::equals)).toList());
  }

  /** What would make two builds of one commit differ. The CI build also compares two builds. */
  @Test
  void dependsOnNothingOfTheMachineThatBuiltIt() throws IOException {
    FileTime first = Files.getLastModifiedTime(top.resolve("manifest.json"));
    try (Stream<Path> all = Files.walk(top)) {
      for (Path path : all.toList()) {
        assertThat(Files.getLastModifiedTime(path)).as("time of " + path).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as("mode of " + path)
            .isEqualTo(isToBeRun(path) ? "rwxr-xr-x" : "rw-r--r--");
      }
    }
    String home = System.getProperty("user.home");
    String here = Path.of("").toAbsolutePath().toString();
    for (String text : List.of("manifest.json", "doc/sbom.cdx.json")) {
      assertThat(Files.readString(top.resolve(text))).doesNotContain(home, here);
    }
  }

  private static boolean isToBeRun(Path path) {
    return Files.isDirectory(path) || path.startsWith(top.resolve("etc/bin"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return List.copyOf(
          new TreeSet<>(
              children.map(p -> p.getFileName().toString().replaceFirst("/$", "")).toList()));
    }
  }

  private static List<String> entries(String jar) throws IOException {
    List<String> names = new ArrayList<>();
    try (JarInputStream in = open(jar)) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  private static String text(String jar, String name) throws IOException {
    try (JarInputStream in = open(jar)) {
      for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
        if (entry.getName().equals(name)) {
          return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError(jar + " has no " + name);
  }

  private static JarInputStream open(String jar) throws IOException {
    InputStream in = Files.newInputStream(top.resolve("lib/" + jar));
    return new JarInputStream(in);
  }
}
