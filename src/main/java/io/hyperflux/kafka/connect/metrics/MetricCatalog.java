package io.hyperflux.kafka.connect.metrics;

import io.hyperflux.kafka.connect.api.FailureKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Defines all metrics, the same for Connect's plugin metrics and for MBeans of our own. Users build
 * dashboards and alerts on their names and tags.
 */
final class MetricCatalog {
  private static final List<String> KINDS =
      Arrays.stream(FailureKind.values()).map(MetricCatalog::tagValue).toList();
  private static final List<String> STATUSES =
      Stream.concat(ChangeCounters.STATUSES.stream(), Stream.of(ChangeCounters.OTHER)).toList();

  /** In the order of the page on monitoring. */
  public static final List<ListingMetric> ALL =
      List.of(
          counter("polls", "Listings read to their end", ListingCounters::polls),
          byTag(
              "poll-failures",
              "Requests for the listing that failed, by kind",
              "kind",
              KINDS,
              (counters, kind) -> counters.failures(kind(kind))),
          counter(
              "throttled-polls",
              "Requests for the listing that were answered 429, those without credit aside",
              counters -> counters.failures(FailureKind.THROTTLED)),
          gauge(
              "time-since-last-success-ms",
              "Milliseconds since a listing was read to its end, or since the Connect task's start",
              counters -> counters.sinceLastSuccess().toMillis()),
          gauge(
              "poll-interval-ms",
              "Milliseconds from one request for the listing to the next: poll.interval.ms, or while"
                  + " nothing is in flight poll.idle.interval.ms",
              ListingCounters::pollIntervalMillis),
          gauge(
              "poll-latency-ms",
              "Milliseconds from the last successful request for the listing to its comparison",
              ListingCounters::pollLatencyMillis),
          gauge(
              "parked",
              "1 if the API refuses this listing and others go on, else 0",
              ListingCounters::parked),
          gauge(
              "no-credit",
              "1 if the API's last answer for the listing was that the account has no credit, else 0",
              ListingCounters::withoutCredit),
          gauge("listing-size", "Entries of the last listing read", ListingCounters::listingSize),
          counter(
              "skipped-entries",
              "Entries without a usable task_id or status, summed up over all listings read",
              ListingCounters::skippedEntries),
          gauge(
              "tasks-tracked",
              "API tasks whose last status is known",
              ListingCounters::tasksTracked),
          gauge(
              "tasks-in-flight",
              "API tasks not known to have ended",
              ListingCounters::tasksInFlight),
          gauge(
              "oldest-in-flight-ms",
              "Milliseconds since the API task that is in flight longest was first known to be so; 0"
                  + " if none is",
              counters -> counters.flights().oldestMillis()),
          counter(
              "flights",
              "Records handed out that tell how long their API task was in flight",
              counters -> counters.flights().ended()),
          counter(
              "flight-time-ms",
              "Milliseconds that these API tasks were in flight, summed up",
              counters -> counters.flights().millis()),
          byTag(
              "changes",
              "Records handed out, by their status",
              "status",
              STATUSES,
              ListingCounters::changes),
          counter(
              "lookups", "Single API tasks looked up", counters -> counters.lookups().lookups()),
          byTag(
              "lookup-failures",
              "Look-ups of single API tasks that failed, by kind",
              "kind",
              KINDS,
              (counters, kind) -> counters.lookups().failures(kind(kind))),
          counter(
              "records-without-images",
              "Records of completed API tasks that went out without the images they waited for",
              counters -> counters.lookups().withoutImages()),
          counter(
              "unusable-images",
              "Image URLs that are none, are too long or too many, and lists of flags that don't fit",
              counters -> counters.lookups().imagesLeftOut()),
          gauge(
              "rate-limit-limit",
              "Requests for the listing in a window, as its last answer says; -1 if it does not",
              ListingCounters::rateLimit),
          gauge(
              "rate-limit-remaining",
              "How many of them are left; at 0 nothing is sent before the window ends, an hour at most",
              ListingCounters::rateLimitRemaining));

  private MetricCatalog() {}

  /** Shows all metrics of one listing. */
  static void show(String listing, ListingCounters counters, ListingMetric.Display display) {
    ALL.forEach(metric -> metric.show(listing, counters, display));
  }

  private static ListingMetric counter(
      String name, String description, ToLongFunction<ListingCounters> value) {
    return untagged(name, description, true, value);
  }

  private static ListingMetric gauge(
      String name, String description, ToLongFunction<ListingCounters> value) {
    return untagged(name, description, false, value);
  }

  private static ListingMetric untagged(
      String name, String description, boolean grows, ToLongFunction<ListingCounters> value) {
    return new ListingMetric(
        name, description, grows, "", List.of(""), (counters, none) -> value.applyAsLong(counters));
  }

  private static ListingMetric byTag(
      String name,
      String description,
      String tag,
      List<String> tagValues,
      ToLongBiFunction<ListingCounters, String> value) {
    return new ListingMetric(name, description, true, tag, tagValues, value);
  }

  private static String tagValue(FailureKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static FailureKind kind(String tagValue) {
    return FailureKind.valueOf(tagValue.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
