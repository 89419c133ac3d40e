package io.hyperflux.kafka.connect.crash;

import io.hyperflux.kafka.connect.support.EmbeddedWorker;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who leads a group of workers, by what they log. */
final class GroupLeader {
  private static final Pattern JOINED =
      Pattern.compile("Joined group at generation (\\d+) .*leaderUrl='http://([^/']+)/'");

  private GroupLeader() {}

  /** The id of the worker that led the group when a worker joined last; empty: none has joined. */
  static String idAmong(List<EmbeddedWorker> workers) {
    int last = -1;
    String leader = "";
    for (EmbeddedWorker worker : workers) {
      Matcher joined = JOINED.matcher(worker.log());
      while (joined.find()) {
        int generation = Integer.parseInt(joined.group(1));
        if (generation > last) {
          last = generation;
          leader = joined.group(2);
        }
      }
    }
    return leader;
  }
}
