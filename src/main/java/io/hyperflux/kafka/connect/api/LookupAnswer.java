package io.hyperflux.kafka.connect.api;

import java.util.List;

/**
 * What the API says about a single task.
 *
 * @param taskId the task: 1 to 256 characters, not blank
 * @param status its status: likewise
 * @param generated the URLs of its images, 0 to 100, as the API wrote them. They are signed:
 *     whoever has one has the image, so they belong in no log
 * @param unusableUrls how many further entries were left out: no URLs, too long or too many
 */
public record LookupAnswer(String taskId, String status, List<String> generated, int unusableUrls) {
  public LookupAnswer {
    generated = List.copyOf(generated);
  }

  /** Whether it tells the task's images, be it that none of their URLs can be used. */
  public boolean tellsImages() {
    return !generated.isEmpty() || unusableUrls > 0;
  }

  /** Without the URLs. */
  @Override
  public String toString() {
    return "%s: %s, %d URLs, %d unusable".formatted(taskId, status, generated.size(), unusableUrls);
  }
}
