package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All pages: that one finds them, that they are short, and where their links lead. */
class PagesTest {
  private static final int WIDEST_PROSE = 110;
  private static final Pattern GENERATED =
      Pattern.compile("<!-- begin (\\w+): .*?<!-- end \\1 -->", Pattern.DOTALL);

  /** Not wrapped yet. */
  private static final Set<Page> WIDE = EnumSet.of(Page.CHANGELOG, Page.CONTRIBUTING);

  @ParameterizedTest
  @EnumSource
  void linksLeadSomewhere(Page page) {
    assertThat(Links.broken(page.file())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isShort(Page page) {
    assertThat(page.text().lines()).hasSizeLessThanOrEqualTo(page.mostLines());
  }

  @ParameterizedTest
  @EnumSource
  void proseIsNoWiderThanAnEyeFollows(Page page) {
    if (!WIDE.contains(page)) {
      assertThat(prose(page.text())).allMatch(line -> line.length() <= WIDEST_PROSE);
    }
  }

  @Test
  void theReadmeLeadsToEachPage() throws IOException {
    try (Stream<Path> files = Files.list(Page.FOLDER)) {
      List<Path> pages = files.filter(file -> file.toString().endsWith(".md")).toList();

      assertThat(Stream.of(Page.values()).map(Page::file)).containsAll(pages);
      assertThat(Links.targets(Page.README.file()))
          .containsAll(pages.stream().map(Path::toString).toList());
    }
  }

  /** What a person writes, other than code, tables, pictures, and links that can't be broken. */
  private static List<String> prose(String text) {
    List<String> prose = new ArrayList<>();
    boolean isFenced = false;
    boolean isIndented = false;
    String before = "";
    for (String line : GENERATED.matcher(text).replaceAll("").lines().toList()) {
      boolean isFence = line.strip().startsWith("```");
      isFenced ^= isFence;
      isIndented = line.startsWith("    ") && (isIndented || before.isBlank());
      if (!isFence && !isFenced && !isIndented && !line.matches("(\\||!\\[|<!--).*|\\S*\\s*\\S+")) {
        prose.add(line);
      }
      before = line;
    }
    return prose;
  }
}
