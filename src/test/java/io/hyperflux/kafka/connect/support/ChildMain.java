package io.hyperflux.kafka.connect.support;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.cli.ConnectStandalone;

/**
 * The main class of a child JVM: {@code ChildMain broker|worker|standalone|quarkus <properties
 * file>} goes on as Kafka's, Connect's or a Quarkus application's own main class; a standalone
 * worker is given its connectors' files too. It ends when its standard input does: a parent that
 * was killed can't stop its children.
 */
public final class ChildMain {
  private ChildMain() {}

  public static void main(String[] args) throws IOException, ReflectiveOperationException {
    Thread watch = new Thread(ChildMain::haltWithParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] file = {args[1]};
    if ("broker".equals(args[0])) {
      BrokerStorage.format(args[1]);
      Kafka.main(file);
    } else if ("quarkus".equals(args[0])) {
      try (Reader in = Files.newBufferedReader(Path.of(args[1]))) {
        Properties more = new Properties();
        more.load(in);
        System.getProperties().putAll(more);
      }
      Class.forName("io.quarkus.runner.GeneratedMain")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } else if ("standalone".equals(args[0])) {
      ConnectStandalone.main(Arrays.copyOfRange(args, 1, args.length));
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
