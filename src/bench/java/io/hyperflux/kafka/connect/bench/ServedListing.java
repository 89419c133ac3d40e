package io.hyperflux.kafka.connect.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * One listing of the {@link ListingServer}; its path says what it is: {@code
 * /<plain|gzip>/<order>/<tasks>}, the order being one of
 *
 * <ul>
 *   <li>{@code same}: always the same bytes
 *   <li>{@code front}: at each poll 1 % new API tasks in front, and as many fewer at the end
 *   <li>{@code shuffled}: at each poll another order
 *   <li>{@code status-first}, {@code text-ids}, {@code extra-member}: always the same bytes,
 *       written like {@link EntryForm} says
 *   <li>{@code flip-N}: at every Nth poll the status of one API task flips
 * </ul>
 */
final class ServedListing {
  private static final int ORDERS = 3;

  private final boolean compressed;
  private final String order;
  private final int tasks;
  private final List<String> flips = new ArrayList<>();
  private int polls;
  private byte[] body;
  private Object bodyIsFor;

  ServedListing(String path) {
    String[] parts = path.split("/", -1);
    compressed = parts[1].equals("gzip");
    order = parts[2];
    tasks = Integer.parseInt(parts[3]);
  }

  boolean isCompressed() {
    return compressed;
  }

  /** The answer to the next poll. */
  byte[] next() {
    byte[] next = body(polls);
    if (polls > 0 && flipsAt(polls) > flipsAt(polls - 1)) {
      flips.add(
          ListingBytes.taskId((flipsAt(polls) - 1) % tasks)
              + "="
              + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    }
    polls++;
    return next;
  }

  /** What the last poll got. */
  byte[] last() {
    if (!order.equals("same") && EntryForm.of(order) == null) {
      forgetBody(); // so that the bare client waits as long as the poll did
    }
    return body(Math.max(0, polls - 1));
  }

  /** Frees memory. */
  void forgetBody() {
    body = null;
    bodyIsFor = null;
  }

  /** {@code <task id>=<epoch micros of the answer that showed the flip first>}, in their order. */
  List<String> flips() {
    return flips;
  }

  private byte[] body(int poll) {
    Object wanted =
        switch (order) {
          case "same" -> 0;
          case "front" -> poll * ListingBytes.onePercent(tasks);
          case "shuffled" -> poll % ORDERS;
          default -> flipsAt(poll);
        };
    if (!wanted.equals(bodyIsFor)) {
      byte[] listing = listing((int) wanted);
      body = compressed ? compress(listing) : listing;
      bodyIsFor = wanted;
    }
    return body;
  }

  private byte[] listing(int wanted) {
    EntryForm form = EntryForm.of(order);
    if (form != null) {
      return ListingBytes.written(ListingBytes.newestFirst(0, tasks), form::entry);
    }
    return switch (order) {
      case "same", "front" -> ListingBytes.of(ListingBytes.newestFirst(wanted, tasks));
      case "shuffled" -> ListingBytes.of(ListingBytes.shuffled(tasks, wanted));
      default -> ListingBytes.of(ListingBytes.newestFirst(0, tasks), i -> flipped(i, wanted));
    };
  }

  private int flipsAt(int poll) {
    return order.startsWith("flip-") ? poll / Integer.parseInt(order.substring(5)) : 0;
  }

  /** The flips go round. */
  private String flipped(int number, int flips) {
    int times = flips / tasks + (number < flips % tasks ? 1 : 0);
    return times % 2 == 0 ? "IN_PROGRESS" : "COMPLETED";
  }

  private static byte[] compress(byte[] listing) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(listing.length / 2 + 64);
    try (GZIPOutputStream gzip = new FastGzip(out)) {
      gzip.write(listing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
