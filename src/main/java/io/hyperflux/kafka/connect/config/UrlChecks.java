package io.hyperflux.kafka.connect.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Validates URLs and paths. It makes no DNS query. */
public final class UrlChecks {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  private UrlChecks() {}

  /** Whether a URL's host name is that of a loopback address. */
  static boolean isLoopback(URI url) {
    return LOOPBACK.matcher(url.getHost()).matches();
  }

  static void checkUrl(String name, String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      throw new ConfigException(name, value, "is no URL: " + e.getReason() + ".");
    }
    if (!"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
      throw new ConfigException(name, value, "must start with https:// (or http://).");
    }
    if (url.getHost() == null) {
      throw new ConfigException(name, value, "names no host. Example: https://api.freepik.com");
    }
    if (url.getRawUserInfo() != null) {
      // not with the value: it holds a secret
      throw new ConfigException(
          name + " must not hold a user or password: the key goes into hyperflux.api.key.");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new ConfigException(
          name, value, "must end with the host or a base path, without ? and #.");
    }
  }

  static void checkProxy(String name, String value) {
    URI url;
    try {
      url = new URI(value);
    } catch (URISyntaxException e) {
      // not with the value: it may hold a secret
      throw new ConfigException(name + " is no URL. Example: http://proxy.example.com:3128");
    }
    if (url.getRawUserInfo() != null
        || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
      throw new ConfigException(
          name
              + " must not hold a user or password: they go into http.proxy.username and"
              + " http.proxy.password.");
    }
    if (!"http".equals(url.getScheme())
        || url.getHost() == null
        || url.getPort() < 1
        || url.getPort() > 65_535
        || !url.getRawPath().isEmpty()
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw new ConfigException(
          name,
          value,
          "must be http://host:port and nothing else. Example: http://proxy.example.com:3128");
    }
  }

  static void checkListings(String name, List<?> paths) {
    if (paths.isEmpty()) {
      throw new ConfigException(
          name, paths, "is empty. Example: /v1/ai/text-to-image/hyperflux, or leave it out.");
    }
    Set<Object> before = new HashSet<>();
    for (Object path : paths) {
      String trouble = troubleWithListingPath((String) path);
      if (trouble != null) {
        throw new ConfigException(name, path, trouble);
      }
      if (!before.add(path)) {
        throw new ConfigException(name, path, "stands there twice: name each listing once.");
      }
    }
  }

  /** Why a text is not a valid path of a listing; null if it is one. */
  public static @Nullable String troubleWithListingPath(String path) {
    if (path.isBlank()) {
      return "is empty. Example: /v1/ai/text-to-image/hyperflux";
    }
    if (path.contains("://")) {
      return "is a URL: give only its path here, and the host in hyperflux.api.url.";
    }
    if (!path.startsWith("/")) {
      return "must start with a slash.";
    }
    if (path.contains("?") || path.contains("#")) {
      return "must be a path alone, without ? and #.";
    }
    if (path.startsWith("//") || path.endsWith("/") || !isUriPath(path)) {
      return "is no plain URL path. Example: /v1/ai/text-to-image/hyperflux";
    }
    return null;
  }

  private static boolean isUriPath(String path) {
    try {
      return path.equals(new URI(path).getRawPath());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
