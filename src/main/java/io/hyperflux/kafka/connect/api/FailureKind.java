package io.hyperflux.kafka.connect.api;

/**
 * The kinds of failed requests, and what follows from each for polls and look-ups. A closed set: it
 * is the tag of metrics.
 */
public enum FailureKind {
  /** 401: the key is missing or unknown. */
  UNAUTHORIZED(FailureScope.CONNECT_TASK, LookupConsequence.REFUSED),
  /** 403: the key may not do this. */
  FORBIDDEN(FailureScope.CONNECT_TASK, LookupConsequence.REFUSED),
  /** 407: the proxy wants other credentials. */
  PROXY_UNAUTHORIZED(FailureScope.CONNECT_TASK, LookupConsequence.PASSING),
  /** 3xx: never followed, it would carry the key to another host. */
  REDIRECT(FailureScope.CONNECT_TASK, LookupConsequence.PASSING),
  /** 400: the provider does not like the request. */
  BAD_REQUEST(FailureScope.LISTING, LookupConsequence.NO_SUCH_TASK),
  /** 404: no such path. */
  NOT_FOUND(FailureScope.LISTING, LookupConsequence.NO_SUCH_TASK),
  /** 410: there was such a path. */
  GONE(FailureScope.LISTING, LookupConsequence.NO_SUCH_TASK),
  /** Any other 4xx. */
  CLIENT_ERROR(FailureScope.LISTING, LookupConsequence.NO_SUCH_TASK),
  /** 402, or a 429 that speaks of it: no credit, the trial or the quota is used up. */
  QUOTA(FailureScope.RETRIABLE, LookupConsequence.NO_CREDIT),
  /** Any other 429: too many requests. */
  THROTTLED(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** 408, 425 and 5xx: the provider has trouble. */
  SERVER_ERROR(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** The host name can't be resolved. */
  DNS(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** No connection: refused, unreachable, connect timeout. */
  CONNECT(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** The proxy does not connect us to the API: not allowed, or it can't reach it. */
  PROXY_REFUSED(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** No trusted connection: certificate, host name, protocol. */
  TLS(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** The exchange took longer than it may. */
  TIMEOUT(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** The connection broke. */
  IO(FailureScope.RETRIABLE, LookupConsequence.PASSING),
  /** A body that is cut, too large, no JSON, or JSON of another shape. */
  UNREADABLE(FailureScope.RETRIABLE, LookupConsequence.PASSING);

  private final FailureScope scope;
  private final LookupConsequence ofLookup;

  FailureKind(FailureScope scope, LookupConsequence ofLookup) {
    this.scope = scope;
    this.ofLookup = ofLookup;
  }

  /** What follows when a look-up fails like this. */
  public LookupConsequence ofLookup() {
    return ofLookup;
  }

  /** What a failure of this kind affects. */
  public FailureScope scope() {
    return scope;
  }

  /** Whether a retry may succeed without anybody changing anything. */
  public boolean isRetriable() {
    return scope == FailureScope.RETRIABLE;
  }
}
