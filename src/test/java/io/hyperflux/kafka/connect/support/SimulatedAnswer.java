package io.hyperflux.kafka.connect.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** An answer of the API simulator. */
record SimulatedAnswer(int status, Map<String, String> headers, String body) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static SimulatedAnswer json(int status, String body) {
    return new SimulatedAnswer(status, JSON, body);
  }

  static SimulatedAnswer message(int status, String message) {
    return json(status, "{\"message\":" + quote(message) + "}");
  }

  /** A text as JSON. */
  static String quote(String text) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      json.append(
          c < ' ' || c == '"' || c == '\\' ? "\\u%04x".formatted((int) c) : String.valueOf(c));
    }
    return json.append('"').toString();
  }

  /** The same with the first half of its body. */
  SimulatedAnswer cut() {
    return new SimulatedAnswer(status, headers, body.substring(0, body.length() / 2));
  }

  /** Zipped if asked for; scripted answers bring their own headers, so they go out as they are. */
  void send(HttpExchange exchange, boolean gzip) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    headers.forEach(exchange.getResponseHeaders()::set);
    if (gzip && headers == JSON) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      var zipped = new ByteArrayOutputStream();
      try (var zip = new GZIPOutputStream(zipped)) {
        zip.write(bytes);
      }
      bytes = zipped.toByteArray();
    }
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      // closing the body, not the exchange, keeps the connection alive
      try (var out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }
}
