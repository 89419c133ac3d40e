package io.hyperflux.kafka.connect.api;

/**
 * Why there is no usable answer, and so what may heal it. A closed set: metrics are tagged by it.
 */
public enum FailureKind {
  /** 401: the key is missing or unknown. */
  UNAUTHORIZED(Scope.CONNECT_TASK),
  /** 403: the key may not do this. */
  FORBIDDEN(Scope.CONNECT_TASK),
  /** 407: the proxy wants other credentials. */
  PROXY_UNAUTHORIZED(Scope.CONNECT_TASK),
  /** 3xx: never followed, it would carry the key to another host. */
  REDIRECT(Scope.CONNECT_TASK),
  /** 400: the provider does not like the request. */
  BAD_REQUEST(Scope.LISTING),
  /** 404: no such path. */
  NOT_FOUND(Scope.LISTING),
  /** 410: there was such a path. */
  GONE(Scope.LISTING),
  /** Any other 4xx. */
  CLIENT_ERROR(Scope.LISTING),
  /** 402, or a 429 that speaks of it: no credit, the trial or the quota is used up. */
  QUOTA(Scope.RETRIABLE),
  /** Any other 429: too many requests. */
  THROTTLED(Scope.RETRIABLE),
  /** 408, 425 and 5xx: the provider has trouble. */
  SERVER_ERROR(Scope.RETRIABLE),
  /** The host name can't be resolved. */
  DNS(Scope.RETRIABLE),
  /** No connection: refused, unreachable, connect timeout. */
  CONNECT(Scope.RETRIABLE),
  /** The proxy does not connect us to the API: not allowed, or it can't reach it. */
  PROXY_REFUSED(Scope.RETRIABLE),
  /** No trusted connection: certificate, host name, protocol. */
  TLS(Scope.RETRIABLE),
  /** The exchange took longer than it may. */
  TIMEOUT(Scope.RETRIABLE),
  /** The connection broke. */
  IO(Scope.RETRIABLE),
  /** A body that is cut, too large, no JSON, or JSON of another shape. */
  UNREADABLE(Scope.RETRIABLE);

  /** What a failure speaks against. */
  public enum Scope {
    /** Nothing: time may heal it. */
    RETRIABLE,
    /** The one listing that was asked for. */
    LISTING,
    /** Everything the Connect task does: key, URL or proxy login are wrong. */
    CONNECT_TASK
  }

  private final Scope scope;

  FailureKind(Scope scope) {
    this.scope = scope;
  }

  /** What a failure of this kind speaks against. */
  public Scope scope() {
    return scope;
  }

  /** Whether trying again may help without anybody's doing. */
  public boolean isRetriable() {
    return scope == Scope.RETRIABLE;
  }
}
