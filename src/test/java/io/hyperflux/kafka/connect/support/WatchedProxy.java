package io.hyperflux.kafka.connect.support;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.littleshoot.proxy.HttpFilters;
import org.littleshoot.proxy.HttpFiltersAdapter;
import org.littleshoot.proxy.HttpFiltersSourceAdapter;
import org.littleshoot.proxy.HttpProxyServer;
import org.littleshoot.proxy.HttpProxyServerBootstrap;
import org.littleshoot.proxy.ProxyAuthenticator;
import org.littleshoot.proxy.impl.DefaultHttpProxyServer;

/** A real proxy on a loopback port that remembers what it can read. */
public final class WatchedProxy implements AutoCloseable {
  private final HttpProxyServer server;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile HttpResponseStatus refusal;

  private WatchedProxy(ProxyAuthenticator login) {
    HttpProxyServerBootstrap bootstrap =
        DefaultHttpProxyServer.bootstrap().withPort(0).withFiltersSource(new Watcher());
    server = (login == null ? bootstrap : bootstrap.withProxyAuthenticator(login)).start();
  }

  /** For everybody. */
  public static WatchedProxy open() {
    return new WatchedProxy(null);
  }

  /** For one user. */
  public static WatchedProxy withLogin(String username, String password) {
    return new WatchedProxy(
        new ProxyAuthenticator() {
          @Override
          public boolean authenticate(String givenUsername, String givenPassword) {
            return givenUsername.equals(username) && givenPassword.equals(password);
          }

          @Override
          public String getRealm() {
            return "test";
          }
        });
  }

  /** Answers everything with this status from now on; 0 for no more. */
  public void refuseWith(int status) {
    refusal = status == 0 ? null : HttpResponseStatus.valueOf(status);
  }

  /** Its URL. */
  public String url() {
    return "http://127.0.0.1:" + server.getListenAddress().getPort();
  }

  /** The requests that got past the login: request line and headers of each. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  @Override
  public void close() {
    server.abort();
  }

  private final class Watcher extends HttpFiltersSourceAdapter {
    @Override
    public HttpFilters filterRequest(HttpRequest request, ChannelHandlerContext context) {
      seen.add(request.method() + " " + request.uri() + " " + request.headers().entries());
      return new HttpFiltersAdapter(request, context) {
        @Override
        public HttpResponse clientToProxyRequest(HttpObject part) {
          if (refusal == null) {
            return null;
          }
          var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, refusal);
          response.headers().set("Content-Length", 0);
          return response;
        }
      };
    }
  }
}
