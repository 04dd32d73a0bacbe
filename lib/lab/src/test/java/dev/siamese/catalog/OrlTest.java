package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class OrlTest {

  @TempDir Path folder;

  private DataException error() {
    var home = new DataDirectory(List.of(folder), folder.resolve("cache"));
    return assertThrows(DataException.class, () -> new Orl(home).faces());
  }

  @Test
  void itIsNotFetchedButSaidWhereItIs() {
    var message = error().getMessage();
    assertTrue(message.startsWith("orl/att_faces.zip"), message);
    assertTrue(message.contains("https://"), message);
  }

  @Test
  void peopleWhoAreMissingAreCounted() throws IOException {
    for (int person = 1; person <= 2; person++) {
      for (int photo = 1; photo <= 10; photo++) {
        var file = folder.resolve("orl/att_faces/s%d/%d.pgm".formatted(person, photo));
        Files.createDirectories(file.getParent());
        Files.writeString(file, "P2 1 1 255 " + person);
      }
    }
    var message = error().getMessage();
    assertTrue(message.endsWith("it has 20 photos of 2 people, not 400 of 40"), message);
  }

  @Test
  void anotherZipIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("orl"));
    Files.writeString(folder.resolve("orl/att_faces.zip"), "no zip");
    assertTrue(error().getMessage().contains("att_faces.zip"));
    Files.delete(folder.resolve("orl/att_faces.zip"));
    Files.createDirectories(folder.resolve("orl/att_faces/people"));
    assertTrue(error().getMessage().contains("folder s1"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theRealOneHasTenPhotosOfEveryPersonFromTheThirdOn() {
    var faces = new Orl(DataDirectory.fromEnvironment()).faces();
    assertEquals(380, faces.size());
    assertEquals(112, faces.height());
    assertEquals(92, faces.width());
    assertEquals(
        IntStream.rangeClosed(3, 40).mapToObj(person -> "s" + person).toList(),
        faces.classes().stream().map(ClassInfo::name).toList());
    for (int row = 0; row < 380; row++) {
      assertEquals(row / 10, faces.label(row));
    }
    // the bytes of s3/1.pgm after its header, as od -A n -t u1 -j 14 -N 5 shows them
    var expected = new int[] {103, 105, 104, 108, 105};
    var values = faces.pixels(0);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], Math.round(255 * values[i]), "pixel " + i);
    }
  }
}
