package io.hyperflux.kafka.connect.api.json;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The usable images of an API task.
 *
 * @param urls their URLs as the API wrote them, 1 to 100, together at most 512 kB as JSON; null if
 *     there is none. They are signed: whoever has one has the image, so they belong in no log
 * @param hasNsfw what the API says of each of them, as many as there are URLs; null if it does not
 *     say
 * @param unusableUrls how many further entries were left out: no URLs, too long, or too many
 * @param hasOddFlags whether the API wrote flags that don't fit: no list of booleans, or not one
 *     for each entry
 */
public record GeneratedImages(
    @Nullable List<String> urls,
    @Nullable List<Boolean> hasNsfw,
    int unusableUrls,
    boolean hasOddFlags) {
  /** Of a task that has no images. */
  public static final GeneratedImages NONE = new GeneratedImages(null, null, 0, false);

  /** Copies the lists. */
  public GeneratedImages {
    urls = urls == null || urls.isEmpty() ? null : List.copyOf(urls);
    hasNsfw = hasNsfw == null ? null : List.copyOf(hasNsfw);
  }

  /**
   * When the first of the URLs dies, by the {@code exp=} in it.
   *
   * @param now when they were received: what is before it, or a hundred years after it, is no such
   *     time
   * @return null if none says so
   */
  public @Nullable Instant expireAt(Instant now) {
    return urls == null ? null : UrlExpiry.first(urls, now);
  }

  /** Without the URLs. */
  @Override
  public String toString() {
    return "%d URLs, %d unusable".formatted(urls == null ? 0 : urls.size(), unusableUrls);
  }
}
