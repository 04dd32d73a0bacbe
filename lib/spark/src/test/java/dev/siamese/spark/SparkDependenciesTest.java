package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The class path, docs/spark-dependencies.csv and docs/dependencies.md agree. */
class SparkDependenciesTest {

  private static final Pattern COORDINATES =
      Pattern.compile("([\\w.-]+:[\\w.-]+):(\\d[\\w.-]*\\w)");
  private static final Pattern ROW =
      Pattern.compile("\\| ([\\w.-]+:[\\w.-]+) \\| ([\\w.-]+) \\|.*");

  /** The end of a jar's folder in a repository. */
  private static String folder(String artifact, String version) {
    var parts = artifact.split(":");
    return "/" + parts[0].replace('.', '/') + "/" + parts[1] + "/" + version;
  }

  @Test
  void everyJarIsListedAndNothingElse() throws IOException {
    var spark = new HashSet<String>();
    var rows = Csv.read(Path.of("docs/spark-dependencies.csv"));
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.row(i);
      assertTrue(spark.add(folder(row.get(0), row.get(1))), "twice: " + row);
      assertFalse(row.get(2).isBlank(), "no licence: " + row);
    }
    var others =
        Files.readString(Path.of("docs/dependencies.md"))
            .lines()
            .map(ROW::matcher)
            .filter(row -> row.matches())
            .map(row -> folder(row.group(1), row.group(2)))
            .collect(Collectors.toSet());
    var unlisted = new TreeSet<String>();
    var absent = new TreeSet<>(spark);
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var jar = entry.replace(File.separatorChar, '/');
      var folder = jar.substring(0, Math.max(0, jar.lastIndexOf('/')));
      if (!jar.endsWith(".jar") || jar.contains("/surefire/") || jar.contains("/siamese")) {
        continue; // not a dependency
      }
      boolean isSpark =
          absent.removeIf(folder::endsWith) || spark.stream().anyMatch(folder::endsWith);
      if (!isSpark && others.stream().noneMatch(folder::endsWith)) {
        unlisted.add(jar);
      }
    }
    assertEquals(new TreeSet<>(), unlisted, "lacking in docs/spark-dependencies.csv");
    assertEquals(new TreeSet<>(), absent, "no longer on the class path");
    others.retainAll(spark);
    assertEquals(new HashSet<>(), others, "in both lists");
  }

  /** The artifact of the table that stands for each bill of materials. */
  private static final Map<String, String> BOMS =
      Map.of(
          "io.netty:netty-bom", "io.netty:netty-common",
          "com.fasterxml.jackson:jackson-bom", "com.fasterxml.jackson.core:jackson-core",
          "org.apache.logging.log4j:log4j-bom", "org.apache.logging.log4j:log4j-api");

  @Test
  void scriptsAndDocumentationNameTheVersionsOfTheBuild() throws IOException {
    var versions = new HashMap<String, String>();
    var rows = Csv.read(Path.of("docs/spark-dependencies.csv"));
    for (int i = 0; i < rows.size(); i++) {
      versions.put(rows.row(i).get(0), rows.row(i).get(1));
    }
    for (var file : List.of("jbang/SparkDedupe.java", "jbang/SparkEmbed.java", "docs/spark.md")) {
      var named = COORDINATES.matcher(Files.readString(Path.of(file)));
      int found = 0;
      while (named.find()) {
        var artifact = BOMS.getOrDefault(named.group(1), named.group(1));
        if (versions.containsKey(artifact)) {
          found++;
          assertEquals(versions.get(artifact), named.group(2), file + ": " + artifact);
        }
      }
      assertEquals(6, found, file);
    }
  }
}
