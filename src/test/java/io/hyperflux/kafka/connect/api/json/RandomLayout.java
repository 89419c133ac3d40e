package io.hyperflux.kafka.connect.api.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Listings whose entries are written alike: the same members in the same order, of which some have
 * another value in each entry. Statuses are the same for a while, in some listings for all entries.
 * Now and then a value is one that a reader without a parser could get wrong.
 */
final class RandomLayout {
  private static final String[] NAMES = {
    "'task_id'", "'status'", "'id'", "'a b'", "'\\u0061'", "'x\\'y'", "'\u00e4'", "''"
  };
  private static final String[] CONSTANTS = {
    "null", "true", "[]", "{}", "[1,'}']", "{'task_id':'in'}", "'text'", "'\u4e2d'", "0", "-1.5e3"
  };
  private static final String[] ODD_TEXTS = {
    "", " ", "\u00e4", "\\u0041", "\\'", "\\\\", "a\u0007", "x'y", "\u007f", "}", "{'", "null"
  };
  private static final String[] ODD_NUMBERS = {
    "0",
    "-0",
    "00",
    "01",
    "-",
    "1.",
    ".5",
    "1.5",
    "-0.25",
    "1e5",
    "1E-2",
    "1.5e3",
    "+1",
    "NaN",
    "0x1",
    "9".repeat(99),
    "9".repeat(100),
    "9".repeat(101),
    "9".repeat(1001),
    "''",
    "null",
    "true"
  };

  private final Random random;
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>(); // <...> is another one in each entry
  private final String space;
  private final int oddOneIn;
  private final int newStatusOneIn;
  private String status = "CREATED";

  RandomLayout(Random random) {
    this.random = random;
    add("'task_id'", random.nextBoolean() ? "'<uuid>'" : "'<text>'");
    add("'status'", "'<status>'");
    for (int i = random.nextInt(4); i > 0; i--) {
      add(
          pick(NAMES),
          random.nextBoolean() ? pick(CONSTANTS) : pick("'<text>'", "<number>", "'<status>'"));
    }
    space = pick("", "", " ", "\n  ");
    oddOneIn = List.of(20, 200, 1_000_000).get(random.nextInt(3));
    newStatusOneIn = List.of(2, 20, 1_000_000).get(random.nextInt(3));
    shuffle();
  }

  private void add(String name, String value) {
    names.add(name);
    values.add(value);
  }

  private void shuffle() {
    long seed = random.nextLong();
    Collections.shuffle(names, new Random(seed));
    Collections.shuffle(values, new Random(seed));
  }

  /** A listing as JSON; a value that is odd may make it no JSON at all. */
  String listing(int entries) {
    List<String> written = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      written.add(entry());
    }
    return ("{'data':[" + String.join("," + space, written) + "]}").replace('\'', '"');
  }

  private String entry() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      members.add(space + names.get(i) + ":" + space + value(values.get(i)));
    }
    return "{" + String.join("," + space, members) + space + "}";
  }

  private String value(String value) {
    boolean odd = random.nextInt(oddOneIn) == 0;
    if (random.nextInt(newStatusOneIn) == 0) {
      status = pick("CREATED", "COMPLETED", "FAILED");
    }
    return value
        .replace("<uuid>", odd ? pick(ODD_TEXTS) : uuid())
        .replace("<text>", odd ? pick(ODD_TEXTS) : "task-" + random.nextInt(50))
        .replace("<status>", odd ? pick(ODD_TEXTS) : status)
        .replace("<number>", odd ? pick(ODD_NUMBERS) : String.valueOf(random.nextInt()));
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String pick(String... from) {
    return from[random.nextInt(from.length)];
  }
}
