package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ProviderAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The listings of a crash test: who is in which, which of them vanish, and when they are polled.
 */
final class WatchedListings {
  static final List<String> PATHS =
      List.of(ApiSimulator.LISTING, "/v1/ai/mystic", "/v1/ai/text-to-image/seedream-v4");

  private static final String EMPTY = "{\"data\":[]}";

  private final ApiSimulator api;
  private final Random random;
  private final Map<String, List<Polls.Span>> vanished = new HashMap<>();
  private final List<String> gone = new ArrayList<>();
  private Instant goneSince;
  private int times;

  /** All are there, and have no tasks yet. */
  WatchedListings(ApiSimulator api, Random random) {
    this.api = api;
    this.random = random;
    for (String path : PATHS) {
      api.raw(path, null);
      vanished.put(path, new ArrayList<>());
    }
  }

  /** The listing of a task, by its id. */
  static String of(String taskId) {
    return PATHS.get(taskId.charAt(taskId.length() - 1) % PATHS.size());
  }

  /** One of them says that it has no tasks, one answers with an empty array, the others go on. */
  void vanish() {
    comeBack();
    List<String> paths = new ArrayList<>(PATHS);
    Collections.shuffle(paths, random);
    gone.addAll(paths.subList(0, 2));
    goneSince = Instant.now();
    times += 2;
    api.respond(gone.get(0), Integer.MAX_VALUE, ProviderAnswer.NO_TASKS);
    api.raw(gone.get(1), EMPTY);
  }

  /** Those that are not there show their tasks again. */
  void comeBack() {
    api.recover();
    gone.forEach(path -> api.raw(path, null));
    Instant now = Instant.now();
    gone.forEach(path -> vanished.get(path).add(new Polls.Span(goneSince, now)));
    gone.clear();
  }

  /** How often one has vanished. */
  int timesVanished() {
    return times;
  }

  /** Whether each of them was asked for after this. */
  boolean arePolledAfter(Instant instant) {
    List<String> left = new ArrayList<>(PATHS);
    List<ApiSimulator.Answered> answers = api.answered();
    for (int i = answers.size() - 1; i >= 0 && answers.get(i).at().isAfter(instant); i--) {
      left.remove(answers.get(i).path());
    }
    return left.isEmpty();
  }

  /**
   * The polls of one of them.
   *
   * @param outages when the broker was away, or a worker was frozen
   */
  Polls polls(String path, Duration settle, List<Polls.Span> outages) {
    return Polls.of(api.answered(), path, settle, outages, vanished.get(path));
  }
}
