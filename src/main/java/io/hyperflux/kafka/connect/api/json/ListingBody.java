package io.hyperflux.kafka.connect.api.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a listing as an input stream, from which entries can also be taken without the parser
 * that reads it.
 *
 * <p>The parser gets it in pieces that end with a closing brace. So it can't have read beyond an
 * entry when it reports the entry's end, and what follows there, {@code ,{...}}, may be taken by
 * {@link EntryLayout}: the parser continues after it without noticing. That only pays for entries
 * written alike. When the parser has to read too many, pieces are large, and nothing is taken.
 *
 * <p>Reused from one body to the next.
 */
final class ListingBody extends InputStream {
  private static final int BYTES =
      65_536; // a listing has megabytes, and each read is a system call
  private static final int NOWHERE = -1;
  private static final int FEW = 100;
  private static final int LONGEST_TAUGHT = 2_048; // a learned layout takes memory

  private final byte[] buffer = new byte[BYTES];
  private InputStream source = InputStream.nullInputStream();
  private boolean ended;
  private int at;
  private int end;
  private int piece; // the length of what the parser got last, which ends at at
  private long parsed; // bytes that the parser got
  private long taken; // bytes that it did not get
  private long entryAt; // where the next entry begins, in bytes that the parser got
  private int entriesParsed;
  private int entriesTaken;
  private boolean inPieces;

  /** Starts over with another body. */
  ListingBody of(InputStream body) {
    source = body;
    ended = false;
    at = 0;
    end = 0;
    piece = 0;
    parsed = 0;
    taken = 0;
    entryAt = NOWHERE;
    entriesParsed = 0;
    entriesTaken = 0;
    inPieces = true;
    return this;
  }

  /** Whether it is still worth while to look for entries that are written alike. */
  boolean isInPieces() {
    return inPieces;
  }

  /** How many bytes were taken, so that the parser did not count them. */
  long taken() {
    return taken;
  }

  /**
   * The parser has read an entry to its end.
   *
   * @param position how many bytes the parser has read
   * @return whether that is all it got, so that the next entry may be taken
   */
  boolean entryEnds(long position) {
    inPieces &= position == parsed && ++entriesParsed <= FEW + entriesTaken / 16;
    return inPieces;
  }

  /** What the parser reads next does not only separate two entries. */
  void leaveEntries() {
    entryAt = NOWHERE;
  }

  /**
   * Lets the layouts learn from the entry whose end was told, if the entry came alone.
   *
   * @param id where the task id begins, as the parser counts
   * @param status where the status begins, as the parser counts
   */
  void teach(EntryLayouts layouts, long id, long status, String text) {
    if (entryAt == parsed - piece
        && piece <= LONGEST_TAUGHT
        && id >= entryAt
        && status >= entryAt) {
      int from = at - piece;
      layouts.learn(
          buffer, from, at, from + (int) (id - entryAt), from + (int) (status - entryAt), text);
    }
  }

  /** Takes the next entry away from the parser, if it has one of these layouts. */
  boolean take(EntryLayouts layouts) throws IOException {
    while (end - at < layouts.longest() && !ended) {
      fill();
    }
    int length = layouts.read(buffer, at, end);
    if (length == 0) {
      entryAt = parsed;
      return false;
    }
    at += length;
    taken += length;
    entriesTaken++;
    return true;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (at == end && !ended) {
      fill();
    }
    if (at == end) {
      return -1;
    }
    piece = Math.min(length, (inPieces ? behindBrace() : end) - at);
    System.arraycopy(buffer, at, into, offset, piece);
    at += piece;
    parsed += piece;
    return piece;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  private int behindBrace() {
    int i = at;
    while (i < end && buffer[i] != '}') {
      i++;
    }
    return Math.min(i + 1, end);
  }

  /** Reads more behind what is there. */
  private void fill() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    int n = source.read(buffer, end, BYTES - end);
    ended = n < 0;
    end += Math.max(n, 0);
  }
}
