package io.hyperflux.kafka.connect.records;

import io.hyperflux.kafka.connect.api.json.LookupAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The images of a completed task, as a look-up has found them.
 *
 * @param urls their URLs; null if there is none that can be used
 * @param expireAt when the first of them dies; null if none says so
 * @param hasNsfw one flag for each URL; null if the API does not say
 */
record LookedUpImages(
    @Nullable List<String> urls, @Nullable Instant expireAt, @Nullable List<Boolean> hasNsfw) {
  static LookedUpImages of(LookupAnswer answer, Instant receivedAt) {
    return new LookedUpImages(
        answer.generated(), answer.generatedExpiresAt(receivedAt), answer.hasNsfw());
  }
}
