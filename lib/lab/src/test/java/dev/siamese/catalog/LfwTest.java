package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LfwTest {

  private static final String LIST =
      """
      2\t1
      Ada_Lovelace\t1\t3
      Ada_Lovelace\t1\tEmmy_Noether\t12
      Emmy_Noether\t12\t2
      Kurt_Gödel\t1\tAda_Lovelace\t3
      """;

  @TempDir Path folder;

  private void photo(String person, int number, int grey) throws IOException {
    var file = folder.resolve("%s/%s_%04d.jpg".formatted(person, person, number));
    Files.createDirectories(file.getParent());
    var picture = new BufferedImage(10, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 80; i++) {
      picture.getRaster().setSample(i % 10, i / 10, 0, grey);
    }
    assertTrue(ImageIO.write(picture, "jpg", file.toFile()));
  }

  @BeforeEach
  void photos() throws IOException {
    photo("Ada_Lovelace", 1, 10);
    photo("Ada_Lovelace", 2, 255); // which no pair asks for
    photo("Ada_Lovelace", 3, 30);
    photo("Emmy_Noether", 2, 120);
    photo("Emmy_Noether", 12, 220);
    photo("Kurt_Gödel", 1, 250);
  }

  private Lfw read(String list) throws IOException {
    return Lfw.read(folder, Files.writeString(folder.resolve("pairs.txt"), list), 4);
  }

  private String message(String list) {
    return assertThrows(DataException.class, () -> read(list)).getMessage();
  }

  @Test
  void pairsPointIntoPhotosThatAreReadOnce() throws IOException {
    var faces = read(LIST);
    assertEquals(2, faces.folds());
    assertArrayEquals(new boolean[] {true, false, true, false}, faces.samePerson());
    var images = (Images) faces.pairs().data();
    assertEquals(5, images.size());
    assertEquals(4, images.height());
    assertEquals(
        List.of("Ada_Lovelace", "Emmy_Noether", "Kurt_Gödel"),
        images.classes().stream().map(ClassInfo::name).toList());
    int[][] expected = {{10, 30}, {10, 220}, {220, 120}, {250, 30}};
    for (int i = 0; i < 4; i++) {
      var left = images.pixels(faces.pairs().left()[i]);
      var right = images.pixels(faces.pairs().right()[i]);
      assertEquals(expected[i][0], 255 * left[0], 2, "left of pair " + i);
      assertEquals(expected[i][1], 255 * right[0], 2, "right of pair " + i);
      int label = images.label(faces.pairs().left()[i]);
      assertEquals(faces.samePerson()[i], label == images.label(faces.pairs().right()[i]));
    }
  }

  @Test
  void theDevelopmentListsAreOneFold() throws IOException {
    var faces = read("1\nAda_Lovelace\t1\t3\nAda_Lovelace\t1\tEmmy_Noether\t2\n");
    assertEquals(1, faces.folds());
    assertArrayEquals(new boolean[] {true, false}, faces.samePerson());
  }

  @Test
  void wrongLinesAreNamed() {
    assertTrue(message("").contains("pairs.txt is empty"));
    assertTrue(message("ten folds\n").contains("\"ten folds\""));
    assertTrue(message(LIST + "Ada_Lovelace\t1\t3\n").contains("5 pairs"));
    var swapped = message("1\nAda_Lovelace\t1\tEmmy_Noether\t2\nAda_Lovelace\t1\t3\n");
    assertTrue(swapped.startsWith("line 2 of "), swapped);
    var twice = message("1\nAda_Lovelace\t1\t3\nAda_Lovelace\t1\tAda_Lovelace\t3\n");
    assertTrue(twice.contains("line 3 of "), twice);
    var number = message("1\nAda_Lovelace\tone\t3\nAda_Lovelace\t1\tEmmy_Noether\t2\n");
    assertTrue(number.contains("line 2 of ") && number.contains("\"one\""), number);
  }

  @Test
  void aMissingPhotoIsNamed() {
    var message = message(LIST.replace("Emmy_Noether\t12\t2", "Emmy_Noether\t12\t3"));
    var file = folder.resolve("Emmy_Noether/Emmy_Noether_0003.jpg");
    assertTrue(message.contains(file.toString()), message);
  }

  @Test
  void aMissingListIsNamed() {
    var list = folder.resolve("nowhere.txt");
    var error = assertThrows(DataException.class, () -> Lfw.read(folder, list, 4));
    assertTrue(error.getMessage().contains(list.toString()));
  }

  @Test
  void peopleWithEnoughPhotosAreReadFromTheArchive() throws IOException {
    var archive = folder.resolve("lfw/lfw-funneled.tgz");
    Files.createDirectories(archive.getParent());
    try (var tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(archive)))) {
      for (var name : List.of("B_C_0002", "A_B_0001", "B_C_0001", "C_D_0002", "C_D_0001")) {
        var person = name.substring(0, 3);
        var photo = new BufferedImage(250, 250, BufferedImage.TYPE_BYTE_GRAY);
        int grey = 50 * (name.charAt(0) - 'A') + 20 * (name.charAt(7) - '0');
        for (int i = 0; i < 125 * 94; i++) {
          photo.getRaster().setSample(78 + i % 94, 70 + i / 94, 0, grey);
        }
        var jpeg = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(photo, "jpg", jpeg));
        var entry = new TarArchiveEntry("lfw_funneled/%s/%s.jpg".formatted(person, name));
        entry.setSize(jpeg.size());
        tar.putArchiveEntry(entry);
        tar.write(jpeg.toByteArray());
        tar.closeArchiveEntry();
      }
    }
    var data = DataDirectory.withFolder(folder);
    var faces = Lfw.people(data, 2, 2);
    assertEquals(List.of("B_C", "C_D"), faces.classes().stream().map(ClassInfo::name).toList());
    assertArrayEquals(new int[] {0, 0, 1, 1}, faces.labels());
    assertEquals(125, faces.height());
    assertEquals(94, faces.width());
    for (int i = 0; i < 4; i++) {
      int grey = 50 * (1 + i / 2) + 20 * (1 + i % 2);
      for (float pixel : faces.pixels(i)) {
        assertEquals(grey, 255 * pixel, 25); // at the border, JPEG mixes in the black around it
      }
      assertEquals(grey, 255 * faces.pixels(i)[60 * 94 + 47], 2);
    }
    var error = assertThrows(DataException.class, () -> Lfw.people(data, 3, 2));
    assertTrue(error.getMessage().contains("2 people with 2 photos each, not 3"));
  }
}
