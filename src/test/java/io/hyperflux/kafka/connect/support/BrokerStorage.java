package io.hyperflux.kafka.connect.support;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kafka.tools.StorageTool;

/**
 * Makes a KRaft broker's storage ready, as kafka-storage.sh does; a storage that is ready stays as
 * it is.
 */
final class BrokerStorage {
  /** The same at each start: a storage that was formatted for another cluster is refused. */
  private static final String CLUSTER_ID = "aHlwZXJmbHV4LWNsdXN0ZQ";

  private BrokerStorage() {}

  static void format(String propertiesFile) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String[] command = {
      "format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", propertiesFile
    };
    int exitCode;
    try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      exitCode = StorageTool.execute(command, out);
    }
    if (exitCode != 0) {
      throw new IllegalStateException(
          "The broker's storage can't be formatted: " + output.toString(StandardCharsets.UTF_8));
    }
  }
}
