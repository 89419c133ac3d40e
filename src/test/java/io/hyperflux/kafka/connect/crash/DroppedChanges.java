package io.hyperflux.kafka.connect.crash;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transformation that drops some changes of some tasks: a worker neither sends such a record nor
 * stores its source offset. Workers in the crash test have it on their class path.
 */
public final class DroppedChanges implements Transformation<SourceRecord> {
  /** By the first digit of the id: all of one in eight, and some of more. */
  static boolean drops(String taskId, String status) {
    return switch (taskId.charAt(0)) {
      case '0', '1' -> true;
      case '2', '3' -> status.equals("UPSCALING");
      case '4' -> status.equals("CREATED") || status.equals("COMPLETED");
      default -> false;
    };
  }

  @Override
  public SourceRecord apply(SourceRecord record) {
    String status = ((Struct) record.value()).getString("status");
    return drops((String) record.key(), status) ? null : record;
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef();
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
