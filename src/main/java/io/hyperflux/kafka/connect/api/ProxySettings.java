package io.hyperflux.kafka.connect.api;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy between the worker and the API.
 *
 * @param host its name or address
 * @param port its port
 * @param username whom to log in as, null to not log in
 * @param password the password, null to not log in
 */
public record ProxySettings(
    String host, int port, @Nullable String username, @Nullable String password) {

  /** Without the credentials: settings end up in messages and logs. */
  @Override
  public String toString() {
    return "ProxySettings[" + host + ":" + port + "]";
  }
}
