package io.hyperflux.kafka.connect.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Prometheus server that scrapes one target every second. */
public final class Prometheus implements AutoCloseable {
  private static final String CONFIG =
      """
      global: {scrape_interval: 1s, evaluation_interval: 1s}
      rule_files: ['%s']
      scrape_configs:
        - job_name: connect
          static_configs: [{targets: ['%s']}]
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private final Process process;

  /**
   * Starts one.
   *
   * @param directory for its files
   */
  public Prometheus(Path program, Path directory, Path rules, String target) throws IOException {
    Path config = directory.resolve("prometheus.yml");
    Files.writeString(config, CONFIG.formatted(rules.toAbsolutePath(), target));
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
  }

  /** Where PROMETHEUS says, or on the PATH; null if it is nowhere. */
  public static @Nullable Path program() {
    String given = System.getenv("PROMETHEUS");
    Stream<Path> candidates =
        given != null
            ? Stream.of(Path.of(given))
            : Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "prometheus"));
    return candidates.filter(Files::isExecutable).findFirst().orElse(null);
  }

  /** What a query gives now: a list of samples. */
  public JsonNode query(String expression) throws IOException, InterruptedException {
    return get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .path("result");
  }

  /** Its groups of rules, each with what came of its evaluation. */
  public JsonNode ruleGroups() throws IOException, InterruptedException {
    return get("rules").path("groups");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
    HttpResponse<String> answer =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalArgumentException(answer.statusCode() + ": " + answer.body());
    }
    return new ObjectMapper().readTree(answer.body()).path("data");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
