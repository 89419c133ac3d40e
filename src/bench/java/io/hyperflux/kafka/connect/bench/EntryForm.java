package io.hyperflux.kafka.connect.bench;

import java.util.Locale;

/** Other ways to write the entries of a listing than the API's page shows. */
enum EntryForm {
  /** The status before the task id. */
  STATUS_FIRST {
    @Override
    String entry(int number) {
      return "{\"status\":\"%s\",\"task_id\":\"%s\"}"
          .formatted(ListingBytes.status(number), ListingBytes.taskId(number));
    }
  },
  /** Task ids that are no UUIDs. */
  TEXT_IDS {
    @Override
    String entry(int number) {
      return "{\"task_id\":\"task-%s\",\"status\":\"%s\"}"
          .formatted(ListingBytes.taskId(number).replace("-", ""), ListingBytes.status(number));
    }
  },
  /** One more member, whose value differs from entry to entry. */
  EXTRA_MEMBER {
    @Override
    String entry(int number) {
      return "{\"task_id\":\"%s\",\"created_at\":%d,\"status\":\"%s\"}"
          .formatted(
              ListingBytes.taskId(number),
              1_790_000_000_000L + number * 997L,
              ListingBytes.status(number));
    }
  };

  abstract String entry(int number);

  /** Its name in a listing's path. */
  String order() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Null if the name is none of these. */
  static EntryForm of(String order) {
    for (EntryForm form : values()) {
      if (form.order().equals(order)) {
        return form;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return order().replace('-', ' ');
  }
}
