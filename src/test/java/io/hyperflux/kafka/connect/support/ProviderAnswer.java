package io.hyperflux.kafka.connect.support;

import java.util.Map;

/**
 * What the provider answers beyond its page, in the shape that its clients have recorded and with
 * values of our own. The simulator, the tests of single answers and the end-to-end scenarios share
 * this table: the next surprise is one more row. Each row says what a connector makes of it.
 */
public enum ProviderAnswer {
  /** A valid key, and a listing that has none: a new account, a new model, an end of retention. */
  NO_TASKS(
      404,
      Head.JSON,
      "{\"message\":\"Tasks not found\"}",
      Listing.EMPTY,
      Single.GONE,
      "has no tasks"),
  /** The same as the next client may see it. */
  NO_TASKS_IN_OTHER_LETTERS(
      404,
      Head.JSON,
      "{\"message\":\" tasks Not  found.\\n\",\"code\":5}",
      Listing.EMPTY,
      Single.GONE,
      "has no tasks"),
  /** A page that only looks like it. */
  NO_TASKS_IN_HTML(
      404, Head.CDN, "<html>Tasks not found</html>", Listing.REFUSED, Single.GONE, "404 Not Found"),
  NO_TASKS_IN_ANOTHER_MEMBER(
      404,
      Head.JSON,
      "{\"error\":\"Tasks not found\"}",
      Listing.REFUSED,
      Single.GONE,
      "404 Not Found"),
  NO_TASKS_IN_AN_OBJECT(
      404,
      Head.JSON,
      "{\"problem\":{\"message\":\"Tasks not found\"}}",
      Listing.REFUSED,
      Single.GONE,
      "404 Not Found: Tasks not found"),
  NO_TASKS_CUT_OFF(
      404, Head.JSON, "{\"message\":\"Tasks not found\"", Listing.REFUSED, Single.GONE, "404"),
  /** Any other 404 of the API. */
  NO_SUCH_PATH(
      404,
      Head.JSON,
      "{\"message\":\"Not found\"}",
      Listing.REFUSED,
      Single.GONE,
      "404 Not Found: Not found"),
  WRONG_KEY(
      401,
      Head.JSON,
      "{\"message\":\"Unauthorized: The provided API key is invalid. See our page on keys.\"}\n",
      Listing.KEY_REFUSED,
      Single.KEY_REFUSED,
      "401 Unauthorized: Unauthorized: The provided API key is invalid."),
  KEY_SUSPENDED(
      403,
      Head.JSON,
      "{\"message\":\"This API key is suspended\"}",
      Listing.KEY_REFUSED,
      Single.KEY_REFUSED,
      "403 Forbidden: This API key is suspended"),
  /** Of the CDN in front: it wants to see a browser. */
  CHALLENGE(
      403,
      Head.CHALLENGE,
      "<!DOCTYPE html><title>Just a moment...</title>",
      Listing.KEY_REFUSED,
      Single.KEY_REFUSED,
      "403 Forbidden"),
  CHALLENGE_THAT_LOOKS_FINE(
      200,
      Head.CDN,
      "<!DOCTYPE html><title>Just a moment...</title>",
      Listing.UNREADABLE,
      Single.RETRIED,
      "it is not JSON at byte 0"),
  NO_CREDIT(
      402,
      Head.JSON,
      "{\"message\":\"You have run out of credits\"}",
      Listing.WITHOUT_CREDIT,
      Single.WITHOUT_CREDIT,
      "402 Payment Required: You have run out of credits"),
  TRIAL_USED_UP(
      429,
      Head.JSON,
      "{\"message\":\"You have reached the limit of the free trial usage of this endpoint\"}",
      Listing.WITHOUT_CREDIT,
      Single.WITHOUT_CREDIT,
      "the limit of the free trial usage"),
  QUOTA_USED_UP(
      429,
      Head.JSON,
      "{\"message\":\"Daily Quota exceeded\"}",
      Listing.WITHOUT_CREDIT,
      Single.WITHOUT_CREDIT,
      "Daily Quota exceeded"),
  TOO_MANY_REQUESTS(
      429,
      Head.JSON,
      "{\"message\":\"Too many requests\"}",
      Listing.RETRIED,
      Single.RETRIED,
      "Too many requests"),
  CDN_OVERLOADED(
      503, Head.CDN, "<html>503</html>", Listing.RETRIED, Single.RETRIED, "answered 503"),
  CDN_UNKNOWN_ERROR(
      520, Head.CDN, "<html>520</html>", Listing.RETRIED, Single.RETRIED, "answered 520"),
  CDN_TIMEOUT(522, Head.CDN, "<html>522</html>", Listing.RETRIED, Single.RETRIED, "answered 522"),
  CDN_ORIGIN_DNS(
      530, Head.CDN, "error code: 1016", Listing.RETRIED, Single.RETRIED, "answered 530"),
  /** A single task as it looks in the end. */
  TASK_DONE(
      200,
      Head.JSON,
      "{\"data\":{\"task_id\":\"a\",\"status\":\"COMPLETED\",\"generated\":"
          + "[\"https://ai-statics.example/x.png?token=exp=1793880000~hmac=0123abcd\"],"
          + "\"has_nsfw\":[false],\"error\":null}}",
      Listing.UNREADABLE,
      Single.SETTLED,
      "it has no \"data\" array");

