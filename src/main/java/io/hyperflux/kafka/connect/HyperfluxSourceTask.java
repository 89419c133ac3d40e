package io.hyperflux.kafka.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Placeholder of the first commit. */
public class HyperfluxSourceTask extends SourceTask {
  @Override
  public String version() {
    return Version.current();
  }

  @Override
  public void start(Map<String, String> props) {}

  @Override
  public List<SourceRecord> poll() throws InterruptedException {
    Thread.sleep(500);
    return null;
  }

  @Override
  public void stop() {}
}
