package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Makes the JDK's HTTP servers, none of which may be made otherwise: they read once in a JVM
 * whether to send at once. If they do not, every answer on a kept-alive connection waits 40 ms.
 */
public final class HttpServers {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private HttpServers() {}

  public static HttpServer create(InetSocketAddress address) throws IOException {
    return HttpServer.create(address, 0);
  }

  public static HttpsServer createHttps(InetSocketAddress address) throws IOException {
    return HttpsServer.create(address, 0);
  }
}
