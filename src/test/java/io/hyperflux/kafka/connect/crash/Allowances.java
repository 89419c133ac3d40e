package io.hyperflux.kafka.connect.crash;

import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a topic need not have, and what may come again.
 *
 * @param isDropped whether the change of a task (its id) to a status never comes to the topic
 * @param isOverwritten whether the stored offset of a record was lost by a late flush
 */
record Allowances(BiPredicate<String, String> isDropped, Predicate<Produced> isOverwritten) {
  static final Allowances NONE = new Allowances((taskId, status) -> false, record -> false);
}
