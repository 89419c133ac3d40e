package io.hyperflux.kafka.connect.config;

import static io.hyperflux.kafka.connect.config.ConfigChecks.HEADER_NAME;
import static io.hyperflux.kafka.connect.config.ConfigChecks.HEADER_VALUE;
import static io.hyperflux.kafka.connect.config.ConfigChecks.LISTING_PATHS;
import static io.hyperflux.kafka.connect.config.ConfigChecks.URL;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Defines the settings of the group API: address, key and listings. */
final class ApiGroup {
  private ApiGroup() {}

  static void addTo(ConfigDef definition) {
    ConfigGroup group = new ConfigGroup("API", definition);
    group.add(
        ConfigKeys.API_KEY,
        ConfigDef.Type.PASSWORD,
        ConfigDef.NO_DEFAULT_VALUE,
        HEADER_VALUE,
        Importance.HIGH,
        Width.LONG,
        "API key",
        "The key that the API is asked with. Keep it out of the connector's configuration with a "
            + "config provider, for example ${file:/path/to/secrets.properties:key}.");
    group.add(
        ConfigKeys.API_KEY_HEADER,
        ConfigDef.Type.STRING,
        "x-freepik-api-key",
        HEADER_NAME,
        Importance.LOW,
        Width.MEDIUM,
        "API key header",
        "The name of the request header that carries the key. Under the provider's new host name "
            + "it is x-magnific-api-key.");
    group.add(
        ConfigKeys.API_URL,
        ConfigDef.Type.STRING,
        "https://api.freepik.com",
        URL,
        Importance.MEDIUM,
        Width.LONG,
        "API URL",
        "Scheme, host, optional port and optional base path of the API. http is accepted for a "
            + "loopback address only, unless hyperflux.api.allow.plaintext is true.");
    group.add(
        ConfigKeys.ALLOW_PLAINTEXT,
        ConfigDef.Type.BOOLEAN,
        false,
        null,
        Importance.LOW,
        Width.SHORT,
        "Allow plaintext",
        "Whether the API may be asked over http at an address that is not loopback. The key then "
            + "crosses the network readable by anyone on the way.");
    group.add(
        ConfigKeys.LISTINGS,
        ConfigDef.Type.LIST,
        "/v1/ai/text-to-image/hyperflux",
        LISTING_PATHS,
        Importance.MEDIUM,
        Width.LONG,
        "Listings",
        "The paths of the task listings below the API URL, each starting with a slash. They are "
            + "dealt out to up to tasks.max Connect tasks. A path is part of the stored source "
            + "offsets: with another one everything listed there is new.");
    group.add(
        ConfigKeys.VALIDATE_CONNECTION,
        ConfigDef.Type.BOOLEAN,
        true,
        null,
        Importance.LOW,
        Width.SHORT,
        "Try the connection",
        "Whether the API is asked once for the first listing when the configuration is validated, "
            + "so that a wrong key, URL or path is told before the connector is created. An API "
            + "that is down is no error.");
  }
}
