package io.hyperflux.kafka.connect.crash;

import java.util.ArrayList;
import java.util.List;

/**
 * The records of one API task that are left when those that were taken back are gone: each goes on
 * from the status of the one before. See {@link CrashOracle} for when a record takes others back.
 */
final class ProducedChain {
  private final TaskLife life;
  private final boolean exactlyOnce;
  private final Allowances allowances;
  private final List<List<Produced>> earlier = new ArrayList<>(); // as it was after each record
  private final List<Produced> late = new ArrayList<>();
  private List<Produced> left = List.of();

  ProducedChain(TaskLife life, boolean exactlyOnce, Allowances allowances) {
    this.life = life;
    this.exactlyOnce = exactlyOnce;
    this.allowances = allowances;
  }

  List<Produced> records() {
    return left;
  }

  /** Whether some record, perhaps one that was taken back, has the next one's previous status. */
  boolean isContinuedBy(Produced record) {
    return before(record) != null;
  }

  /** The next record of the topic is one that a frozen worker had not sent before. */
  void addLate(Produced record) {
    late.add(record);
  }

  /**
   * The next record of the topic; if it continues nothing, it is added to what is there.
   *
   * @return what it takes back
   */
  List<Produced> add(Produced record) {
    List<Produced> before = before(record);
    List<Produced> next = new ArrayList<>(before == null ? left : before);
    List<Produced> takenBack = new ArrayList<>(left);
    takenBack.removeAll(next);
    next.add(record);
    left = next;
    earlier.add(next);
    return takenBack;
  }

  /** What the record goes on from; null: nothing. */
  private List<Produced> before(Produced record) {
    List<Produced> withDropped = withDropped(left, record);
    if (withDropped != null) {
      return withDropped;
    }
    List<Produced> withPrevious = withPrevious(record);
    for (int length = left.size() - 1; withPrevious == null && length >= 0; length--) {
      // a worker that was frozen remembers what was dropped
      withPrevious = exactlyOnce ? null : withDropped(left.subList(0, length), record);
    }
    return withPrevious;
  }

  /** A chain and the change that was dropped before the record; null: there was none. */
  private List<Produced> withDropped(List<Produced> chain, Produced record) {
    String taskId = record.taskId();
    if (record.previous() == null || !allowances.isDropped().test(taskId, record.previous())) {
      return null;
    }
    String last = chain.isEmpty() ? null : chain.get(chain.size() - 1).status();
    List<Produced> longer = new ArrayList<>(chain);
    longer.add(new Produced(taskId, last, record.previous(), record.observedAtMillis()));
    List<Produced> all = new ArrayList<>(longer);
    all.add(record);
    return life.firstOutOfOrder(all) == null ? longer : null;
  }

  /** The chain that ends in the record's previous status; null: none ever did. */
  private List<Produced> withPrevious(Produced record) {
    for (int length = left.size(); length > 0; length--) {
      if (left.get(length - 1).status().equals(record.previous())) {
        return left.subList(0, length);
      }
    }
    if (record.previous() == null) {
      return List.of();
    }
    for (int i = earlier.size() - 1; i >= 0 && !exactlyOnce; i--) {
      List<Produced> once = earlier.get(i);
      if (once.get(once.size() - 1).status().equals(record.previous())) {
        return once;
      }
    }
    return withLate(record);
  }

  /**
   * The chain as it was when the worker was frozen, and what that sent later; its late flush has
   * made the next instance go on from there. Null: it has sent no such thing.
   */
  private List<Produced> withLate(Produced record) {
    for (int i = late.size() - 1; i >= 0; i--) {
      Produced last = late.get(i);
      if (last.status().equals(record.previous())) {
        List<Produced> chain = new ArrayList<>(left);
        chain.removeIf(one -> one.observedAtMillis() >= last.observedAtMillis());
        chain.add(last);
        return chain;
      }
    }
    return null;
  }
}
