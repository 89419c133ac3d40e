package io.hyperflux.kafka.connect.tracking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Stores a status, or none, for each row: as a byte while there are few different ones, as in every
 * listing seen so far. If a listing invents hundreds of them, they are stored as texts instead.
 */
final class RowStatuses {
  private static final int MOST = 256;

  private final @Nullable String[] known = new String[MOST]; // the first one is none
  private int size = 1;
  private byte[] codes = new byte[1];
  private @Nullable String @Nullable [] texts; // in place of the codes, once there were too many

  /** For how many rows there is room. */
  int length() {
    return texts != null ? texts.length : codes.length;
  }

  void makeRoom(int length) {
    if (texts != null) {
      texts = Arrays.copyOf(texts, length);
    } else {
      codes = Arrays.copyOf(codes, length);
    }
  }

  /** A row's status; null if it has none. */
  @Nullable String get(int row) {
    return texts != null ? texts[row] : known[codes[row] & 0xFF];
  }

  /** Gives a row a status, or null for none. */
  void set(int row, @Nullable String status) {
    int code = texts != null ? MOST : codeOf(status);
    if (code < MOST) {
      codes[row] = (byte) code;
    } else {
      keptTexts()[row] = status;
    }
  }

  /** Its code, which is {@link #MOST} if there is none left. */
  private int codeOf(@Nullable String status) {
    if (status == null) {
      return 0;
    }
    for (int code = 1; code < size; code++) {
      if (status.equals(known[code])) {
        return code;
      }
    }
    if (size < MOST) {
      known[size] = status.intern(); // as readers do, so that comparing them is cheap
      return size++;
    }
    return MOST;
  }

  private @Nullable String[] keptTexts() {
    if (texts == null) {
      @Nullable String[] all = new String[codes.length];
      Arrays.setAll(all, this::get);
      texts = all;
      codes = new byte[0];
    }
    return texts;
  }
}
