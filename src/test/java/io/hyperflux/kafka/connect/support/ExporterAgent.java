package io.hyperflux.kafka.connect.support;

import io.prometheus.jmx.JavaAgent;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' JMX exporter, for a worker in a JVM of its own. */
public final class ExporterAgent {
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final int port = FreePort.find();
  private final Path rules;

  /** With these rules. */
  public ExporterAgent(Path rules) {
    this.rules = rules;
  }

  /** What makes a JVM have it. */
  public String jvmOption() {
    return "-javaagent:%s=127.0.0.1:%d:%s".formatted(jar(), port, rules.toAbsolutePath());
  }

  /** Where Prometheus finds it. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** The version that is tested, as its jar has it in its name. */
  public static String version() {
    return jar().getFileName().toString().replaceFirst("^.*-([0-9.]+)\\.jar$", "$1");
  }

  private static Path jar() {
    try {
      return Path.of(JavaAgent.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All samples now, by name and labels: {@code up{connector=a, task=0}}. */
  public Map<String, Double> scrape() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(response.statusCode() + ": " + response.body());
    }
    Map<String, Double> samples = new TreeMap<>();
    response
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .forEach(line -> addSample(line, samples));
    return samples;
  }

  private static void addSample(String line, Map<String, Double> samples) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      throw new IllegalArgumentException(line);
    }
    Map<String, String> labels = new TreeMap<>();
    if (sample.group(2) != null) {
      for (MatchResult label : LABEL.matcher(sample.group(2)).results().toList()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    samples.put(sample.group(1) + labels, Double.valueOf(sample.group(3)));
  }
}
