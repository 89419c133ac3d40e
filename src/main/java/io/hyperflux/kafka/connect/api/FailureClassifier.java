package io.hyperflux.kafka.connect.api;

import io.hyperflux.kafka.connect.api.response.UnreadableBodyException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Decides which kind of failure a status code or an exception is. */
final class FailureClassifier {
  private FailureClassifier() {}

  /** The kind of a status code other than 200 to 203. */
  static FailureKind ofStatus(int code) {
    return switch (code) {
      case 400 -> FailureKind.BAD_REQUEST;
      case 401 -> FailureKind.UNAUTHORIZED;
      case 402 -> FailureKind.QUOTA;
      case 403 -> FailureKind.FORBIDDEN;
      case 404 -> FailureKind.NOT_FOUND;
      case 407 -> FailureKind.PROXY_UNAUTHORIZED;
      case 408, 425 -> FailureKind.SERVER_ERROR;
      case 410 -> FailureKind.GONE;
      case 429 -> FailureKind.THROTTLED;
      default -> ofStatusClass(code / 100);
    };
  }

  /** The kind of a proxy's answer to CONNECT: no request has reached the API. */
  static FailureKind ofProxyStatus(int code) {
    return code == 407 ? FailureKind.PROXY_UNAUTHORIZED : FailureKind.PROXY_REFUSED;
  }

  private static FailureKind ofStatusClass(int hundreds) {
    return switch (hundreds) {
      case 2 -> FailureKind.UNREADABLE; // a success without the body it should have
      case 3 -> FailureKind.REDIRECT;
      case 4 -> FailureKind.CLIENT_ERROR;
      default -> FailureKind.SERVER_ERROR;
    };
  }

  /** The failure for an exception between connecting and the last byte. */
  static Failure ofException(IOException e) {
    if (e instanceof SSLException tls) {
      return ofTls(tls);
    }
    String whatIsWrong = whatIsWrongWithAnswer(e);
    return whatIsWrong.isEmpty()
        ? ofConnection(e)
        : new Failure(FailureKind.UNREADABLE, whatIsWrong);
  }

  /** Empty if nothing is: no answer came, or not all of it. */
  private static String whatIsWrongWithAnswer(IOException e) {
    if (e instanceof UnreadableBodyException) {
      return "can't be used: " + e.getMessage();
    }
    if (e instanceof ZipException) {
      return "can't be decompressed: " + e.getMessage();
    }
    if (e instanceof ConnectionClosedException
        || e instanceof MalformedChunkCodingException
        || e instanceof EOFException) {
      return "was cut: the connection ended before its body";
    }
    if (e instanceof MessageConstraintException) {
      return "has too large a head";
    }
    return e instanceof ClientProtocolException ? "is not valid HTTP" : "";
  }

  private static Failure ofTls(SSLException e) {
    if (e.getCause() instanceof EOFException) {
      // says nothing of certificates: a load balancer whose backends are down does that
      return new Failure(
          FailureKind.IO, "did not come: the server closed the connection in the TLS handshake");
    }
    String alert = TlsAlert.ofServersTrouble(e);
    return alert == null
        ? new Failure(FailureKind.TLS, "did not come: no trusted connection: " + text(e))
        : new Failure(FailureKind.IO, "did not come: the server ended the TLS handshake: " + alert);
  }

  private static Failure ofConnection(IOException e) {
    if (e instanceof NoHttpResponseException) {
      return new Failure(FailureKind.IO, "did not come: the server closed the connection");
    }
    if (e instanceof UnknownHostException) {
      String host = text(e).replaceFirst(":.*", "");
      return new Failure(
          FailureKind.DNS, "did not come: the host name " + host + " can't be resolved");
    }
    if (e instanceof ConnectTimeoutException) {
      return new Failure(FailureKind.CONNECT, "did not come: connecting took too long");
    }
    if (e instanceof SocketTimeoutException) {
      return new Failure(FailureKind.TIMEOUT, "did not come in time");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return new Failure(FailureKind.CONNECT, "did not come: " + text(e));
    }
    return new Failure(
        FailureKind.IO, "did not come whole: " + (e instanceof SocketException ? text(e) : e));
  }

  private static String text(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
