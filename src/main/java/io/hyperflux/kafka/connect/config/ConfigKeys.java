package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.HEADER_NAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.HEADER_VALUE;
import static io.hyperflux.kafka.connect.config.ConfigChecks.HTTPS_OR_EMPTY;
import static io.hyperflux.kafka.connect.config.ConfigChecks.LISTING_PATHS;
import static io.hyperflux.kafka.connect.config.ConfigChecks.NOT_BLANK_SECRET;
import static io.hyperflux.kafka.connect.config.ConfigChecks.PROXY;
import static io.hyperflux.kafka.connect.config.ConfigChecks.STATUSES;
import static io.hyperflux.kafka.connect.config.ConfigChecks.TOPIC_NAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.URL;
import static io.hyperflux.kafka.connect.config.ConfigChecks.USERNAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.SslConfigs;

/** The names of the connector's settings, with their defaults, checks and docs. */
public final class ConfigKeys {
  public static final String API_KEY = "hyperflux.api.key";
  static final String API_KEY_HEADER = "hyperflux.api.key.header";
  public static final String API_URL = "hyperflux.api.url";
  static final String ALLOW_PLAINTEXT = "hyperflux.api.allow.plaintext";
  public static final String LISTINGS = "hyperflux.listings";
  public static final String VALIDATE_CONNECTION = "validate.connection";
  static final String REQUESTS_PER_MINUTE = "hyperflux.requests.per.minute";
  public static final String TOPIC = "topic";
  static final String EMIT_STATUSES = "emit.statuses";
  static final String POLL_INTERVAL = "poll.interval.ms";
  static final String POLL_IDLE_INTERVAL = "poll.idle.interval.ms";
  static final String BATCH_MAX_RECORDS = "batch.max.records";
  static final String LOOKUP_MISSING = "lookup.missing";
  static final String LOOKUP_COMPLETED = "lookup.completed";
  public static final String LOOKUP_PATHS = "lookup.paths";
  static final String LOOKUP_TIMEOUT = "lookup.timeout.ms";
  static final String RETRY_BACKOFF = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";
  public static final String REFUSED_TIMEOUT = "retry.refused.timeout.ms";
  public static final String RETRY_TIMEOUT = "retry.timeout.ms";
  static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  static final String REQUEST_TIMEOUT = "http.request.timeout.ms";
  static final String RESPONSE_MAX_BYTES = "http.response.max.bytes";

  static final String PROXY_URL = "http.proxy.url";
  public static final String PROXY_USERNAME = "http.proxy.username";
  static final String PROXY_PASSWORD = "http.proxy.password";

  /** What stands before Kafka's own names of the TLS settings. */
  static final String TLS_PREFIX = "http.";

  public static final String TRUSTSTORE_LOCATION =
      TLS_PREFIX + SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;
  static final String KEYSTORE_LOCATION = TLS_PREFIX + SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;

  private static final int DAY = 86_400_000;

  private ConfigKeys() {}

