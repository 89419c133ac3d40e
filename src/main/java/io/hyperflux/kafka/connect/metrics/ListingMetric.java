package io.hyperflux.kafka.connect.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongBiFunction;

/**
 * One metric of a listing; {@link MetricCatalog} has all of them.
 *
 * @param name also says the unit, where there is one
 * @param description one sentence for JMX and the page on monitoring, without a full stop
 * @param grows whether the value only ever grows, from 0 at the Connect task's start
 * @param tag the name of its tag besides {@code listing}; empty if it has no other
 * @param tagValues all that the tag can be; the one value "" if there is no tag
 * @param value what it is now, for a value of the tag
 */
record ListingMetric(
    String name,
    String description,
    boolean grows,
    String tag,
    List<String> tagValues,
    ToLongBiFunction<ListingCounters, String> value) {
  /** The tag that every metric has. */
  static final String LISTING = "listing";

  /** Registers metrics with Connect or JMX. */
  interface Display {
    /**
     * Adds a metric of one listing and one value of its tag.
     *
     * @param tags in the order in which they are to be shown
     * @param value may be called from any thread at any time
     */
    void add(ListingMetric metric, Map<String, String> tags, LongSupplier value);
  }

  /** Shows this metric of a listing, once for each value of its tag. */
  void show(String listing, ListingCounters counters, Display display) {
    for (String tagValue : tagValues) {
      Map<String, String> tags = new LinkedHashMap<>();
      tags.put(LISTING, listing);
      if (!tag.isEmpty()) {
        tags.put(tag, tagValue);
      }
      display.add(
          this, Collections.unmodifiableMap(tags), () -> value.applyAsLong(counters, tagValue));
    }
  }
}
