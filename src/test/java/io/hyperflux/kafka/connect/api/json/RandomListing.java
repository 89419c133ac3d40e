package io.hyperflux.kafka.connect.api.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Writes listings of every shape that JSON allows, and keeps in mind what must be read from them.
 */
final class RandomListing {
  private static final String[] STATUSES = {"CREATED", "IN_PROGRESS", "COMPLETED", "FAILED"};
  private static final String[] NAMES = {
    "id",
    "Data",
    "data ",
    "dat",
    "Task_id",
    "STATUS",
    "",
    "generated",
    "größe",
    "😀",
    "x\"y\\z",
    "\0"
  };
  private static final String[] BLANKS = {"", " ", "\t\r\n", "\u2003", "\u3000 \u2028", "\u001f"};
  private static final String[] SCALARS = {
    "null", "true", "false", "0", "-0", "7", "-1.5e-3", "1E400", "123456789012345678901234567890"
  };
  // within Jackson's limits, which are 1000
  private static final int DEEPEST = 900;
  private static final int MOST_DIGITS = 1000;

  private final Random random;
  private final StringBuilder json = new StringBuilder();
  private final Reading reading;

  RandomListing(Random random) {
    this.random = random;
    this.reading = writeDocument();
  }

  byte[] bytes() {
    return utf8(json.toString());
  }

  Reading reading() {
    return reading;
  }

  private Reading writeDocument() {
    if (oneIn(10)) {
      json.append('\uFEFF');
    }
    Reading last = Reading.UNREADABLE;
    int members = 1 + (oneIn(3) ? random.nextInt(4) : 0);
    int sure = random.nextInt(members);
    open('{');
    for (int i = 0; i < members; i++) {
      comma(i);
      if (i == sure || oneIn(5)) {
        name("data");
        last = oneIn(30) ? writeNoArray() : Reading.of(writeEntries());
      } else {
        name(oneIn(4) ? "task_id" : pick(NAMES));
        writeJunk(0);
      }
    }
    close('}');
    return last;
  }

  private Reading writeNoArray() {
    if (oneIn(2)) {
      json.append(pick(SCALARS));
    } else {
      writeObject(1);
    }
    return Reading.UNREADABLE;
  }

  private List<Reading.Entry> writeEntries() {
    List<Reading.Entry> entries = new ArrayList<>();
    int count = oneIn(20) ? 100 : random.nextInt(7);
    open('[');
    for (int i = 0; i < count; i++) {
      comma(i);
      if (oneIn(15)) {
        writeNoObject();
        entries.add(new Reading.Entry(null, null));
      } else {
        entries.add(writeEntry());
      }
    }
    close(']');
    return entries;
  }

  private void writeNoObject() {
    switch (random.nextInt(3)) {
      case 0 -> json.append(pick(SCALARS));
      case 1 -> string(pick(STATUSES));
      default -> writeArray(2);
    }
  }

  private Reading.Entry writeEntry() {
    String taskId = null;
    String status = null;
    int members = 2 + (oneIn(3) ? random.nextInt(4) : 0);
    boolean idFirst = oneIn(2);
    open('{');
    for (int i = 0; i < members; i++) {
      comma(i);
      boolean missing = oneIn(30);
      int member = i < 2 ? ((i == 0) == idFirst ? 0 : 1) : random.nextInt(4);
      if (member == 0 && !missing) {
        name("task_id");
        taskId = writeText(UUID.nameUUIDFromBytes(new byte[] {(byte) random.nextInt()}).toString());
      } else if (member == 1 && !missing) {
        name("status");
        status = writeText(pick(STATUSES));
      } else {
        name(oneIn(5) ? "data" : pick(NAMES));
        writeJunk(3);
      }
    }
    close('}');
    return new Reading.Entry(taskId, status);
  }

  /** Writes a value for a task id or a status, and says how it is to be read. */
  private String writeText(String usual) {
    if (oneIn(12)) {
      writeNoText();
      return null;
    }
    String text = random.nextInt(3) > 0 ? usual : randomText();
    string(text);
    return Reading.usable(text);
  }