  /** All keys with their defaults, checks and docs, in the order a person would fill them in. */
  public static ConfigDef definition() {
    Keys api = new Keys("API");
    Keys output = new Keys("Output");
    Keys pace = new Keys("Pace");
    Keys lookups = new Keys("Look-ups");
    Keys http = new Keys("HTTP");
    ConfigDef keys = new ConfigDef();
    api.add(
        keys,
        API_KEY,
        ConfigDef.Type.PASSWORD,
        ConfigDef.NO_DEFAULT_VALUE,
        HEADER_VALUE,
        Importance.HIGH,
        Width.LONG,
        "API key",
        "The key that the API is asked with. Keep it out of the connector's configuration with a "
            + "config provider, for example ${file:/path/to/secrets.properties:key}.");
    api.add(
        keys,
        API_KEY_HEADER,
        ConfigDef.Type.STRING,
        "x-freepik-api-key",
        HEADER_NAME,
        Importance.LOW,
        Width.MEDIUM,
        "API key header",
        "The name of the request header that carries the key. Under the provider's new host name "
            + "it is x-magnific-api-key.");
    api.add(
        keys,
        API_URL,
        ConfigDef.Type.STRING,
        "https://api.freepik.com",
        URL,
        Importance.MEDIUM,
        Width.LONG,
        "API URL",
        "Scheme, host, optional port and optional base path of the API. http is accepted for a "
            + "loopback address only, unless hyperflux.api.allow.plaintext is true.");
    api.add(
        keys,
        ALLOW_PLAINTEXT,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        Importance.LOW,
        Width.SHORT,
        "Allow plaintext",
        "Whether the API may be asked over http at an address that is not loopback. The key then "
            + "crosses the network readable by anyone on the way.");
    api.add(
        keys,
        LISTINGS,
        ConfigDef.Type.LIST,
        "/v1/ai/text-to-image/hyperflux",
        LISTING_PATHS,
        Importance.MEDIUM,
        Width.LONG,
        "Listings",
        "The paths of the task listings below the API URL, each starting with a slash. They are "
            + "dealt out to up to tasks.max Connect tasks. A path is part of the stored source "
            + "offsets: with another one everything listed there is new.");
    api.add(
        keys,
        VALIDATE_CONNECTION,
        ConfigDef.Type.BOOLEAN,
        true,
        null,
        Importance.LOW,
        Width.SHORT,
        "Try the connection",
        "Whether the API is asked once for the first listing when the configuration is validated, "
            + "so that a wrong key, URL or path is told before the connector is created. An API "
            + "that is down is no error.");
    output.add(
        keys,
        TOPIC,
        ConfigDef.Type.STRING,
        "hyperflux-task-status",
        TOPIC_NAME,
        Importance.HIGH,
        Width.MEDIUM,
        "Topic",
        "The topic that gets one record for each status change. Its key is the task id. ${listing} "
            + "in it stands for the last segment of the listing's path: so each listing gets a topic "
            + "of its own.");
    output.add(
        keys,
        EMIT_STATUSES,
        ConfigDef.Type.LIST,
        "",
        STATUSES,
        Importance.LOW,
        Width.MEDIUM,
        "Statuses",
        "The statuses that give records, by commas and in the API's spelling; empty for all. Other "
            + "statuses are no change, neither when they come nor when they go.");
    output.add(
        keys,
        BATCH_MAX_RECORDS,
        ConfigDef.Type.INT,
        2000,
        between(1, 100_000),
        Importance.LOW,
        Width.SHORT,
        "Most records per batch",
        "The most records handed to the worker at a time, 1 to 100000. Larger batches make the "
            + "first poll of a long listing faster and need more memory.");
    pace.add(
        keys,
        POLL_INTERVAL,
        ConfigDef.Type.INT,
        10_000,
        between(100, DAY),
        Importance.HIGH,
        Width.SHORT,
        "Poll interval (ms)",
        "Milliseconds from the start of one request for the listing to the start of the next, 100 "
            + "to 86400000. 10000 is 8640 requests a day: check it against your quota.");
    pace.add(
        keys,
        POLL_IDLE_INTERVAL,
        ConfigDef.Type.INT,
        null,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Idle poll interval (ms)",
        "The poll interval while no API task of the listing is in flight, 100 to 86400000 and not "
            + "below poll.interval.ms, which is its default. A new task is then seen that much "
            + "later, and many requests are saved.");
    pace.add(
        keys,
        REQUESTS_PER_MINUTE,
        ConfigDef.Type.INT,
        50,
        between(1, 1_000_000),
        Importance.MEDIUM,
        Width.SHORT,
        "Requests per minute",
        "The most requests that this connector sends in a minute, 1 to 1000000, retries and "
            + "look-ups included, evenly spaced. Its Connect tasks share it, and polls come before "
            + "look-ups.");
    lookups.add(
        keys,
        LOOKUP_MISSING,
        ConfigDef.Type.BOOLEAN,
        true,
        null,
        Importance.MEDIUM,
        Width.SHORT,
        "Look up missing",
        "Whether an API task that left the listing while in flight is looked up, so that its end "
            + "is not missed.");
    lookups.add(
        keys,
        LOOKUP_COMPLETED,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        Importance.MEDIUM,
        Width.SHORT,
        "Look up completed",
        "Whether each API task that turns COMPLETED is looked up, and its record carries the URLs "
            + "of its images in the field generated. This takes one more request for each.");
    lookups.add(
        keys,
        LOOKUP_PATHS,
        ConfigDef.Type.LIST,
        "",
        ConfigChecks.LOOKUP_PATHS,
        Importance.LOW,
        Width.LONG,
        "Look-up paths",
        "Where single API tasks are looked up if not at their listing's own path: listing=path, "
            + "by commas, each listing once and each one of hyperflux.listings. The exceptions that "
            + "the provider is known to make are built in.");
    lookups.add(
        keys,
        LOOKUP_TIMEOUT,
        ConfigDef.Type.INT,
        300_000,
        between(1_000, DAY),
        Importance.LOW,
        Width.SHORT,
        "Look-up timeout (ms)",
        "Milliseconds that the record of a completed task waits for its look-up, 1000 to 86400000, "
            + "the time until the request budget allows it included. Then it goes out without "
            + "generated.");
    pace.add(
        keys,
        RETRY_BACKOFF,
        ConfigDef.Type.INT,
        1_000,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Shortest retry delay (ms)",
        "Milliseconds before the first retry of a failed request, 100 to 86400000. Further retries "
            + "wait for a random time between this and a bound that doubles each time.");
    pace.add(
        keys,
        RETRY_BACKOFF_MAX,
        ConfigDef.Type.INT,
        60_000,
        between(100, DAY),
        Importance.LOW,
        Width.SHORT,
        "Longest retry delay (ms)",
        "The longest milliseconds between two retries, 100 to 86400000, not below "
            + "retry.backoff.ms. A Retry-After of the server wins over it, up to an hour.");
    pace.add(
        keys,
        REFUSED_TIMEOUT,
        ConfigDef.Type.LONG,
        300_000L,
        between(0, 30L * DAY),
        Importance.LOW,
        Width.SHORT,
        "Give up when refused for (ms)",
        "Milliseconds for which a listing that was read before may be refused (401, 403, 404 and "
            + "the like) until its Connect task fails, 0 to 2592000000. With 0 one more request "
            + "confirms a refusal, as it does for a listing that was never read.");
    pace.add(
        keys,
        RETRY_TIMEOUT,
        ConfigDef.Type.LONG,
        -1L,
        between(-1, 30L * DAY),
        Importance.LOW,
        Width.SHORT,
        "Give up retrying after (ms)",
        "Milliseconds of failing without a success after which the Connect task fails, up to "
            + "2592000000; -1 goes on for ever. Time while the connector is paused does not count.");
    http.add(
        keys,
        CONNECT_TIMEOUT,
        ConfigDef.Type.INT,
        5_000,
        between(1, 600_000),
        Importance.LOW,
        Width.SHORT,
        "Connect timeout (ms)",
        "Milliseconds that connecting to one address of the API may take, 1 to 600000.");
    http.add(
        keys,
        REQUEST_TIMEOUT,
        ConfigDef.Type.INT,
        30_000,
        between(1, 600_000),
        Importance.LOW,
        Width.SHORT,
        "Request timeout (ms)",
        "Milliseconds that a whole exchange may take, from resolving the host name to the last "
            + "byte of the body, 1 to 600000.");
    http.add(
        keys,
        RESPONSE_MAX_BYTES,
        ConfigDef.Type.LONG,
        134_217_728L,
        between(1_024, Integer.MAX_VALUE),
        Importance.LOW,
        Width.SHORT,
        "Largest body (bytes)",
        "The most bytes that a body may have after decompression, 1024 to 2147483647. A larger "
            + "one is not read to its end and changes nothing.");
    http.add(
        keys,
        PROXY_URL,
        ConfigDef.Type.STRING,
        null,
        PROXY,
        Importance.LOW,
        Width.LONG,
        "Proxy",
        "The proxy that the API is asked through, as http://host:port. An https API is reached "
            + "through CONNECT, which shows the proxy its host and port and nothing else.");
    http.add(
        keys,
        PROXY_USERNAME,
        ConfigDef.Type.STRING,
        null,
        USERNAME,
        Importance.LOW,
        Width.MEDIUM,
        "Proxy user",
        "Whom to log in to the proxy as, together with http.proxy.password. Without both there is "
            + "no login.");
    http.add(
        keys,
        PROXY_PASSWORD,
        ConfigDef.Type.PASSWORD,
        null,
        NOT_BLANK_SECRET,
        Importance.LOW,
        Width.MEDIUM,
        "Proxy password",
        "The password for http.proxy.username. Keep it out of the connector's configuration with a "
            + "config provider, like hyperflux.api.key.");
    addTls(keys);
    return keys;
  }

