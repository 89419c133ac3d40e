package io.hyperflux.kafka.connect.api.json;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the API says about a single task.
 *
 * @param taskId the task: 1 to 256 characters, not blank
 * @param status its status: likewise
 * @param images its images
 */
public record LookupAnswer(String taskId, String status, GeneratedImages images) {
  /** The URLs of its images, see {@link GeneratedImages#urls}; null if there is none. */
  public @Nullable List<String> generated() {
    return images.urls();
  }

  /** One for each URL, see {@link GeneratedImages#hasNsfw}; null if the API does not say. */
  public @Nullable List<Boolean> hasNsfw() {
    return images.hasNsfw();
  }

  /** When the first URL dies, see {@link GeneratedImages#expireAt}; null if none says so. */
  public @Nullable Instant generatedExpiresAt(Instant receivedAt) {
    return images.expireAt(receivedAt);
  }

  /** Whether it tells the task's images, be it that none of their URLs can be used. */
  public boolean tellsImages() {
    return images.urls() != null || images.unusableUrls() > 0;
  }

  /** Without the URLs. */
  @Override
  public String toString() {
    return "%s: %s, %s".formatted(taskId, status, images);
  }
}
