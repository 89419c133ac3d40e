package io.hyperflux.kafka.connect.support;

import static io.hyperflux.kafka.connect.support.SimulatedAnswer.quote;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The listings of the API simulator, their tasks, and how both look as JSON. Guarded by the
 * simulator's lock, so that a status and its journal entry change together.
 */
final class SimulatedTasks {
  /** What is asked for at {@code {listing}/{task_id}}, or wherever its listing has single tasks. */
  record Single(String listing, String taskId) {}

  private static final class Task {
    private String status;
    private boolean hidden;
  }

  private final Map<String, Map<String, Task>> listings = new HashMap<>();
  private final Map<String, String> singles = new HashMap<>();
  private final Map<String, String> raw = new HashMap<>();
  private final List<ApiSimulator.Change> journal = new ArrayList<>();
  private ApiSimulator.Order order = ApiSimulator.Order.NEWEST_FIRST;
  private int limit = Integer.MAX_VALUE;

  void add(String listing) {
    listings.computeIfAbsent(listing, l -> new LinkedHashMap<>());
  }

  void singlesAt(String listing, String path) {
    add(listing);
    singles.put(listing, path);
  }

  private String singlesOf(String listing) {
    return singles.getOrDefault(listing, listing);
  }

  void put(String listing, String taskId, String status) {
    add(listing);
    Task task = listings.get(listing).computeIfAbsent(taskId, t -> new Task());
    if (!status.equals(task.status)) {
      task.status = status;
      journal.add(new ApiSimulator.Change(listing, taskId, status, Instant.now()));
    }
  }

  void hide(String taskId, boolean hidden) {
    for (Map<String, Task> tasks : listings.values()) {
      if (tasks.containsKey(taskId)) {
        tasks.get(taskId).hidden = hidden;
      }
    }
  }

  void remove(String taskId) {
    listings.values().forEach(tasks -> tasks.remove(taskId));
  }

  void clear() {
    listings.values().forEach(Map::clear);
  }

  void order(ApiSimulator.Order newOrder) {
    order = newOrder;
  }

  void limit(int newest) {
    limit = newest;
  }

  void raw(String listing, String body) {
    add(listing);
    raw.compute(listing, (path, before) -> body);
  }

  List<ApiSimulator.Change> journal() {
    return List.copyOf(journal);
  }

  boolean isListing(String path) {
    return listings.containsKey(path);
  }

  /** The task that a path names, whether there is one or not; null if it is below no listing. */
  Single singleAt(String path) {
    return listings.keySet().stream()
        .filter(listing -> path.startsWith(singlesOf(listing) + "/"))
        .map(listing -> new Single(listing, path.substring(singlesOf(listing).length() + 1)))
        .max(
            Comparator.comparing((Single single) -> singlesOf(single.listing).length())
                .thenComparing(single -> listings.get(single.listing).containsKey(single.taskId)))
        .filter(single -> !isListing(path))
        .orElse(null);
  }

  SimulatedAnswer listing(String path) {
    if (raw.containsKey(path)) {
      return SimulatedAnswer.json(200, raw.get(path));
    }
    List<String> shown = shown(path);
    return shown.isEmpty()
        ? ProviderAnswer.NO_TASKS.answer()
        : SimulatedAnswer.json(
            200, shown.stream().collect(Collectors.joining("},{", "{\"data\":[{", "}]}")));
  }

  /** The task asked for, under the id given; 404 if there is none. */
  SimulatedAnswer single(Single asked, String id) {
    Task task = listings.get(asked.listing).get(asked.taskId);
    return task == null
        ? SimulatedAnswer.message(404, "Not found")
        : SimulatedAnswer.json(
            200, "{\"data\":{" + entry(id, task) + ",\"generated\":" + generated(id, task) + "}}");
  }

  private List<String> shown(String path) {
    List<String> shown = new ArrayList<>();
    listings
        .get(path)
        .forEach(
            (id, task) -> {
              if (!task.hidden) {
                shown.add(entry(id, task));
              }
            });
    List<String> newest = shown.subList(Math.max(0, shown.size() - limit), shown.size());
    if (order == ApiSimulator.Order.NEWEST_FIRST) {
      Collections.reverse(newest);
    }
    return newest;
  }

  private static String entry(String id, Task task) {
    return "\"task_id\":" + quote(id) + ",\"status\":" + quote(task.status);
  }

  /** One or two images of a completed task, none of others. */
  private static String generated(String id, Task task) {
    int images = task.status.equals("COMPLETED") ? 1 + (id.hashCode() & 1) : 0;
    return IntStream.rangeClosed(1, images)
        .mapToObj(image -> quote(url(id, image)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Signed for a while like the API's own: another URL at each request. */
  private static String url(String id, int image) {
    long now = System.nanoTime();
    return "https://ai-statics.example/%s%s.jpg?token=exp=%d~hmac=%016x"
        .formatted(
            URLEncoder.encode(id, UTF_8),
            image == 1 ? "" : "-" + image,
            now / 1_000_000_000 + 3600,
            now * 0x9E3779B97F4A7C15L);
  }
}
