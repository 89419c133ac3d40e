package io.hyperflux.kafka.connect.tracking;

/**
 * Decides which slots a starting Connect task reads from Connect's stored offsets: block after
 * block (1 024, then doubling up to 65 536), until an empty range at least as long as everything
 * before it and at least 8 192. Stored offsets can be read only by asking for known keys, and a
 * reset may leave holes.
 */
public final class SlotScan {
  static final int FIRST_BLOCK = 1_024;
  static final int LARGEST_BLOCK = 65_536;
  static final int SHORTEST_EMPTY_END = 8_192;

  private int next;
  private int size = FIRST_BLOCK;
  private int used; // one more than the highest slot found

  /**
   * A range of slots to ask for.
   *
   * @param from the first slot
   * @param to one more than the last
   */
  public record Block(int from, int to) {}

  /** Whether everything that was stored has been found. */
  public boolean isDone() {
    return next >= end();
  }

  /** The block to ask for next; only while not done. */
  public Block next() {
    if (isDone()) {
      throw new IllegalStateException("the scan ended at slot " + next);
    }
    Block block = new Block(next, (int) Math.min((long) next + size, end()));
    next = block.to();
    size = Math.min(2 * size, LARGEST_BLOCK);
    return block;
  }

  /** A slot of a block had a stored offset. */
  public void found(int slot) {
    used = Math.max(used, slot + 1);
  }

  private long end() {
    return Math.min(reach(used), Integer.MAX_VALUE);
  }

  /**
   * How far a scan gets.
   *
   * @param used one more than the highest slot found
   * @return the first slot that it does not ask for, unless it finds another one before
   */
  public static long reach(int used) {
    return (long) used + Math.max(used, SHORTEST_EMPTY_END);
  }
}
