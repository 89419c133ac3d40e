package io.hyperflux.kafka.connect.support;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * What the API simulator gives instead of normal service, a number of times each, by path, by task
 * or by nothing. Guarded by the simulator's lock.
 *
 * @param <T> what is given
 */
final class Script<T> {
  private static final String ANY = "";

  private static final class Queued<T> {
    private final T what;
    private int left;

    private Queued(int left, T what) {
      this.left = left;
      this.what = what;
    }
  }

  private final Map<String, Deque<Queued<T>>> queues = new HashMap<>();

  void add(int times, T what) {
    add(ANY, times, what);
  }

  void add(String key, int times, T what) {
    queues.computeIfAbsent(key, k -> new ArrayDeque<>()).add(new Queued<>(times, what));
  }

  void clear() {
    queues.clear();
  }

  /** What comes next for this key, else for any; null for normal service. */
  T next(String key) {
    T own = take(key);
    return own != null ? own : take(ANY);
  }

  private T take(String key) {
    Deque<Queued<T>> queue = queues.getOrDefault(key, new ArrayDeque<>());
    while (!queue.isEmpty() && queue.peek().left == 0) {
      queue.remove();
    }
    if (queue.isEmpty()) {
      return null;
    }
    queue.peek().left--;
    return queue.peek().what;
  }
}
