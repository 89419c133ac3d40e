package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperflux.kafka.connect.config.HyperfluxSourceConfig;
import io.hyperflux.kafka.connect.config.HyperfluxTaskConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HyperfluxSourceConnectorTest {
  private static final String SECRET = "FPSX-do-not-print";

  private final HyperfluxSourceConnector connector = new HyperfluxSourceConnector();

  @Test
  void aKeyIsAllItNeeds() {
    assertThat(errors(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hyperflux.api.key          | ''                    | is blank: put your API key there
          hyperflux.api.key          | '   '                 | is blank: put your API key there
          hyperflux.api.key          | 'FPSX-do-not-print x' | holds a blank, a line break
          hyperflux.api.key          | 'FPSX-do-not-prinţ'   | outside ASCII
          hyperflux.api.key.header   | 'x key'               | is no HTTP header name
          hyperflux.api.key.header   | ''                    | is no HTTP header name
          hyperflux.api.url          | 'api.freepik.com'     | must start with https://
          hyperflux.api.url          | 'ftp://a.b'           | must start with https://
          hyperflux.api.url          | ''                    | must start with https://
          hyperflux.api.url          | 'https://'            | is no URL
          hyperflux.api.url          | 'https://a b'         | is no URL
          hyperflux.api.url          | 'https:///v1'         | names no host
          hyperflux.api.url          | 'https://u:p@a.b'     | must not hold a user or password
          hyperflux.api.url          | 'https://a.b?x=1'     | without ? and #
          hyperflux.api.url          | 'http://a.b'          | would send the API key unencrypted
          hyperflux.api.url          | 'http://127.evil.com' | would send the API key unencrypted
          hyperflux.api.allow.plaintext | 'perhaps'          | Expected value to be either true or false
          hyperflux.listings         | ''                    | is empty. Example: /v1/ai
          hyperflux.listings         | '/a,/b,/a'            | stands there twice
          hyperflux.listings         | '/a,b'                | must start with a slash
          hyperflux.listings         | 'v1/ai'               | must start with a slash
          hyperflux.listings         | 'https://a.b/v1'      | is a URL: give only its path
          hyperflux.listings         | '/v1?page=2'          | must be a path alone
          hyperflux.listings         | '/v1#x'               | must be a path alone
          hyperflux.listings         | '/v1/'                | is no plain URL path
          hyperflux.listings         | '//a.b/v1'            | is no plain URL path
          hyperflux.listings         | '/v1 ai'              | is no plain URL path
          topic                      | ''                    | is no topic name
          topic                      | 'a/b'                 | is no topic name
          topic                      | '..'                  | is no topic name
          topic                      | 'a-${b}'              | holds a placeholder that nothing is known for
          topic                      | '${listing}/x'        | is no topic name
          topic                      | '${Listing}'          | only ${listing} is
          lookup.paths               | '/a'                  | has no =
          lookup.paths               | '/a=/b'               | which is none of hyperflux.listings
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=https://a.b/c' | is a URL: give only its path
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=//a.b/c' | is no plain URL path
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=/c?d=e' | must be a path alone
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=/c#d' | must be a path alone
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=c' | must start with a slash
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=' | is empty
          lookup.paths               | '=/c'                 | is empty
          lookup.paths               | '/v1/ai/text-to-image/hyperflux=/c,/v1/ai/text-to-image/hyperflux=/d' | is a second path for
          retry.refused.timeout.ms   | '-1'                  | must be at least 0
          poll.interval.ms           | '99'                  | must be at least 100
          poll.interval.ms           | '86400001'            | must be no more than 86400000
          poll.interval.ms           | '10s'                 | Not a number
          poll.interval.ms           | '1000'                | '1 listing every 1000 ms makes 60.0 requests a minute, and hyperflux.requests.per.minute=50. Use at least 1200'
          poll.idle.interval.ms      | '9999'                | is below poll.interval.ms=10000
          poll.idle.interval.ms      | '99'                  | must be at least 100
          hyperflux.requests.per.minute | '0'                | must be at least 1
          hyperflux.requests.per.minute | '1000001'          | must be no more than 1000000
          validate.connection        | 'perhaps'             | true or false
          emit.statuses              | 'COMPLETED,COMPLETED' | stands there twice
          emit.statuses              | 'COMPLETED,,FAILED'   | holds an empty status
          lookup.missing             | 'maybe'               | true or false
          lookup.completed           | 'maybe'               | true or false
          lookup.timeout.ms          | '999'                 | must be at least 1000
          batch.max.records          | '0'                   | must be at least 1
          retry.backoff.ms           | '1'                   | must be at least 100
          retry.backoff.max.ms       | '500'                 | can't be shorter than the shortest
          http.connect.timeout.ms    | '0'                   | must be at least 1
          http.request.timeout.ms    | '0'                   | must be at least 1
          http.response.max.bytes    | '1'                   | must be at least 1024
          http.proxy.url             | ''                    | must be http://host:port
          http.proxy.url             | 'https://p:3128'      | must be http://host:port
          http.proxy.url             | 'http://p'            | must be http://host:port
          http.proxy.url             | 'http://p:3128/'      | must be http://host:port
          http.proxy.url             | 'http://p:3128?x'     | must be http://host:port
          http.proxy.url             | 'http://p:65536'      | must be http://host:port
          http.proxy.url             | 'http://u:p@a.b:3128' | must not hold a user or password
          http.proxy.url             | 'http://u:p@a.b_c:31' | must not hold a user or password
          http.proxy.url             | 'http://u:p@a.b c:31' | is no URL
          http.proxy.username        | ''                    | must be a name without a colon
          http.proxy.username        | 'u:p'                 | must be a name without a colon
          http.ssl.protocol          | 'SSLv9'               | the JVM does not have what it
          http.ssl.enabled.protocols | 'TLSv1.3,TLSv9'       | the JVM does not have [TLSv9]
          http.ssl.cipher.suites     | 'x'                   | the JVM does not have [x]
          http.ssl.endpoint.identification.algorithm | 'x'   | must be https; or empty
          http.ssl.truststore.location | '/none/such'        | there is no such file on this worker
          http.ssl.keystore.location | '/none/such'          | there is no such file on this worker
          http.proxy.password        | ' '                   | is blank
          """)
  void tellsWhatIsWrongOnTheKeyThatIsWrong(String key, String value, String message) {
    Map<String, List<String>> errors = errors(Map.of(key, value));

    assertThat(errors).containsOnlyKeys(key);
    assertThat(errors.get(key)).singleElement().asString().contains(message).contains(key);
    assertThat(errors.toString()).doesNotContain(SECRET).doesNotContain("u:p@");
  }

  @Test
  void tellsThatTheKeyIsMissing() {
    assertThat(validate(Map.of())).containsOnlyKeys("hyperflux.api.key");
  }

  @Test
  void tellsEverythingAtOnce() {
    assertThat(
            errors(
                Map.of(
                    "hyperflux.api.url",
                    "x",
                    "poll.interval.ms",
                    "1",
                    "topic",
                    "#",
                    "hyperflux.api.key",
                    "")))
        .containsOnlyKeys("hyperflux.api.url", "poll.interval.ms", "topic", "hyperflux.api.key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.freepik.com",
        "https://api.magnific.com:8443/base/path/",
        "http://localhost:8080",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
      })
  void takesTheseUrls(String url) {
    assertThat(errors(Map.of("hyperflux.api.url", url))).isEmpty();
  }

  @Test
  void sendsTheKeyInPlaintextOnlyWhenToldTo() {
    Map<String, String> url = new HashMap<>(Map.of("hyperflux.api.url", "http://10.0.0.1"));
    assertThat(errors(url)).containsOnlyKeys("hyperflux.api.url");

    url.put("hyperflux.api.allow.plaintext", "true");
    assertThat(errors(url)).isEmpty();
  }

  @Test
  void wantsAProxyLoginWhole() {
    String url = "http.proxy.url";
    String username = "http.proxy.username";
    String password = "http.proxy.password";
    String proxy = "http://proxy:3128";

    assertThat(errors(Map.of(url, proxy))).isEmpty();
    assertThat(errors(Map.of(url, proxy, username, "u", password, SECRET))).isEmpty();
    assertThat(errors(Map.of(url, proxy, username, "u"))).containsOnlyKeys(password);
    assertThat(errors(Map.of(url, proxy, password, SECRET))).containsOnlyKeys(username);
    assertThat(errors(Map.of(username, "u"))).containsOnlyKeys(url);
    assertThat(errors(Map.of(password, SECRET))).containsOnlyKeys(url);
    assertThat(errors(Map.of(username, "u", password, SECRET))).containsOnlyKeys(url);
    assertThat(errors(Map.of(url, "nonsense", username, "u", password, SECRET)))
        .containsOnlyKeys(url);
  }

  @Test
  void sendsTheKeyInPlaintextToNoProxyEither() {
    Map<String, String> settings =
        new HashMap<>(
            Map.of("hyperflux.api.url", "http://localhost", "http.proxy.url", "http://p:3128"));
    assertThat(errors(settings)).containsOnlyKeys("hyperflux.api.url");

    settings.put("http.proxy.url", "http://127.0.0.1:3128");
    assertThat(errors(settings)).isEmpty();
  }

  @Test
  void hasOneConnectTaskForOneListingHoweverManyAreAllowed() {
    connector.start(Map.of("hyperflux.api.key", SECRET));

    assertThat(connector.taskConfigs(8))
        .singleElement()
        .satisfies(
            task -> {
              assertThat(task).containsEntry("hyperflux.api.key", SECRET);
              HyperfluxSourceConfig config = new HyperfluxSourceConfig(task);
              assertThat(config.listings()).containsExactly("/v1/ai/text-to-image/hyperflux");
              assertThat(config.requestsPerMinute()).isEqualTo(50);
            });
  }

  @Test
  void tellsEachConnectTaskItsNumber() {
    connector.start(Map.of("hyperflux.api.key", SECRET, "hyperflux.listings", "/c,/a,/b"));

    assertThat(connector.taskConfigs(3))
        .extracting(task -> new HyperfluxTaskConfig(task).number())
        .containsExactly(0, 1, 2);
  }

  @Test
  void everyKeyIsDocumentedForAForm() {
    for (ConfigKey key : connector.config().configKeys().values()) {
      if (key.name.startsWith("http.ssl.")) { // in Kafka's words
        assertThat(key.documentation).as(key.name).endsWith(".").doesNotContain("<", "`", " ssl.");
      } else {
        assertThat(key.documentation).as(key.name).hasSizeBetween(40, 400).endsWith(".");
      }
      assertThat(key.displayName).as(key.name).isNotEqualTo(key.name);
      assertThat(key.group).as(key.name).isNotNull();
      assertThat(key.orderInGroup).as(key.name).isPositive();
    }
  }

  @Test
  void knowsItsVersion() throws Exception {
    Properties version = new Properties();
    version.load(getClass().getResourceAsStream("version.properties"));

    assertThat(connector.version()).isEqualTo(version.get("version")).asString().matches("\\d.*");
  }

  private Map<String, List<String>> errors(Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(Map.of("hyperflux.api.key", SECRET));
    config.putAll(settings);
    return validate(config);
  }

  private Map<String, List<String>> validate(Map<String, String> settings) {
    Map<String, String> config = new HashMap<>(settings);
    config.putIfAbsent("validate.connection", "false"); // ConnectionCheckTest has that
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : connector.validate(config).configValues()) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }
}
