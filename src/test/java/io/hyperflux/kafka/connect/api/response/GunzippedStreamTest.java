package io.hyperflux.kafka.connect.api.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hyperflux.kafka.connect.api.Asking;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GunzippedStreamTest {
  private static final byte[] HELLO = Asking.bytes("hello, hello, hello");

  /** {@code -Dfuzz.seed=... -Dfuzz.inputs=...} repeat and lengthen it. */
  @Test
  void anyMembersInAnyPiecesAreReadWhole() throws IOException {
    long seed = Long.getLong("fuzz.seed", System.nanoTime());
    System.out.printf("gzip: fuzz.seed=%d%n", seed);
    Random random = new Random(seed);
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 2_000); i++) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      for (int members = 1 + random.nextInt(4); members > 0; members--) {
        byte[] piece = new byte[random.nextInt(3) == 0 ? 0 : random.nextInt(40_000)];
        random.nextBytes(piece);
        Arrays.fill(piece, 0, piece.length / 2, (byte) 'x');
        plain.write(piece);
        zipped.write(random.nextBoolean() ? Asking.gzip(piece) : withAllFields(piece));
      }
      byte[] given = zipped.toByteArray();

      GunzippedStream stream =
          new GunzippedStream(
              new ByteArrayInputStream(given) {
                @Override
                public synchronized int read(byte[] into, int offset, int length) {
                  return super.read(into, offset, 1 + random.nextInt(Math.min(length, 3_000)));
                }

                @Override
                public synchronized int available() {
                  return 0;
                }
              });
      assertThat(stream.readAllBytes()).as("input %d", i).isEqualTo(plain.toByteArray());
      assertThat(stream.read()).isEqualTo(-1);
    }
  }

  @Test
  void aMillionEmptyMembersAreEmpty() throws IOException {
    byte[] empty = Asking.gzip(new byte[0]);
    byte[] many = new byte[1_000_000 * empty.length];
    for (int i = 0; i < many.length; i += empty.length) {
      System.arraycopy(empty, 0, many, i, empty.length);
    }
    assertThat(read(many)).isEmpty();
  }

  @Test
  void anEmptyBodyIsEmpty() throws IOException {
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aCutBodyIsNone() throws IOException {
    byte[] two = joined(withAllFields(HELLO), Asking.gzip(HELLO));
    int first = withAllFields(HELLO).length;
    for (int length = 1; length < two.length; length++) {
      byte[] cut = Arrays.copyOf(two, length);
      if (length == first) {
        assertThat(read(cut)).isEqualTo(HELLO);
      } else {
        assertThatThrownBy(() -> read(cut)).as("%d", length).isInstanceOf(EOFException.class);
      }
    }
  }

  @Test
  void whatFollowsAndIsNoMemberIsLeftOut() throws IOException {
    assertThat(read(joined(Asking.gzip(HELLO), new byte[5_000]))).isEqualTo(HELLO);
    assertThat(read(joined(Asking.gzip(HELLO), new byte[] {0x1f, 7}))).isEqualTo(HELLO);
  }

  @Test
  void aChangedByteIsNoticed() {
    byte[] zipped = Asking.gzip(HELLO);
    for (int i : new int[] {0, 1, 2, 3, 12, zipped.length - 8, zipped.length - 1}) {
      byte[] spoilt = zipped.clone();
      spoilt[i] ^= (byte) 0xe0;
      assertThatThrownBy(() -> read(spoilt))
          .as("byte %d", i)
          .isInstanceOfAny(ZipException.class, EOFException.class);
    }
  }

  private static byte[] read(byte[] zipped) throws IOException {
    try (GunzippedStream stream = new GunzippedStream(new ByteArrayInputStream(zipped))) {
      return stream.readAllBytes();
    }
  }

  private static byte[] joined(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** With all that a header may have: extra bytes, a name, a comment, a check sum. */
  private static byte[] withAllFields(byte[] plain) throws IOException {
    byte[] zipped = Asking.gzip(plain);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] head = Arrays.copyOf(zipped, 10);
    head[3] = 2 + 4 + 8 + 16;
    bytes.write(head);
    bytes.write(new byte[] {3, 0, 'a', 0, 'b', 'n', 'a', 'm', 'e', 0, 'n', 'o', 't', 'e', 0});
    CRC32 crc = new CRC32();
    crc.update(bytes.toByteArray());
    bytes.write((int) crc.getValue());
    bytes.write((int) (crc.getValue() >> 8));
    bytes.write(zipped, 10, zipped.length - 10);
    return bytes.toByteArray();
  }
}
