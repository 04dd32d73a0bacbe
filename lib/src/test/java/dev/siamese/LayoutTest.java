package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each package depends only on those before it: the README's table, held to. */
class LayoutTest {

  private static final List<String> ORDER =
      List.of(
          "engine",
          "data",
          "catalog",
          "invented",
          "sampling",
          "augment",
          "distance",
          "encoder",
          "mining",
          "loss",
          "evaluation",
          "training",
          "search",
          "experiment",
          "chart",
          "report",
          "doctor");
  private static final Path SOURCES = Path.of("lib/src/main/java/dev/siamese");
  private static final Pattern USE =
      Pattern.compile("^import (?:static )?dev\\.siamese\\.(\\w+)\\.");

  @Test
  void dependenciesPointOneWay() throws IOException {
    var wrong = new ArrayList<String>();
    try (var files = Files.walk(SOURCES)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        int mine = ORDER.indexOf(SOURCES.relativize(file).getName(0).toString());
        for (var line : Files.readAllLines(file)) {
          var use = USE.matcher(line);
          if (use.find() && ORDER.indexOf(use.group(1)) > mine) {
            wrong.add(SOURCES.relativize(file) + ": " + line);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyPackageSaysInOneSentenceWhatItHolds() throws IOException {
    try (var folders = Files.list(SOURCES)) {
      for (var folder : folders.toList()) {
        assertTrue(ORDER.contains(folder.getFileName().toString()), folder.toString());
        var text = Files.readString(folder.resolve("package-info.java"));
        assertTrue(text.startsWith("/**"), folder.toString());
      }
    }
  }
}