  /** What follows when a listing is answered so. */
  public enum Listing {
    /** Read: an observation of no entries. No record, no trouble. */
    EMPTY,
    /** Nothing is read; fails the Connect task at the start, later after a while. */
    KEY_REFUSED,
    /** The same, and it speaks against the path; one of several listings is parked. */
    REFUSED,
    /** Nothing is read; asked again at the retry pace, for ever. */
    RETRIED,
    /** The same, and validation, which looks at the status alone, takes it. */
    UNREADABLE,
    /** Nothing is read; asked again after ten minutes, then up to an hour, for ever. */
    WITHOUT_CREDIT
  }

  /** What follows when a single task is answered so. */
  public enum Single {
    /** There is no such task, and never will be. */
    GONE,
    /** Fails the Connect task after a while. */
    KEY_REFUSED,
    RETRIED,
    WITHOUT_CREDIT,
    /** The task has ended. */
    SETTLED
  }

  /** The headers that answers come with. */
  private enum Head {
    JSON,
    CDN,
    CHALLENGE;

    Map<String, String> headers() {
      return switch (this) {
        case JSON -> Map.of("Content-Type", "application/json", "x-request-id", "ak-0123456789");
        case CDN -> Map.of("Content-Type", "text/html", "Server", "cdn");
        case CHALLENGE -> Map.of("Content-Type", "text/html", "cf-mitigated", "challenge");
      };
    }
  }

  private final int status;
  private final Head head;
  private final String body;
  private final Listing listing;
  private final Single single;
  private final String words;

  ProviderAnswer(int status, Head head, String body, Listing listing, Single single, String words) {
    this.status = status;
    this.head = head;
    this.body = body;
    this.listing = listing;
    this.single = single;
    this.words = words;
  }

  public int status() {
    return status;
  }

  public Map<String, String> headers() {
    return head.headers();
  }

  public String body() {
    return body;
  }

  /** What follows when a listing is answered so. */
  public Listing listing() {
    return listing;
  }

  /** What follows when a single task is answered so. */
  public Single single() {
    return single;
  }

  /** What is told when a listing is answered so: in the log, or as the end of the Connect task. */
  public String words() {
    String id = headers().get("x-request-id");
    // it stands between the status and the provider's words
    return id == null ? words : words.replaceFirst(": ", " (x-request-id: " + id + "): ");
  }

  SimulatedAnswer answer() {
    return new SimulatedAnswer(status, headers(), body);
  }
}
