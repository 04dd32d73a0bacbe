package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The versions in use have the fixes of docs/advisories.csv, or are accepted with a reason. */
class AdvisoriesTest {

  /** Spark brings some artifacts in other versions: each is compared. */
  @Test
  void noVersionInUseIsKnownToBeVulnerable() throws IOException {
    var versions = new TreeMap<String, List<String>>();
    for (var listed : List.of(DependenciesTest.all(), DependenciesTest.spark())) {
      listed.forEach(
          (artifact, version) ->
              versions.computeIfAbsent(artifact, none -> new ArrayList<>()).add(version));
    }
    var advisories = Csv.read(Path.of("docs/advisories.csv"));
    for (int i = 0; i < advisories.size(); i++) {
      var row = advisories.row(i);
      var used = versions.get(row.get(0));
      assertTrue(used != null, "no longer used: " + row);
      boolean vulnerable = used.stream().anyMatch(each -> isOlder(each, row.get(1)));
      var found = used + (vulnerable ? " is vulnerable: " : " needs no acceptance: ") + row;
      assertEquals(vulnerable, !row.get(5).isBlank(), found);
      assertTrue(row.get(4).startsWith("https://"), row.toString());
    }
  }

  @Test
  void versionsAreComparedByTheirNumbers() {
    assertTrue(isOlder("2.7.1", "2.10.0"));
    assertTrue(isOlder("31.1-jre", "32.0.0"));
    assertFalse(isOlder("33.0.0-jre", "32.0.0"));
    assertFalse(isOlder("1.21", "1.21"));
    assertFalse(isOlder("1.21", "1.21.0"));
    assertTrue(isOlder("1.2", "1.2.1"));
    assertTrue(isOlder("4.2.9.Final", "4.2.13.Final"));
    assertFalse(isOlder("4.2.13.Final", "4.2.13"));
    assertTrue(isOlder("1.5.7-7", "1.5.7-14"));
    assertTrue(isOlder("1.0", "none"));
  }

  /** Without a version that fixes it ("none"), every version is older. */
  private static boolean isOlder(String version, String fixed) {
    return fixed.equals("none") || Arrays.compare(padded(version), padded(fixed)) < 0;
  }

  private static int[] padded(String version) {
    return Arrays.copyOf(numbers(version), 6);
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[.-]"))
        .takeWhile(part -> part.matches("\\d+"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
