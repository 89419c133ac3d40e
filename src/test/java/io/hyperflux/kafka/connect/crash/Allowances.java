package io.hyperflux.kafka.connect.crash;

import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What a topic need not have, and what may come again.
 *
 * @param isDropped whether the change of a task (its id) to a status never comes to the topic
 * @param isStored whether the worker has stored the offset of a record, or a later one of its task
 *     that was observed before this (epoch milliseconds): on a busy machine flushes take long
 * @param isOverwritten whether the stored offset of a record was lost by a late flush
 */
record Allowances(
    BiPredicate<String, String> isDropped,
    BiPredicate<Produced, Long> isStored,
    Predicate<Produced> isOverwritten) {
  static final Allowances NONE =
      new Allowances((taskId, status) -> false, (record, before) -> true, record -> false);

  Allowances dropped(BiPredicate<String, String> dropped) {
    return new Allowances(dropped, isStored, isOverwritten);
  }

  Allowances stored(BiPredicate<Produced, Long> stored) {
    return new Allowances(isDropped, stored, isOverwritten);
  }

  Allowances overwritten(Predicate<Produced> overwritten) {
    return new Allowances(isDropped, isStored, overwritten);
  }
}
