package io.hyperflux.kafka.connect.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The links of a Markdown file to other files, and to headings. */
public final class Links {
  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

  private Links() {}

  /** Those that lead nowhere: no such file, or no such heading in it. */
  public static List<String> broken(Path page) {
    return targets(page).stream()
        .filter(target -> !target.startsWith("https://"))
        .filter(target -> !leadsSomewhere(page, target))
        .toList();
  }

  /** All targets, as they are written. */
  public static List<String> targets(Path page) {
    return LINK.matcher(read(page)).results().map(link -> link.group(1)).toList();
  }

  /** A page but for where its links lead. */
  public static String withoutTargets(Path page) {
    return LINK.matcher(read(page)).replaceAll("]()");
  }

  /** Whether there is such a file, seen from a page, and such a heading in it. */
  static boolean leadsSomewhere(Path page, String target) {
    String[] parts = target.split("#", 2);
    Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(file) && (parts.length == 1 || anchors(read(file)).contains(parts[1]));
  }

  /** The headings as GitHub makes anchors of them. */
  private static Set<String> anchors(String text) {
    Set<String> anchors = new HashSet<>();
    boolean isCode = false;
    for (String line : text.lines().toList()) {
      isCode ^= line.strip().startsWith("```");
      if (!isCode && line.startsWith("#")) {
        String title = line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT);
        anchors.add(title.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
      }
    }
    return anchors;
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
