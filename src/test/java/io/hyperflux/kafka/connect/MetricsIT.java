package io.hyperflux.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hyperflux.kafka.connect.support.ApiSimulator;
import io.hyperflux.kafka.connect.support.ConnectorConfig;
import io.hyperflux.kafka.connect.support.EmbeddedEnvironment;
import io.hyperflux.kafka.connect.support.EmbeddedOptions;
import io.hyperflux.kafka.connect.support.RecordCollector;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metrics of a real worker in this JVM, over JMX. */
@Timeout(120)
class MetricsIT {
  private static final String NAME = "metrics";
  private static final MBeanServer JMX = ManagementFactory.getPlatformMBeanServer();

  @Test
  void tellWhatATaskDoesAndGoWithIt() throws Exception {
    try (EmbeddedEnvironment environment = EmbeddedEnvironment.inJvm(EmbeddedOptions.defaults());
        ApiSimulator api = new ApiSimulator("key");
        RecordCollector records = new RecordCollector(environment.bootstrapServers(), NAME)) {
      api.put("a", "IN_PROGRESS");
      api.put("b", "COMPLETED");
      environment.rest().createConnector(NAME, ConnectorConfig.of(NAME, api.url(), "key"));
      records.awaitCount(2, Duration.ofSeconds(60));
      api.respond(1, 503, Map.of(), "");
      api.put("a", "COMPLETED");
      records.awaitCount(3, Duration.ofSeconds(60));

      String listing = "listing=" + ObjectName.quote(ApiSimulator.LISTING);
      assertThat((Long) value("polls", listing)).isGreaterThanOrEqualTo(2);
      assertThat(value("listing-size", listing)).isEqualTo(2L);
      assertThat(value("tasks-tracked", listing)).isEqualTo(2L);
      assertThat(value("changes", listing + ",status=COMPLETED")).isEqualTo(2L);
      assertThat(value("changes", listing + ",status=IN_PROGRESS")).isEqualTo(1L);
      assertThat(value("poll-failures", listing + ",kind=server-error")).isEqualTo(1L);

      environment.rest().delete(NAME);
      await().untilAsserted(() -> assertThat(beans("*")).isEmpty());
    }
  }

  private static Object value(String metric, String tags) throws Exception {
    Set<ObjectName> beans = beans(tags);
    assertThat(beans).as(tags).hasSize(1);
    return JMX.getAttribute(beans.iterator().next(), metric);
  }

  private static Set<ObjectName> beans(String tags) throws Exception {
    return JMX.queryNames(
        new ObjectName("kafka.connect:type=plugins,connector=" + NAME + ",task=0," + tags), null);
  }
}
