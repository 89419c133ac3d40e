package io.hyperflux.kafka.connect.api.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Ways to spoil the bytes of a listing. */
enum Mutation {
  CUT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      return Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
  },
  FLIP_A_BIT {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] flipped = bytes.clone();
      if (flipped.length > 0) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      return flipped;
    }
  },
  INSERT_BYTES {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] inserted = new byte[1 + random.nextInt(4)];
      random.nextBytes(inserted);
      return replaced(bytes, any(bytes, random), 0, inserted);
    }
  },
  INSERT_SYNTAX {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String syntax = "{}[]\",:\\ \n0-.e\0\u00e9";
      int at = random.nextInt(syntax.length());
      return replaced(bytes, any(bytes, random), 0, utf8(syntax.substring(at, at + 1)));
    }
  },
  DELETE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int at = any(bytes, random);
      return replaced(bytes, at, block(bytes, at, random), new byte[0]);
    }
  },
  REPEAT_A_BLOCK {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int at = any(bytes, random);
      byte[] block = Arrays.copyOfRange(bytes, at, at + block(bytes, at, random));
      return replaced(bytes, at, 0, block);
    }
  },
  SWAP_BLOCKS {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int from = any(bytes, random);
      byte[] block = Arrays.copyOfRange(bytes, from, from + block(bytes, from, random));
      byte[] without = replaced(bytes, from, block.length, new byte[0]);
      return replaced(without, any(without, random), 0, block);
    }
  },
  SPLICE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] other = new RandomListing(random).bytes();
      int at = any(bytes, random);
      return replaced(
          bytes,
          at,
          bytes.length - at,
          Arrays.copyOfRange(other, any(other, random), other.length));
    }
  },
  ANOTHER_VALUE {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String[] values = {"null", "true", "7", "-1e9", "[]", "{}", "\"\"", "\"x\"", "nul", "NaN"};
      return insteadOfAString(bytes, random, utf8(values[random.nextInt(values.length)]));
    }
  },
  ANOTHER_NAME {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String[] names = {"\"data\"", "\"task_id\"", "\"status\"", "\"d\\u0061ta\"", "\"x\""};
      return insteadOfAString(bytes, random, utf8(names[random.nextInt(names.length)]));
    }
  },
  DEEP_NESTING {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      int depth = random.nextInt(10) == 0 ? 10_000 : 980 + random.nextInt(30);
      boolean arrays = random.nextBoolean();
      String open = (arrays ? "[" : "{\"a\":").repeat(depth) + "0";
      String close = random.nextInt(4) == 0 ? "" : (arrays ? "]" : "}").repeat(depth);
      return insteadOfAString(bytes, random, utf8(open + close));
    }
  },
  HUGE_STRING {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String[] pieces = {"x", "é", "😀", "\\n", "\\u00e9", " "};
      int times = random.nextInt(5) == 0 ? 60_000 : random.nextInt(9000);
      String text = pieces[random.nextInt(pieces.length)].repeat(times);
      return insteadOfAString(bytes, random, utf8("\"" + text + "\""));
    }
  },
  LONG_NUMBER {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String digits = "7".repeat(990 + random.nextInt(20));
      String fraction = random.nextBoolean() ? "." + digits.substring(random.nextInt(990)) : "";
      return insteadOfAString(bytes, random, utf8(digits + fraction));
    }
  },
  TRAILING_BYTES {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String[] tails = {" \r\n", "}", "]", ",", "{}", "x", "0", "null", "\"", "\0", "\uFEFF", "//"};
      return replaced(bytes, bytes.length, 0, utf8(tails[random.nextInt(tails.length)]));
    }
  },
  LEADING_BYTES {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      byte[] head = new byte[1 + random.nextInt(4)];
      for (int i = 0; i < head.length; i++) {
        int[] heads = {0, 0, 0xFE, 0xFF, 0xEF, 0xBB, 0xBF, ' ', '{'};
        head[i] = (byte) heads[random.nextInt(heads.length)];
      }
      return replaced(bytes, 0, 0, head);
    }
  },
  ANOTHER_ENCODING {
    @Override
    byte[] apply(byte[] bytes, Random random) {
      String[] names = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1"};
      return new String(bytes, StandardCharsets.UTF_8)
          .getBytes(Charset.forName(names[random.nextInt(names.length)]));
    }
  };

  private static final int LARGEST_BLOCK = 200;

  abstract byte[] apply(byte[] bytes, Random random);

  private static int any(byte[] bytes, Random random) {
    return random.nextInt(bytes.length + 1);
  }

  private static int block(byte[] bytes, int at, Random random) {
    return random.nextInt(Math.min(LARGEST_BLOCK, bytes.length - at) + 1);
  }

  /** Replaces what stands from one quotation mark to the next. */
  private static byte[] insteadOfAString(byte[] bytes, Random random, byte[] by) {
    int from = quote(bytes, any(bytes, random));
    int to = quote(bytes, from + 1);
    return to >= bytes.length
        ? replaced(bytes, from, 0, by)
        : replaced(bytes, from, to + 1 - from, by);
  }

  private static int quote(byte[] bytes, int from) {
    int at = Math.min(from, bytes.length);
    while (at < bytes.length && bytes[at] != '"') {
      at++;
    }
    return at;
  }

  private static byte[] replaced(byte[] bytes, int at, int length, byte[] by) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
    out.write(bytes, 0, at);
    out.writeBytes(by);
    out.write(bytes, at + length, bytes.length - at - length);
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
