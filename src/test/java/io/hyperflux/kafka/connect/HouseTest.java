package io.hyperflux.kafka.connect;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rooms of the house, which way the arrows go between them, and how large they may be. An arrow
 * that is not in the table fails, and names both classes.
 */
class HouseTest {
  private static final String HOUSE = "io.hyperflux.kafka.connect";
  private static final Path SOURCES = Path.of("src/main/java/io/hyperflux/kafka/connect");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(HOUSE);

  /** From top to bottom: no room uses one that stands before it. */
  private enum Room {
    ROOT("", Kafka.YES, 4),
    RECORDS("records", Kafka.RECORDS, 20),
    VALIDATION("validation", Kafka.YES, 20),
    REQUESTS("requests", Kafka.NO, 20),
    OFFSETS("offsets", Kafka.YES, 20),
    METRICS("metrics", Kafka.METRICS, 20),
    CONFIG("config", Kafka.YES, 25),
    API_JSON("api.json", Kafka.NO, 20),
    API("api", Kafka.NO, 20),
    API_RESPONSE("api.response", Kafka.NO, 20),
    TRACKING("tracking", Kafka.NO, 20),
    PACING("pacing", Kafka.NO, 20);

    private final String name;
    private final Kafka kafka;
    private final int mostFiles;

    Room(String name, Kafka kafka, int mostFiles) {
      this.name = name;
      this.kafka = kafka;
      this.mostFiles = mostFiles;
    }

    /** Those that it may use besides itself. */
    private List<Room> mayUse() {
      return switch (this) {
        case ROOT -> Stream.of(values()).filter(room -> room != ROOT).toList();
        case RECORDS -> List.of(REQUESTS, OFFSETS, METRICS, API_JSON, TRACKING, PACING);
        case VALIDATION -> List.of(CONFIG, API, API_RESPONSE, PACING);
        case REQUESTS -> List.of(CONFIG, METRICS, API, API_JSON, API_RESPONSE, TRACKING, PACING);
        case OFFSETS -> List.of(CONFIG, TRACKING);
        case METRICS -> List.of(API, API_RESPONSE, TRACKING, PACING);
        case CONFIG -> List.of(API, TRACKING);
        case API_JSON -> List.of(API_RESPONSE);
        case API -> List.of(API_RESPONSE);
        case API_RESPONSE, TRACKING, PACING -> List.of();
      };
    }

    private String packageName() {
      return name.isEmpty() ? HOUSE : HOUSE + "." + name;
    }

    private DescribedPredicate<JavaClass> classes() {
      return resideInAPackage(packageName());
    }

    private Path folder() {
      return SOURCES.resolve(name.replace('.', '/'));
    }

    @Override
    public String toString() {
      return name.isEmpty() ? "root" : name;
    }
  }

  /** Which of Kafka's classes a room may use. */
  private enum Kafka {
    YES(".*"),
    /** The few that make records. */
    RECORDS("connect\\.(data|source)\\..*"),
    /** The few that show metrics. */
    METRICS(
        "common\\.(MetricName|MetricNameTemplate|metrics\\..*)|connect\\.source\\.SourceTaskContext|common\\.utils\\.Time"),
    NO("");

    private final String names;

    Kafka(String names) {
      this.names = names;
    }

    private boolean allows(JavaClass used) {
      String kafka = "org.apache.kafka.";
      return !used.getName().startsWith(kafka)
          || used.getName().substring(kafka.length()).matches(names);
    }
  }