  /** Kafka's own client settings under a prefix, as the worker's version of Kafka knows them. */
  private static void addTls(ConfigDef keys) {
    Keys tls = new Keys("TLS");
    ConfigDef kafka = new ConfigDef();
    SslConfigs.addClientSslSupport(kafka);
    for (ConfigDef.ConfigKey key : kafka.configKeys().values()) {
      if (!key.name.equals(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG)) {
        tls.add(
            keys,
            TLS_PREFIX + key.name,
            key.type,
            key.defaultValue,
            key.name.equals(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)
                ? HTTPS_OR_EMPTY
                : key.validator,
            Importance.LOW,
            key.name.endsWith("type") ? Width.SHORT : Width.LONG,
            "TLS " + key.name.substring("ssl.".length()).replace('.', ' '),
            plainText(key.documentation));
      }
    }
  }

  /** Without markup, and with our names of the settings. */
  private static String plainText(String kafkaDoc) {
    String text =
        kafkaDoc
            .replaceAll("<[^>]*>|`", "")
            .replace("by the default ssl.engine.factory.class ", "")
            .replaceAll("\\bssl\\.(?=[a-z])", TLS_PREFIX + "ssl.")
            .replaceAll("\\s+", " ")
            .strip();
    return text.endsWith(".") ? text : text + ".";
  }

  /** Adds the keys of one group, in order. */
  private static final class Keys {
    private final String group;
    private int order;

    Keys(String group) {
      this.group = group;
    }

    void add(
        ConfigDef keys,
        String name,
        ConfigDef.Type type,
        Object defaultValue,
        ConfigDef.Validator check,
        Importance importance,
        Width width,
        String displayName,
        String doc) {
      order++;
      keys.define(
          name,
          type,
          defaultValue,
          check,
          importance,
          doc,
          group,
          order,
          width,
          displayName,
          Recommendations.dependents(name),
          Recommendations.on(name, type, defaultValue));
    }
  }
}
