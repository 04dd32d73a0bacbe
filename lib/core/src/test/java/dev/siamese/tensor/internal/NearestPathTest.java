package dev.siamese.tensor.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestPathTest {

  @TempDir Path folder;

  private String suggestion(String name) {
    return NearestPath.suggestion(folder.resolve(name));
  }

  @Test
  void theNameWithTheFewestChangesIsSuggested() throws IOException {
    var photos = Files.createDirectory(folder.resolve("photos"));
    Files.createDirectory(folder.resolve("Fotos2"));
    Files.createFile(photos.resolve("cat.png"));
    assertEquals(": is it " + photos + "?", suggestion("phtos"));
    assertEquals(": is it " + photos + "?", suggestion("PHOTOS "));
    assertEquals(": is it " + photos.resolve("cat.png") + "?", suggestion("photos/cat.pmg"));
    assertEquals(": is it " + photos + "?", suggestion("phtos/cat.png"));
    assertEquals("", suggestion("pictures"));
    assertEquals("", suggestion("a"));
  }

  @Test
  void aFolderIsNotAMissingFile() throws IOException {
    var photos = Files.createDirectory(folder.resolve("photos"));
    assertEquals(photos + " is a folder: give a file", NearestPath.noFile(photos));
    var missing = folder.resolve("photo");
    assertEquals(
        "there is no file " + missing + ": is it " + photos + "?", NearestPath.noFile(missing));
  }
}
