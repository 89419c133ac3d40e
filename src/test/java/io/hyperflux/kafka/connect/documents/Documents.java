package io.hyperflux.kafka.connect.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The parts of pages that are written by tests: tables, and what a log or a program prints. */
public final class Documents {
  private static final String UPDATE = "update.documents";

  private Documents() {}

  /**
   * A part of a page is as it should be. With {@code -Dupdate.documents=true} it is put there.
   *
   * @param part its name in the comments around it: {@code <!-- begin NAME: ... -->}, and {@code
   *     <!-- end NAME -->}
   */
  public static void assertPart(Page page, String part, String expected) {
    if (areUpdated()) {
      write(page, withPart(page.text(), part, expected));
      return;
    }
    assertThat(part(page.text(), part))
        .as(
            "%s in %s; this brings it up to date:"
                + " mvn test -Dtest='*TableTest,ConfigReferenceTest,LogStoryTest' -D%s=true",
            part, page.file(), UPDATE)
        .isEqualTo(expected);
  }

  /** Whether what is generated is to be written anew. */
  public static boolean areUpdated() {
    return Boolean.getBoolean(UPDATE);
  }

  /**
   * The part of a text between its comments.
   *
   * @throws IllegalArgumentException if it has none of that name
   */
  static String part(String text, String part) {
    return text.substring(begin(text, part), end(text, part));
  }

  /**
   * A text with something else in the place of that part.
   *
   * @throws IllegalArgumentException if it has none of that name
   */
  public static String withPart(String text, String part, String content) {
    return text.substring(0, begin(text, part)) + content + text.substring(end(text, part));
  }

  /** Puts a text in the place of a page. */
  public static void write(Page page, String text) {
    try {
      Files.writeString(page.file(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int begin(String text, String part) {
    int mark = text.indexOf("<!-- begin " + part + ": ");
    if (mark < 0) {
      throw new IllegalArgumentException("no part is called " + part);
    }
    return text.indexOf('\n', mark) + 1;
  }

  private static int end(String text, String part) {
    int end = text.indexOf("<!-- end " + part + " -->", begin(text, part));
    if (end < 0) {
      throw new IllegalArgumentException("the part " + part + " has no end");
    }
    return end;
  }
}
