package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The tables of docs/dependencies.md, the poms and the class path agree. */
class DependenciesTest {

  private static final Path TABLES = Path.of("docs/dependencies.md");
  private static final Set<String> RAISED =
      Set.of("at.yawk.lz4:lz4-java", "org.xerial.snappy:snappy-java", "com.github.luben:zstd-jni");
  private static final double MAX_BYTES = 12e6;
  private static final Pattern ROW =
      Pattern.compile("\\| ([\\w.-]+:[\\w.-]+) \\| ([\\w.-]+) \\| ([^|]+) \\| ([^|]+) \\|.*");

  /** The artifacts of a section with their versions. */
  private static Map<String, String> table(String heading) throws IOException {
    var text = Files.readString(TABLES);
    int start = text.indexOf("## " + heading);
    assertTrue(start > 0, heading);
    int end = text.indexOf("\n## ", start + 1);
    var rows = new TreeMap<String, String>();
    text.substring(start, end < 0 ? text.length() : end)
        .lines()
        .map(ROW::matcher)
        .filter(row -> row.matches())
        .forEach(row -> assertEquals(null, rows.put(row.group(1), row.group(2))));
    assertTrue(rows.size() > 10, heading + " has lost its rows");
    return rows;
  }

  private static Element pom(String file) throws Exception {
    var builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    return builder.parse(new File(file)).getDocumentElement();
  }

  private static String text(Element parent, String name) {
    var found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }

  private static List<Element> elements(Element parent, String name) {
    var nodes = parent.getElementsByTagName(name);
    var elements = new ArrayList<Element>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void everyDependencyOfAPomIsJustified() throws Exception {
    var root = pom("pom.xml");
    var properties = new HashMap<String, String>();
    var children = elements(root, "properties").get(0).getElementsByTagName("*");
    for (int i = 0; i < children.getLength(); i++) {
      properties.put(
          "${" + children.item(i).getNodeName() + "}", children.item(i).getTextContent());
    }
    var managed = new HashMap<String, String>();
    var named = new TreeMap<String, String>();
    var modules = elements(root, "module").stream().map(each -> each.getTextContent()).toList();
    var poms = new ArrayList<>(List.of(root));
    for (var module : modules) {
      poms.add(pom(module + "/pom.xml"));
    }
    for (var pom : poms) {
      for (var dependency : elements(pom, "dependency")) {
        var artifact = text(dependency, "groupId") + ":" + text(dependency, "artifactId");
        if (artifact.startsWith("dev.siamese:") || text(dependency, "scope").equals("import")) {
          continue;
        }
        var version = text(dependency, "version");
        for (var property : properties.entrySet()) {
          version = version.replace(property.getKey(), property.getValue());
        }
        if (!version.isEmpty()) {
          managed.put(artifact, version);
        }
        named.put(artifact, "");
      }
    }
    named.replaceAll((artifact, none) -> managed.get(artifact));
    named.keySet().removeAll(RAISED); // listed with what Spark brings
    assertEquals(table("Named in a pom"), named);
  }

  /** By the folders of the local repository: …/group/artifact/version/artifact-version.jar. */
  @Test
  void everythingOnTheClassPathIsListed() throws IOException {
    var listed = all();
    int seen = 0;
    for (var jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var parts = jar.replace(File.separatorChar, '/').split("/");
      int artifact = parts.length - 3;
      if (artifact < 1 || !parts[artifact + 2].startsWith(parts[artifact] + "-")) {
        continue; // not of a repository
      }
      var version = parts[artifact + 1];
      var suffix = ":" + parts[artifact];
      var group = String.join(".", Arrays.copyOf(parts, artifact));
      if (group.endsWith("dev.siamese") || group.contains("surefire")) {
        continue;
      }
      seen++;
      assertTrue(
          listed.entrySet().stream()
              .anyMatch(
                  each ->
                      each.getKey().endsWith(suffix)
                          && group.endsWith(each.getKey().split(":")[0])
                          && each.getValue().equals(version)),
          "docs/dependencies.md lacks " + jar);
    }
    assertTrue(seen > 30, seen + " jars");
  }

  /** Spark's artifacts are many: only its module has them, and scripts that name it. */
  @Test
  void sparkIsInItsModuleOnly() throws Exception {
    var ours = System.getProperty("java.class.path").replace(File.separatorChar, '/');
    assertFalse(ours.contains("org/apache/spark"), ours);
    for (var module : elements(pom("pom.xml"), "module")) {
      var pom = pom(module.getTextContent() + "/pom.xml");
      for (var dependency : elements(pom, "dependency")) {
        var artifact = text(dependency, "artifactId");
        var parent = dependency.getParentNode().getParentNode().getNodeName();
        assertTrue(
            !artifact.contains("spark")
                || module.getTextContent().equals("lib/spark")
                || module.getTextContent().equals("jbang") && parent.equals("profile"),
            artifact + " in " + module.getTextContent());
      }
    }
  }

  static Map<String, String> all() throws IOException {
    var all = new TreeMap<>(table("Named in a pom"));
    all.putAll(table("Brought along"));
    return all;
  }

  /** The library and what its pom names or brings along, without what is optional and natives. */
  @Test
  void aProgramThatUsesCoreNeedsFewJars() throws Exception {
    var needed = new TreeSet<String>();
    for (var dependency : elements(pom("lib/core/pom.xml"), "dependency")) {
      var scope = text(dependency, "scope");
      if (!text(dependency, "optional").equals("true") && !scope.equals("test")) {
        needed.add(text(dependency, "artifactId"));
      }
    }
    assertTrue(needed.contains("pytorch-engine"), needed.toString());
    needed.addAll(List.of("jna", "commons-compress")); // by ai.djl:api
    var rows = Files.readString(TABLES).lines().map(ROW::matcher).filter(each -> each.matches());
    rows.filter(row -> needed.contains(row.group(4).strip()))
        .toList()
        .forEach(row -> needed.add(row.group(1).split(":")[1]));
    long size = sizeOfCore();
    for (var jar : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var folders = jar.replace(File.separatorChar, '/').split("/");
      if (folders.length > 2 && needed.remove(folders[folders.length - 3])) {
        size += Files.size(Path.of(jar));
      }
    }
    assertEquals(Set.of(), needed, "not on the class path");
    assertTrue(size > 5e6 && size < MAX_BYTES, size + " bytes: see docs/dependencies.md");
  }

  private static long sizeOfCore() throws IOException {
    var classes = Path.of("lib/core/target/classes");
    var zipped = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(zipped);
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        zip.write(Files.readAllBytes(file));
      }
    }
    return zipped.size();
  }

  /** The artifacts of Spark with their versions. */
  static Map<String, String> spark() {
    var csv = Csv.read(Path.of("docs/spark-dependencies.csv"));
    return IntStream.range(0, csv.size())
        .mapToObj(csv::row)
        .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1)));
  }
}
