package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import java.util.BitSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gives each API task id a small number, its row, so that what is known of a task can stand in
 * plain arrays. An id that is a UUID in its usual form (36 characters, lower case) is kept as two
 * longs, any other one as its text: each comes back exactly as it was.
 *
 * <p>A listing mostly comes in the order it had before. So each row remembers which one was asked
 * for after it, and that guess is tried before the hash table.
 *
 * <p>Invariants: rows start at 1; 0 stands for none, and for the start of a listing. A row whose
 * two longs are 0 is free or has a text (so the nil UUID is kept as a text). A quarter of the
 * table's cells is empty.
 */
final class TaskIds {
  static final int NONE = 0;

  private long[] bits = new long[2]; // of row r: the most significant at 2r, the least at 2r+1
  private @Nullable String @Nullable [] texts; // by row; only there once an id is no UUID
  private int[] follower = new int[1]; // by row, and of the start: the row asked for next
  private int[] table = new int[64]; // rows by hash, linear probing; the length is a power of two
  private final BitSet free = new BitSet();
  private int highest; // row ever taken
  private int size;
  private int last;

  /** How many ids have a row. */
  int size() {
    return size;
  }

  /** One more than the highest row ever taken. */
  int end() {
    return highest + 1;
  }

  /** Whether a row below {@link #end} has an id. */
  boolean isTaken(int row) {
    return row != NONE && !free.get(row);
  }

  /** A listing begins: the id asked for next is probably the one that began the last listing. */
  void rewind() {
    last = NONE;
  }

  /** The row of a UUID other than nil; {@link #NONE} if it has none. */
  int find(long most, long least) {
    int guess = follower[last];
    return remember(
        bits[2 * guess] == most && bits[2 * guess + 1] == least
            ? guess
            : table[cellOf(most, least)]);
  }

  /** The row of an id; {@link #NONE} if it has none. */
  int find(String taskId) {
    UUID uuid = uuid(taskId);
    if (uuid != null) {
      return find(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
    int guess = follower[last];
    return remember(taskId.equals(text(guess)) ? guess : table[cellOf(taskId)]);
  }

  /** A row for a UUID other than nil that has none. */
  int add(long most, long least) {
    int row = takeRow();
    bits[2 * row] = most;
    bits[2 * row + 1] = least;
    table[cellOf(most, least)] = row;
    return remember(row);
  }

  /** A row for an id that has none. */
  int add(String taskId) {
    UUID uuid = uuid(taskId);
    if (uuid != null) {
      return add(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }
    int row = takeRow();
    if (texts == null) {
      texts = new String[follower.length];
    }
    texts[row] = taskId;
    table[cellOf(taskId)] = row;
    return remember(row);
  }

  /** The id of a taken row. */
  String taskId(int row) {
    String text = text(row);
    return text != null ? text : new UUID(bits[2 * row], bits[2 * row + 1]).toString();
  }

  /** Forgets the id of a taken row, which another id may get from now on. */
  void remove(int row) {
    closeGap(cellOf(row));
    bits[2 * row] = 0;
    bits[2 * row + 1] = 0;
    if (texts != null) {
      texts[row] = null;
    }
    free.set(row);
    size--;
  }

  /** Makes room for so many ids in one step. */
  void reserve(int ids) {
    if (ids >= follower.length) {
      growRows(ids + 1);
    }
  }

  private int remember(int row) {
    if (row != NONE) {
      follower[last] = row;
      last = row;
    }
    return row;
  }

  private int takeRow() {
    if (4L * (size + 1) > 3L * table.length) {
      growTable();
    }
    size++;
    int row = free.nextSetBit(0);
    if (row >= 0) {
      free.clear(row);
      return row;
    }
    row = ++highest;
    if (row == follower.length) {
      growRows(Growth.from(row));
    }
    return row;
  }

  private void growRows(int length) {
    bits = Arrays.copyOf(bits, 2 * length);
    follower = Arrays.copyOf(follower, length);
    if (texts != null) {
      texts = Arrays.copyOf(texts, length);
    }
  }

  private void growTable() {
    table = new int[2 * table.length];
    for (int row = 1; row <= highest; row++) {
      if (!free.get(row)) {
        table[cellOf(row)] = row;
      }
    }
  }

  /** The cell of a row's id, or the empty one where it belongs. */
  private int cellOf(int row) {
    String text = text(row);
    return text != null ? cellOf(text) : cellOf(bits[2 * row], bits[2 * row + 1]);
  }

  private int cellOf(long most, long least) {
    int cell = home(hash(most, least));
    for (int row = table[cell]; row != NONE; row = table[cell]) {
      if (bits[2 * row] == most && bits[2 * row + 1] == least) {
        break;
      }
      cell = home(cell + 1);
    }
    return cell;
  }

  private int cellOf(String taskId) {
    int cell = home(hash(taskId.hashCode(), 0));
    while (table[cell] != NONE && !taskId.equals(text(table[cell]))) {
      cell = home(cell + 1);
    }
    return cell;
  }

  /** Empties a cell, and moves those behind it forward that could no longer be found. */
  private void closeGap(int gap) {
    int empty = gap;
    for (int cell = home(gap + 1); table[cell] != NONE; cell = home(cell + 1)) {
      String text = text(table[cell]);
      int row = table[cell];
      int home =
          home(text != null ? hash(text.hashCode(), 0) : hash(bits[2 * row], bits[2 * row + 1]));
      if (home(cell - home) >= home(cell - empty)) {
        table[empty] = row;
        empty = cell;
      }
    }
    table[empty] = NONE;
  }

  private int home(int hash) {
    return hash & (table.length - 1);
  }

  private @Nullable String text(int row) {
    return texts == null ? null : texts[row];
  }

  private static int hash(long most, long least) {
    // not all UUIDs are random: spreads those that only count up
    long mixed = (most ^ Long.rotateLeft(least, 32)) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 32);
  }

  /** The UUID, if this is how a UUID is usually written, and the nil one only as a text. */
  private static @Nullable UUID uuid(String taskId) {
    if (taskId.length() != 36 || taskId.charAt(8) != '-') {
      return null;
    }
    try {
      UUID uuid = UUID.fromString(taskId);
      boolean isNil = uuid.getMostSignificantBits() == 0 && uuid.getLeastSignificantBits() == 0;
      return !isNil && uuid.toString().equals(taskId) ? uuid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
