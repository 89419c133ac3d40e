package io.hyperflux.kafka.connect.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Listings as the API would send them, of API tasks numbered from 0. A number's task id and status
 * are always the same, so that two JVMs agree on them.
 */
public final class ListingBytes {
  private static final int ENTRY_LENGTH = 75;

  private ListingBytes() {}

  /** The task id of a number: a random UUID as the API makes them. */
  public static String taskId(int number) {
    SplittableRandom random = new SplittableRandom(number);
    long most = (random.nextLong() & ~0xf000L) | 0x4000L;
    long least = (random.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(most, least).toString();
  }

  /** The status of a number: one in 16 has failed. */
  public static String status(int number) {
    return number % 16 == 7 ? "FAILED" : "COMPLETED";
  }

  /** A listing with these tasks in this order. */
  public static byte[] of(int[] numbers) {
    return of(numbers, ListingBytes::status);
  }

  /** A listing with these tasks in this order and these statuses. */
  public static byte[] of(int[] numbers, IntFunction<String> status) {
    return written(
        numbers,
        number ->
            "{\"task_id\":\"" + taskId(number) + "\",\"status\":\"" + status.apply(number) + "\"}");
  }

  /** A listing with these tasks in this order, each written in its own way. */
  public static byte[] written(int[] numbers, IntFunction<String> entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(numbers.length * ENTRY_LENGTH + 16);
    out.writeBytes(ascii("{\"data\":["));
    for (int i = 0; i < numbers.length; i++) {
      out.writeBytes(ascii((i == 0 ? "" : ",") + entry.apply(numbers[i])));
    }
    out.writeBytes(ascii("]}"));
    return out.toByteArray();
  }

  /** The numbers from {@code first + count - 1} down to {@code first}: the newest in front. */
  public static int[] newestFirst(int first, int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> first + count - 1 - i);
    return numbers;
  }

  /** The numbers below {@code count} in an order of chance, another one for each seed. */
  public static int[] shuffled(int count, long seed) {
    int[] numbers = newestFirst(0, count);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int number = numbers[i];
      numbers[i] = numbers[other];
      numbers[other] = number;
    }
    return numbers;
  }

  /** How many are new when one in a hundred is, at least one. */
  public static int onePercent(int count) {
    return Math.max(1, count / 100);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
