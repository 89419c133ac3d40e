package io.hyperflux.kafka.connect.support;

import com.sun.net.httpserver.HttpExchange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What came to the API simulator and what it answered. Guarded by the simulator's lock. */
final class Traffic {
  private final List<ApiSimulator.Request> requests = new ArrayList<>();
  private final List<ApiSimulator.Request> lookups = new ArrayList<>();
  private final List<ApiSimulator.Answered> answered = new ArrayList<>();
  private int open;
  private int openLookups;
  private int mostOpen;
  private int mostOpenLookups;

  void arrived(HttpExchange exchange, boolean isLookup) {
    Set<String> names =
        exchange.getRequestHeaders().keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new));
    String path = exchange.getRequestURI().getPath();
    var request = new ApiSimulator.Request(path, Instant.now(), System.nanoTime(), names);
    requests.add(request);
    mostOpen = Math.max(mostOpen, ++open);
    if (isLookup) {
      lookups.add(request);
      mostOpenLookups = Math.max(mostOpenLookups, ++openLookups);
    }
  }

  /** Before the answer goes out: the client may send its next request once it has it. */
  void answered(HttpExchange exchange, boolean isLookup, int status) {
    open--;
    if (isLookup) {
      openLookups--;
    }
    answered.add(
        new ApiSimulator.Answered(
            exchange.getRequestURI().getPath(),
            status,
            Instant.now(),
            exchange.getRemoteAddress().toString()));
  }

  List<ApiSimulator.Request> requests() {
    return List.copyOf(requests);
  }

  List<ApiSimulator.Request> lookups() {
    return List.copyOf(lookups);
  }

  List<ApiSimulator.Answered> answered() {
    return List.copyOf(answered);
  }

  List<Long> times(String path) {
    return requests.stream()
        .filter(request -> request.path().equals(path))
        .map(ApiSimulator.Request::nanoTime)
        .toList();
  }

  int mostOpen() {
    return mostOpen;
  }

  int mostOpenLookups() {
    return mostOpenLookups;
  }
}
