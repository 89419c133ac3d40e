package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.OneLine;
import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.impl.io.SocketHolder;

/**
 * A connection that never logs headers or bytes: the API key is in every request's headers, and
 * HttpClient's wire and header loggers would print it as soon as someone sets the root logger to
 * DEBUG. It also returns error responses whose body can't be read: their status is enough.
 */
final class UnloggedConnection extends DefaultManagedHttpClientConnection {
  private static final int MOST_CHARACTERS = 100;

  /** CDNs write long headers; a head without end must not fill the heap. */
  private static final Http1Config HEADS =
      Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(500).build();

  /** The default one knows nothing of our bounds. */
  private static final DefaultHttpResponseParserFactory PARSERS =
      new DefaultHttpResponseParserFactory(HEADS);

  private final KeptConnections kept;
  private final int generation;
  private volatile Instant idleSince;
  private boolean opensTunnel; // the request that was sent last does

  UnloggedConnection(String id, KeptConnections kept) {
    super(id, null, null, HEADS, null, null, null, PARSERS);
    this.kept = kept;
    this.generation = kept.generation();
    this.idleSince = kept.now();
  }

  @Override
  public void bind(Socket socket) throws IOException {
    bind(new SocketHolder(socket));
  }

  @Override
  public void bind(SSLSocket sslSocket, Socket baseSocket) throws IOException {
    bind(new SocketHolder(sslSocket, baseSocket));
  }

  @Override
  protected void onRequestSubmitted(ClassicHttpRequest request) {
    opensTunnel = Method.CONNECT.isSame(request.getMethod());
  }

  @Override
  protected void onResponseReceived(ClassicHttpResponse response) {}

  @Override
  public void passivate() {
    super.passivate();
    idleSince = kept.now();
  }

  /** Called before each reuse: the pool closes a connection that is stale. */
  @Override
  public boolean isStale() throws IOException {
    return !kept.mayBeUsed(generation, idleSince) || super.isStale();
  }

  @Override
  public void receiveResponseEntity(ClassicHttpResponse response)
      throws HttpException, IOException {
    boolean isRefusal = response.getCode() / 100 != 2;
    if (isRefusal && opensTunnel) {
      // HttpClient would read the body before the status can be looked at
      leaveBody(response);
      return;
    }
    try {
      super.receiveResponseEntity(response);
    } catch (ProtocolException e) {
      if (!isRefusal) {
        throw notUnderstood(response);
      }
      leaveBody(response);
    }
  }

  /**
   * Drops the body of an error response. Where it ends is unknown, so the connection can't be
   * reused.
   */
  private static void leaveBody(ClassicHttpResponse response) {
    response.setEntity(null);
    response.setHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
  }

  private static UnreadableBodyException notUnderstood(ClassicHttpResponse response) {
    boolean isCoded = response.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    String name = isCoded ? HttpHeaders.TRANSFER_ENCODING : HttpHeaders.CONTENT_LENGTH;
    String value = String.valueOf(response.getFirstHeader(name).getValue());
    return new UnreadableBodyException(
        "its " + name + " is not understood: " + OneLine.of(value, MOST_CHARACTERS));
  }
}
