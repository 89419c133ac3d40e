package io.hyperflux.kafka.connect.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that nobody ends any more, after a broker was away: no reader with read_committed
 * passes them, so under exactly-once no task gets its source offsets (Kafka 4.3). An operator would
 * find and abort them by {@code kafka-transactions.sh}.
 */
final class HangingTransactions {
  private HangingTransactions() {}

  /**
   * Aborts what is open in the first partitions of these topics; only while nobody is producing.
   *
   * @return what was aborted
   */
  static List<String> abort(String bootstrapServers, String... topics) {
    List<String> aborted = new ArrayList<>();
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      for (String topic : topics) {
        TopicPartition partition = new TopicPartition(topic, 0);
        for (ProducerState producer : open(admin, partition)) {
          admin
              .abortTransaction(
                  new AbortTransactionSpec(
                      partition,
                      producer.producerId(),
                      (short) producer.producerEpoch(),
                      producer.coordinatorEpoch().orElse(0)))
              .all()
              .get();
          aborted.add(partition + ": " + producer);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new KafkaException("Aborted so far: " + aborted, e.getCause());
    }
    return aborted;
  }

  private static List<ProducerState> open(Admin admin, TopicPartition partition)
      throws ExecutionException, InterruptedException {
    return admin
        .describeProducers(List.of(partition))
        .partitionResult(partition)
        .get()
        .activeProducers()
        .stream()
        .filter(producer -> producer.currentTransactionStartOffset().isPresent())
        .toList();
  }
}
