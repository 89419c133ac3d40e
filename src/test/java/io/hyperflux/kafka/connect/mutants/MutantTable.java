package io.hyperflux.kafka.connect.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many mutants of each room the tests have killed, from pitest's CSV report. A mutant is one
 * small change of the code; it is killed if a test fails by it, does not end, or uses up the heap.
 */
public final class MutantTable {
  private static final String HOUSE = "io.hyperflux.kafka.connect.";
  private static final int LEAST_PERCENT = 90;
  private static final Set<String> KILLED =
      Set.of("KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR");

  /** The JVM has refused to load it, so that no test has seen it. */
  private static final String NOT_VIABLE = "NON_VIABLE";

  private MutantTable() {}

  /**
   * Prints the table.
   *
   * @param args the report
   * @throws IllegalStateException if too many mutants have survived in a room
   */
  public static void main(String[] args) throws IOException {
    List<Room> rooms = rooms(Files.readAllLines(Path.of(args[0])));
    System.out.println(markdown(rooms));
    check(rooms);
  }

  /**
   * What became of the mutants of a room.
   *
   * @param name its package below the root
   */
  record Room(String name, int mutants, int killed) {
    /** Rounded down: 90 is reached by those who reach it. */
    int percent() {
      return 100 * killed / mutants;
    }

    private Room plus(boolean isKilled) {
      return new Room(name, mutants + 1, killed + (isKilled ? 1 : 0));
    }
  }

  /**
   * Counts.
   *
   * @param report lines of file, class, mutator, method, line, status and what killed it
   */
  static List<Room> rooms(List<String> report) {
    TreeMap<String, Room> rooms = new TreeMap<>();
    for (String line : report) {
      String[] fields = line.split(",", -1);
      String type = fields[1];
      String status = fields[5];
      if (!status.equals(NOT_VIABLE)) {
        String name = type.substring(HOUSE.length(), type.lastIndexOf('.'));
        Room before = rooms.getOrDefault(name, new Room(name, 0, 0));
        rooms.put(name, before.plus(KILLED.contains(status)));
      }
    }
    return List.copyOf(rooms.values());
  }

  /** A row for each room. */
  static String markdown(List<Room> rooms) {
    return rooms.stream()
        .map(
            room ->
                "| `%s` | %d | %d | %d %% |%n"
                    .formatted(room.name, room.mutants, room.killed, room.percent()))
        .collect(
            Collectors.joining(
                "",
                "| room | mutants | killed | |%n| --- | ---: | ---: | ---: |%n".formatted(),
                ""));
  }

  /** Fails if there is nothing, or a room with too few killed. */
  static void check(List<Room> rooms) {
    if (rooms.isEmpty()) {
      throw new IllegalStateException("There is no mutant");
    }
    String below =
        rooms.stream()
            .filter(room -> room.percent() < LEAST_PERCENT)
            .map(Room::name)
            .collect(Collectors.joining(", "));
    if (!below.isEmpty()) {
      throw new IllegalStateException("Below %d %%: %s".formatted(LEAST_PERCENT, below));
    }
  }
}
