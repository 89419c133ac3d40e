package io.hyperflux.kafka.connect.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The pages that users read, and how many lines each may have. */
public enum Page {
  README("README.md", 200),
  CHANGELOG("CHANGELOG.md", 200),
  CONTRIBUTING("CONTRIBUTING.md", 200),
  SETTINGS("config/README.md", 200),
  INSTALLING("src/doc/installing.md", 150),
  POLLING("src/doc/polling.md", 100),
  RECORDS("src/doc/records.md", 80),
  DELIVERY("src/doc/delivery.md", 135),
  AVAILABILITY("src/doc/availability.md", 80),
  DOWNSTREAM("src/doc/downstream.md", 120),
  MONITORING("src/doc/monitoring.md", 140),
  TROUBLESHOOTING("src/doc/troubleshooting.md", 125),
  SECURITY("src/doc/security.md", 85),
  DESIGN("src/doc/design.md", 100),
  PROOF("src/doc/proof.md", 80),
  COST("src/doc/cost.md", 90);

  /** Where those lie that have a subject of their own. */
  public static final Path FOLDER = Path.of("src/doc");

  private final Path file;
  private final int mostLines;

  Page(String file, int mostLines) {
    this.file = Path.of(file);
    this.mostLines = mostLines;
  }

  /** Where it is in a checkout. */
  public Path file() {
    return file;
  }

  /** Where it is in the unpacked plugin zip, below its top folder. */
  public String inZip() {
    return (this == SETTINGS ? "etc/" : "doc/") + file.getFileName();
  }

  /** All of it. */
  public String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it in one line: where it is wrapped does not matter then. */
  public String words() {
    return text().replaceAll("\\s+", " ");
  }

  int mostLines() {
    return mostLines;
  }
}
