package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.NOT_BLANK_SECRET;
import static io.hyperflux.kafka.connect.config.ConfigChecks.PROXY;
import static io.hyperflux.kafka.connect.config.ConfigChecks.USERNAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of the group HTTP: timeouts, largest body and proxy. */
final class HttpGroup {
  private HttpGroup() {}

  static void addTo(ConfigDef definition) {
    ConfigGroup group = new ConfigGroup("HTTP", definition);
    group.add(
        ConfigKeys.CONNECT_TIMEOUT,
        ConfigDef.Type.INT,
        5_000,
        between(1, 600_000),
        Importance.LOW,
        Width.SHORT,
        "Connect timeout (ms)",
        "Milliseconds that connecting to one address of the API may take, 1 to 600000.");
    group.add(
        ConfigKeys.REQUEST_TIMEOUT,
        ConfigDef.Type.INT,
        30_000,
        between(1, 600_000),
        Importance.LOW,
        Width.SHORT,
        "Request timeout (ms)",
        "Milliseconds that a whole exchange may take, from resolving the host name to the last "
            + "byte of the body, 1 to 600000.");
    group.add(
        ConfigKeys.RESPONSE_MAX_BYTES,
        ConfigDef.Type.LONG,
        134_217_728L,
        between(1_024, Integer.MAX_VALUE),
        Importance.LOW,
        Width.SHORT,
        "Largest body (bytes)",
        "The most bytes that a body may have after decompression, 1024 to 2147483647. A larger "
            + "one is not read to its end and changes nothing.");
    group.add(
        ConfigKeys.PROXY_URL,
        ConfigDef.Type.STRING,
        null,
        PROXY,
        Importance.LOW,
        Width.LONG,
        "Proxy",
        "The proxy that the API is asked through, as http://host:port. An https API is reached "
            + "through CONNECT, which shows the proxy its host and port and nothing else.");
    group.add(
        ConfigKeys.PROXY_USERNAME,
        ConfigDef.Type.STRING,
        null,
        USERNAME,
        Importance.LOW,
        Width.MEDIUM,
        "Proxy user",
        "Whom to log in to the proxy as, together with http.proxy.password. Without both there is "
            + "no login.");
    group.add(
        ConfigKeys.PROXY_PASSWORD,
        ConfigDef.Type.PASSWORD,
        null,
        NOT_BLANK_SECRET,
        Importance.LOW,
        Width.MEDIUM,
        "Proxy password",
        "The password for http.proxy.username. Keep it out of the connector's configuration with a "
            + "config provider, like hyperflux.api.key.");
  }
}
