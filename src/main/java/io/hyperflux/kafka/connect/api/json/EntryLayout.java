package io.hyperflux.kafka.connect.api.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a server writes the entries of a listing: the bytes before, between and behind the task id
 * and the status. They are the same from entry to entry, and so are the few statuses. Bytes that
 * differ from an entry that the parser has read only in the UUID, or in having another such entry's
 * status, are an entry that the parser would read likewise: no escape, quote or bracket can hide in
 * either.
 *
 * <p>Only for task ids that are UUIDs. Keeps a few statuses: there are mostly four.
 */
final class EntryLayout {
  private static final int MOST_STATUSES = 16;

  private byte[] beforeId = {};
  private byte[] beforeStatus = {};
  private byte[] behind = {};
  private final String[] statuses = new String[MOST_STATUSES];
  private final byte[][] ends = new byte[MOST_STATUSES][]; // all that is behind the task id
  private int size;
  private int oldest;
  private int longest;

  private final UuidText id = new UuidText();
  private String status;

  /** How many bytes an entry of this layout may take. */
  int longest() {
    return longest;
  }

  /**
   * Takes over the layout of an entry that the parser has read.
   *
   * @param bytes where it stands, with what separates it from the entry before
   * @param from its first byte
   * @param to behind its last byte
   * @param idAt the opening quote of the task id that counts
   * @param statusAt the opening quote of the status that counts
   * @param status the status, as it was read
   */
  void learn(byte[] bytes, int from, int to, int idAt, int statusAt, String status) {
    byte[] text = status.getBytes(StandardCharsets.UTF_8);
    int idEnd = idAt + 1 + UuidText.LENGTH;
    int statusEnd = statusAt + 1 + text.length;
    boolean isPlain =
        idEnd <= statusAt
            && statusEnd < to
            && bytes[idEnd] == '"'
            && id.read(bytes, idAt + 1)
            && bytes[statusEnd] == '"'
            && Arrays.equals(bytes, statusAt + 1, statusEnd, text, 0, text.length);
    if (!isPlain) {
      return;
    }
    if (!is(beforeId, bytes, from, idAt + 1)
        || !is(beforeStatus, bytes, idEnd, statusAt + 1)
        || !is(behind, bytes, statusEnd, to)) {
      beforeId = Arrays.copyOfRange(bytes, from, idAt + 1);
      beforeStatus = Arrays.copyOfRange(bytes, idEnd, statusAt + 1);
      behind = Arrays.copyOfRange(bytes, statusEnd, to);
      size = 0;
      longest = 0;
    }
    int place = size < MOST_STATUSES ? size++ : oldest;
    oldest = (place + 1) % MOST_STATUSES;
    statuses[place] = status;
    ends[place] = Arrays.copyOfRange(bytes, idEnd, to);
    longest = Math.max(longest, to - from);
  }

  /**
   * Reads an entry of this layout.
   *
   * @param bytes where it may stand, with what separates it from the entry before
   * @param end behind the last byte that is there
   * @return how many bytes it takes; 0 if there is none
   */
  int read(byte[] bytes, int at, int end) {
    int idAt = at + beforeId.length;
    int idEnd = idAt + UuidText.LENGTH;
    if (size == 0 || idEnd > end || !is(beforeId, bytes, at, idAt) || !id.read(bytes, idAt)) {
      return 0;
    }
    for (int i = 0; i < size; i++) {
      int behind = idEnd + ends[i].length;
      if (behind <= end && is(ends[i], bytes, idEnd, behind)) {
        status = statuses[i];
        return behind - at;
      }
    }
    return 0;
  }

  /** The task id of the entry that was read. */
  UuidText id() {
    return id;
  }

  /** The status of the entry that was read. */
  String status() {
    return status;
  }

  private static boolean is(byte[] part, byte[] bytes, int from, int to) {
    return Arrays.equals(part, 0, part.length, bytes, from, to);
  }
}
