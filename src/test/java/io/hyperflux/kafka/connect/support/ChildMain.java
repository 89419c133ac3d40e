package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import kafka.Kafka;
import org.apache.kafka.connect.cli.ConnectDistributed;

/**
 * The main class of a child JVM: {@code ChildMain broker|worker <properties file>} goes on as
 * Kafka's or Connect's own main class. It ends when its standard input does: a parent that was
 * killed can't stop its children.
 */
public final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) {
    Thread watch = new Thread(ChildMain::haltWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] file = {args[1]};
    if ("broker".equals(args[0])) {
      BrokerStorage.format(args[1]);
      Kafka.main(file);
    } else {
      ConnectDistributed.main(file);
    }
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() != -1) {
        // nobody writes; the end is what counts
      }
    } catch (IOException parentIsGone) {
      // as the end
    }
    Runtime.getRuntime().halt(137);
  }
}
