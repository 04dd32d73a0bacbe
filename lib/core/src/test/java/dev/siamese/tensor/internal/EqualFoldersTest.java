package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EqualFoldersTest {

  @TempDir Path folder;

  private Map<String, List<Path>> files(String... contents) throws IOException {
    var files = new LinkedHashMap<String, List<Path>>();
    for (int i = 0; i < contents.length; i++) {
      var below = Files.createDirectories(folder.resolve("class" + i));
      for (int n = 0; n < contents[i].length(); n++) {
        Files.writeString(below.resolve(i + "-" + n), contents[i].substring(n, n + 1));
      }
      files.put("class" + i, Archive.files(below, file -> true).files());
    }
    return files;
  }

  @Test
  void theSameContentInAnyOrderIsFound() throws IOException {
    assertEquals(
        Optional.of(
            "the folders class1 and class3 have the same files: they are one class, remove one"),
        EqualFolders.find(files("ab", "cd", "", "dc", "")));
  }

  @Test
  void aSharedFileAndEqualSizesAreNoTwins() throws IOException {
    assertEquals(Optional.empty(), EqualFolders.find(files("ab", "ac", "abc", "", "")));
  }
}
