package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The package table of README.md, the sources and their package-info.java agree. */
class LayoutTest {

  private static final int MAX_LINES = 250;
  private static final int MAX_PUBLIC_CORE_TYPES = 120;
  private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| `([\\w.]+)` \\| (.*) \\|");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?dev\\.siamese\\.([a-z.]+)\\.[A-Z]");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile(
          "^public (?:(?:abstract|final|sealed|non-sealed|static) )*(?:class|record|interface|enum|@interface) ");

  /** A row of README.md's package table. */
  private record Package(String module, String name, String sentence) {

    Path folder() {
      var root = Path.of("lib", module, "src/main/java/dev/siamese");
      return name.equals(".") ? root : root.resolve(name.replace('.', '/'));
    }
  }

  @Test
  void packagesDependOnlyOnThoseAboveThemInTheReadme() throws IOException {
    var order = new ArrayList<String>();
    var wrong = new ArrayList<String>();
    for (var each : packages()) {
      // the two tensor packages are one: what is public, and what is internal
      order.add(each.name());
      if (each.name().equals("tensor")) {
        order.add("tensor.internal");
      }
      for (var file : sources(each.folder())) {
        for (var line : Files.readAllLines(file)) {
          var use = IMPORT.matcher(line);
          if (use.find() && !order.contains(use.group(1))) {
            wrong.add(file + ": " + line);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyPackageIsInTheReadmeAndSaysTheSame() throws IOException {
    var documented = new LinkedHashMap<Path, String>();
    for (var each : packages()) {
      documented.put(each.folder(), each.sentence());
    }
    var found = new LinkedHashMap<Path, String>();
    for (var module : List.of("core", "lab", "serve", "search", "spark")) {
      try (var files = Files.walk(Path.of("lib", module, "src/main/java"))) {
        for (var file : files.filter(each -> each.endsWith("package-info.java")).toList()) {
          found.put(file.getParent(), firstSentence(Files.readString(file)));
        }
      }
    }
    assertEquals(Map.copyOf(documented), Map.copyOf(found));
    for (var folder : documented.keySet()) {
      assertTrue(sources(folder).size() > 1, folder + " holds nothing");
    }
  }

  @Test
  void filesStayShort() throws IOException {
    var tooLong = new ArrayList<String>();
    for (var root :
        List.of(
            "lib/core/src",
            "lib/lab/src",
            "lib/serve/src",
            "lib/search/src",
            "lib/spark/src",
            "jbang")) {
      try (var files = Files.walk(Path.of(root))) {
        for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          int lines = Files.readAllLines(file).size();
          if (lines > MAX_LINES) {
            tooLong.add(file + ": " + lines);
          }
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void coreHasFewPublicTypes() throws IOException {
    var types = new ArrayList<Path>();
    for (var each : packages()) {
      if (each.module().equals("core") && !each.name().endsWith("internal")) {
        for (var file : sources(each.folder())) {
          if (Files.readAllLines(file).stream()
              .anyMatch(line -> PUBLIC_TYPE.matcher(line).find())) {
            types.add(file);
          }
        }
      }
    }
    assertTrue(types.size() <= MAX_PUBLIC_CORE_TYPES, types.size() + " public types: " + types);
  }

  private static List<Package> packages() throws IOException {
    var packages =
        Files.readAllLines(Path.of("README.md")).stream()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> new Package(row.group(1), row.group(2), row.group(3)))
            .toList();
    assertTrue(packages.size() > 15, "README.md has lost its table of packages");
    return packages;
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(each -> each.toString().endsWith(".java")).toList();
    }
  }

  /** The first sentence of a package's Javadoc, on one line. */
  private static String firstSentence(String text) {
    var doc = text.substring(text.indexOf("/**") + 3, text.indexOf("*/"));
    var line = doc.replaceAll("\\n \\*", " ").replaceAll("\\s+", " ").strip();
    return line.split(" <(?:p|ul)>", 2)[0];
  }
}