  private void writeNoText() {
    switch (random.nextInt(3)) {
      case 0 -> writeArray(4);
      case 1 -> writeObject(4);
      default -> json.append(pick(SCALARS));
    }
  }

  private String randomText() {
    return switch (random.nextInt(8)) {
      case 0 -> pick(BLANKS);
      case 1 -> pick(BLANKS) + "x" + pick(BLANKS);
      case 2 -> characters(255 + random.nextInt(3));
      case 3 -> "\u3000".repeat(255 + random.nextInt(3)).substring(1) + (oneIn(2) ? "x" : " ");
      case 4 -> characters(oneIn(10) ? 9000 : 300);
      case 5 -> "\u00A0"; // no whitespace for Java
      case 6 -> "😀".repeat(127 + random.nextInt(3));
      default -> characters(1 + random.nextInt(20));
    };
  }

  private String characters(int length) {
    StringBuilder text = new StringBuilder(length);
    while (text.length() < length) {
      int c =
          switch (random.nextInt(8)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> random.nextInt(0x800);
            case 2 -> random.nextInt(0x10000); // half a surrogate pair, too
            case 3 -> length - text.length() > 1 ? 0x10000 + random.nextInt(0x100000) : '\\';
            default -> 'a' + random.nextInt(26);
          };
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  private void writeJunk(int depth) {
    if (oneIn(300)) {
      writeDeep(random.nextInt(DEEPEST));
    } else if (oneIn(300)) {
      json.append("9".repeat(1 + random.nextInt(MOST_DIGITS)));
    } else if (depth > 6 || oneIn(2)) {
      json.append(pick(SCALARS));
    } else {
      switch (random.nextInt(3)) {
        case 0 -> string(characters(random.nextInt(oneIn(50) ? 20_000 : 30)));
        case 1 -> writeArray(depth + 1);
        default -> writeObject(depth + 1);
      }
    }
  }

  private void writeDeep(int depth) {
    boolean arrays = oneIn(2);
    json.append((arrays ? "[" : "{\"data\":").repeat(depth)).append("[]");
    json.append((arrays ? "]" : "}").repeat(depth));
  }

  private void writeArray(int depth) {
    int count = random.nextInt(4);
    open('[');
    for (int i = 0; i < count; i++) {
      comma(i);
      writeJunk(depth);
    }
    close(']');
  }

  private void writeObject(int depth) {
    int count = random.nextInt(4);
    open('{');
    for (int i = 0; i < count; i++) {
      comma(i);
      name(
          switch (random.nextInt(5)) {
            case 0 -> "data";
            case 1 -> "task_id";
            case 2 -> "status";
            // Jackson takes half a surrogate pair for no name
            case 3 -> new String(utf8(characters(random.nextInt(80))), StandardCharsets.UTF_8);
            default -> pick(NAMES);
          });
      writeJunk(depth);
    }
    close('}');
  }

  private void name(String name) {
    string(name);
    json.append(':');
    space();
  }

  private void string(String text) {
    int escaped = oneIn(4) ? 2 : 50;
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      boolean raw = c >= ' ' && c != '"' && c != '\\' && (pair || !Character.isSurrogate(c));
      if (!raw || oneIn(escaped)) {
        escape(c);
      } else {
        json.append(c);
        if (pair) {
          json.append(text.charAt(++i));
        }
      }
    }
    json.append('"');
    space();
  }

  private void escape(char c) {
    int known = "\"\\/\b\f\n\r\t".indexOf(c);
    if (known >= 0 && oneIn(2)) {
      json.append('\\').append("\"\\/bfnrt".charAt(known));
    } else {
      json.append((oneIn(2) ? "\\u%04x" : "\\u%04X").formatted((int) c));
    }
  }

  private void open(char bracket) {
    space();
    json.append(bracket);
    space();
  }

  private void close(char bracket) {
    space();
    json.append(bracket);
    space();
  }

  private void comma(int before) {
    if (before > 0) {
      json.append(',');
      space();
    }
  }

  private void space() {
    if (oneIn(6)) {
      json.append(" \t\r\n".charAt(random.nextInt(4)));
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String pick(String[] all) {
    return all[random.nextInt(all.length)];
  }

  private boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }
}
