package io.hyperflux.kafka.connect.api;

/**
 * The kinds of failed requests, and what follows from each for polls and look-ups. A closed set: it
 * is the tag of metrics.
 */
public enum FailureKind {
  /** 401: the key is missing or unknown. */
  UNAUTHORIZED(Scope.CONNECT_TASK, OfLookup.REFUSED),
  /** 403: the key may not do this. */
  FORBIDDEN(Scope.CONNECT_TASK, OfLookup.REFUSED),
  /** 407: the proxy wants other credentials. */
  PROXY_UNAUTHORIZED(Scope.CONNECT_TASK, OfLookup.PASSING),
  /** 3xx: never followed, it would carry the key to another host. */
  REDIRECT(Scope.CONNECT_TASK, OfLookup.PASSING),
  /** 400: the provider does not like the request. */
  BAD_REQUEST(Scope.LISTING, OfLookup.NO_SUCH_TASK),
  /** 404: no such path. */
  NOT_FOUND(Scope.LISTING, OfLookup.NO_SUCH_TASK),
  /** 410: there was such a path. */
  GONE(Scope.LISTING, OfLookup.NO_SUCH_TASK),
  /** Any other 4xx. */
  CLIENT_ERROR(Scope.LISTING, OfLookup.NO_SUCH_TASK),
  /** 402, or a 429 that speaks of it: no credit, the trial or the quota is used up. */
  QUOTA(Scope.RETRIABLE, OfLookup.NO_CREDIT),
  /** Any other 429: too many requests. */
  THROTTLED(Scope.RETRIABLE, OfLookup.PASSING),
  /** 408, 425 and 5xx: the provider has trouble. */
  SERVER_ERROR(Scope.RETRIABLE, OfLookup.PASSING),
  /** The host name can't be resolved. */
  DNS(Scope.RETRIABLE, OfLookup.PASSING),
  /** No connection: refused, unreachable, connect timeout. */
  CONNECT(Scope.RETRIABLE, OfLookup.PASSING),
  /** The proxy does not connect us to the API: not allowed, or it can't reach it. */
  PROXY_REFUSED(Scope.RETRIABLE, OfLookup.PASSING),
  /** No trusted connection: certificate, host name, protocol. */
  TLS(Scope.RETRIABLE, OfLookup.PASSING),
  /** The exchange took longer than it may. */
  TIMEOUT(Scope.RETRIABLE, OfLookup.PASSING),
  /** The connection broke. */
  IO(Scope.RETRIABLE, OfLookup.PASSING),
  /** A body that is cut, too large, no JSON, or JSON of another shape. */
  UNREADABLE(Scope.RETRIABLE, OfLookup.PASSING);

  /** What a failure affects. */
  public enum Scope {
    /** Nothing for good: a retry may succeed. */
    RETRIABLE,
    /** The one listing that was asked for. */
    LISTING,
    /** Everything the Connect task does: key, URL or proxy login are wrong. */
    CONNECT_TASK
  }

  /** What follows when a look-up fails. */
  public enum OfLookup {
    /** It is tried again. */
    PASSING,
    /** There is no such API task, or it can't be looked up: the look-up is done. */
    NO_SUCH_TASK,
    /** The key is refused: retried for a while, then the Connect task fails. */
    REFUSED,
    /** No look-up is sent for a while. */
    NO_CREDIT
  }

  private final Scope scope;
  private final OfLookup ofLookup;

  FailureKind(Scope scope, OfLookup ofLookup) {
    this.scope = scope;
    this.ofLookup = ofLookup;
  }

  /** What follows when a look-up fails like this. */
  public OfLookup ofLookup() {
    return ofLookup;
  }

  /** What a failure of this kind affects. */
  public Scope scope() {
    return scope;
  }

  /** Whether a retry may succeed without anybody changing anything. */
  public boolean isRetriable() {
    return scope == Scope.RETRIABLE;
  }
}
