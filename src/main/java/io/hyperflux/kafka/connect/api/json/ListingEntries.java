package io.hyperflux.kafka.connect.api.json;

import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one listing, in its order. Reused from one reading to the next, and made so that
 * reading the same listing again allocates nothing: an id that is a UUID in its usual form is kept
 * as two longs, other ones as texts.
 */
public final class ListingEntries {
  private static final int LONG = 1 << 17;

  private long[] bits = new long[0]; // two for an entry; both 0 if it has a text
  private @Nullable String[] texts = new String[0]; // by entry; empty until an id is no UUID
  private @Nullable String[] statuses = new String[0];
  private int size;
  private int withStatus;
  private int unusable;

  /** How many entries have a usable task id. */
  public int size() {
    return size;
  }

  /** Whether the task id of an entry is a UUID of 36 characters, lower case, and not nil. */
  public boolean isUuid(int entry) {
    return bits[2 * entry] != 0 || bits[2 * entry + 1] != 0;
  }

  /** The most significant bits of a task id that is a UUID. */
  public long mostBits(int entry) {
    return bits[2 * entry];
  }

  /** The least significant bits of a task id that is a UUID. */
  public long leastBits(int entry) {
    return bits[2 * entry + 1];
  }

  /** The task id of an entry: 1 to 256 characters, not blank. */
  public String taskId(int entry) {
    return isUuid(entry) ? new UUID(mostBits(entry), leastBits(entry)).toString() : texts[entry];
  }

  /** The status of an entry: 1 to 256 characters, not blank; null if it has no usable one. */
  public @Nullable String status(int entry) {
    return statuses[entry];
  }

  /** How many entries lack a usable task id or a usable status. */
  public int unusable() {
    return unusable;
  }

  void clear() {
    size = 0;
    withStatus = 0;
    unusable = 0;
  }

  /** Adds an entry with a usable task id; null stands for a status that is not usable. */
  void add(TaskIdText taskId, @Nullable String status) {
    if (taskId.isUuid()) {
      add(taskId.uuid().mostBits(), taskId.uuid().leastBits(), status);
    } else {
      addText(taskId, status);
    }
  }

  private void addText(TaskIdText taskId, @Nullable String status) {
    add(0, 0, status);
    if (texts.length == 0) {
      texts = new String[statuses.length];
    }
    // what stood here in the last reading is mostly what stands here now
    if (!taskId.is(texts[size - 1])) {
      texts[size - 1] = taskId.text();
    }
  }

  private void add(long mostBits, long leastBits, @Nullable String status) {
    if (status == null) {
      unusable++;
    } else {
      withStatus++;
    }
    if (size == statuses.length) {
      grow();
    }
    bits[2 * size] = mostBits;
    bits[2 * size + 1] = leastBits;
    // mostly it is this already, and writing a reference costs more than comparing: see EntryLayout
    if (!Objects.equals(statuses[size], status)) {
      statuses[size] = status;
    }
    size++;
  }

  /** Adds an entry without a usable task id. */
  void addUnusable() {
    unusable++;
  }

  boolean hasOnlyUnusable() {
    return unusable > 0 && withStatus == 0;
  }

  private void grow() {
    // a long array by little, which wastes little of a heap; a short one leaves less garbage so
    int length = Math.addExact(size, (size < LONG ? size : size / 16) + 64);
    bits = Arrays.copyOf(bits, 2 * length);
    statuses = Arrays.copyOf(statuses, length);
    if (texts.length > 0) {
      texts = Arrays.copyOf(texts, length);
    }
  }
}