  @ParameterizedTest
  @EnumSource
  void useNoOtherRooms(Room room) {
    List<Room> allowed = new ArrayList<>(room.mayUse());
    allowed.add(room);
    DescribedPredicate<JavaClass> others =
        DescribedPredicate.describe(
            "are in other rooms than " + allowed,
            used ->
                used.getPackageName().startsWith(HOUSE)
                    && allowed.stream().noneMatch(one -> one.classes().test(used)));

    noClasses().that(room.classes()).should().dependOnClassesThat(others).check(CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void useNoOtherClassesOfKafka(Room room) {
    DescribedPredicate<JavaClass> forbidden =
        DescribedPredicate.describe(
            "are Kafka's, other than " + room.kafka, used -> !room.kafka.allows(used));

    noClasses().that(room.classes()).should().dependOnClassesThat(forbidden).check(CLASSES);
  }

  @ParameterizedTest
  @EnumSource(names = {"TRACKING", "PACING"})
  void knowTheLanguageAlone(Room room) {
    classes()
        .that(room.classes())
        .should()
        .onlyDependOnClassesThat(
            room.classes().or(resideInAPackage("java..")).or(resideInAPackage("org.jspecify..")))
        .check(CLASSES);
  }

  /** There is one way to say that nothing is there, and the compiler checks it. */
  @ParameterizedTest
  @EnumSource
  void sayWhatMayBeNull(Room room) {
    assertThat(CLASSES.getPackage(room.packageName()).isAnnotatedWith(NullMarked.class)).isTrue();
    noClasses()
        .that(room.classes())
        .should()
        .dependOnClassesThat(belongToAnyOf(Optional.class))
        .check(CLASSES);
  }

  @ParameterizedTest
  @EnumSource
  void areNoCircle(Room room) {
    List<Room> order = List.of(Room.values());

    assertThat(room.mayUse()).isSubsetOf(order.subList(order.indexOf(room) + 1, order.size()));
  }

  /** What no other room uses is package-private. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ROOT")
  void openOnlyWhatOthersUse(Room room) {
    DescribedPredicate<JavaClass> open =
        DescribedPredicate.describe(
            "are open",
            one ->
                one.getModifiers().contains(JavaModifier.PUBLIC)
                    && one.getEnclosingClass().isEmpty()
                    // its constants are copied into those who use them
                    && !one.getSimpleName().equals("ConfigKeys"));

    assertThat(CLASSES.that(room.classes().and(open)))
        .allSatisfy(
            one ->
                assertThat(one.getDirectDependenciesToSelf())
                    .as(one.getName())
                    .anyMatch(
                        use ->
                            !use.getOriginClass().getPackageName().equals(one.getPackageName())));
  }

  @Test
  void areAllThatThereIs() {
    DescribedPredicate<JavaClass> known =
        DescribedPredicate.describe(
            "have a room",
            one -> Stream.of(Room.values()).anyMatch(room -> room.classes().test(one)));

    assertThat(CLASSES.that(not(known))).isEmpty();
    for (Room room : Room.values()) {
      assertThat(CLASSES.that(room.classes())).as(room.toString()).isNotEmpty();
      assertThat(room.folder().resolve("package-info.java")).exists();
    }
  }

  @ParameterizedTest
  @EnumSource
  void areNotTooFull(Room room) throws IOException {
    assertThat(files(room)).hasSizeLessThanOrEqualTo(room.mostFiles);
  }

  @ParameterizedTest
  @EnumSource
  void haveNoLongFiles(Room room) throws IOException {
    for (Path file : files(room)) {
      assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(250);
    }
  }

  @Test
  void haveMostlyShortFiles() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (Room room : Room.values()) {
      for (Path file : files(room)) {
        lengths.add(Files.readAllLines(file).size());
      }
    }
    Collections.sort(lengths);

    assertThat(lengths.get(lengths.size() / 2)).isLessThanOrEqualTo(75);
  }

  /** But those that declare settings. */
  @ParameterizedTest
  @EnumSource
  void haveNoLongMethods(Room room) throws IOException {
    Map<String, Long> lines = Methods.lines(files(room));
    lines.keySet().removeIf(method -> method.endsWith("Group.java: addTo"));

    assertThat(lines).isNotEmpty();
    assertThat(lines.entrySet()).allMatch(method -> method.getValue() <= 40);
  }

  @ParameterizedTest
  @EnumSource
  void haveNoLongConstructors(Room room) {
    Map<String, Integer> tooLong = new TreeMap<>();
    for (JavaClass one : CLASSES.that(room.classes())) {
      if (!one.isRecord() && !one.isEnum()) {
        one.getConstructors().stream()
            .filter(constructor -> constructor.getRawParameterTypes().size() > 7)
            .forEach(constructor -> tooLong.put(constructor.getFullName(), 0));
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> files(Room room) throws IOException {
    try (Stream<Path> files = Files.list(room.folder())) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }
}
