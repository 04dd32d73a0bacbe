package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.WritingNormalizer;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignatureLayoutTest {

  private static final WritingNormalizer INK = new WritingNormalizer(32, 80);
  private static final Signatures DRAWN =
      new SyntheticSignatures(2, 2, 1, 1, 48).generate(new Seed(1));

  @TempDir Path folder;

  /** A signature in the middle of a sheet of some size, as a file of the format of its name. */
  private static void write(Path file, Images images, int row, int height, int width)
      throws IOException {
    Files.createDirectories(file.getParent());
    var sheet = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    var pen = sheet.createGraphics();
    pen.setColor(java.awt.Color.WHITE);
    pen.fillRect(0, 0, width, height);
    pen.drawImage(images.toBufferedImage(row), width / 2 - 60, height / 2 - 24, null);
    pen.dispose();
    var format = file.toString().replaceFirst(".*\\.", "").replace("tif", "tiff");
    try (var out = Files.newOutputStream(file)) {
      assertTrue(ImageIO.write(sheet, format, out), format);
    }
  }

  /** Two genuine signatures of each of two writers, and a forgery of each. */
  private static void writeAll(Path root, String genuine, String forged) throws IOException {
    for (int row = 0; row < 4; row++) {
      int writer = row / 2 == 0 ? 2 : 10; // 10 comes before 2 in the order of the letters
      var file = root.resolve(genuine.formatted(writer, row % 2 + 1));
      write(file, DRAWN.genuine(), row, 60 + 10 * row, 150 + 20 * row);
    }
    write(root.resolve(forged.formatted(2, 1)), DRAWN.forged(), 0, 90, 190);
    write(root.resolve(forged.formatted(10, 1)), DRAWN.forged(), 1, 70, 170);
    Files.writeString(root.resolve("readme.txt"), "not a signature");
  }

  private static void check(Signatures read, ClassInfo first, ClassInfo second) {
    assertEquals(List.of(first, second), read.genuine().classes());
    assertArrayEquals(new int[] {0, 0, 1, 1}, read.genuine().labels());
    assertArrayEquals(new int[] {0, 1}, read.targetWriters());
    assertEquals(new ClassInfo("forgers", first.toString()), read.forged().classes().get(0));
    var genuine = INK.apply(DRAWN.genuine());
    for (int row = 0; row < 4; row++) {
      assertArrayEquals(genuine.pixels(row), read.genuine().pixels(row), 0.02f, "row " + row);
    }
    assertArrayEquals(INK.apply(DRAWN.forged()).pixels(1), read.forged().pixels(1), 0.02f);
  }

  @Test
  void readsCedar() throws IOException {
    writeAll(folder, "full_org/original_%d_%d.png", "full_forg/forgeries_%d_%d.png");
    check(
        SignatureLayout.CEDAR.read(folder, INK),
        new ClassInfo("writer002", ""),
        new ClassInfo("writer010", ""));
  }

  @Test
  void readsBhSig260() throws IOException {
    writeAll(
        folder, "Bengali/%1$d/B-S-%1$03d-G-%2$02d.tif", "Bengali/%1$d/B-S-%1$03d-F-%2$02d.tif");
    check(
        SignatureLayout.BHSIG260.read(folder, INK),
        new ClassInfo("writer002", "Bengali"),
        new ClassInfo("writer010", "Bengali"));
  }

  @Test
  void bengaliAndHindiWritersOfOneNumberAreTwo() throws IOException {
    write(folder.resolve("B-S-001-G-01.tif"), DRAWN.genuine(), 0, 60, 150);
    write(folder.resolve("H-S-001-G-01.tif"), DRAWN.genuine(), 1, 60, 150);
    var read = SignatureLayout.BHSIG260.read(folder, INK);
    assertEquals(
        List.of(new ClassInfo("writer001", "Bengali"), new ClassInfo("writer001", "Hindi")),
        read.genuine().classes());
  }

  @Test
  void readsAFolderForEachWriter() throws IOException {
    write(folder.resolve("Anna/genuine/b.png"), DRAWN.genuine(), 1, 60, 150);
    write(folder.resolve("Anna/genuine/a.bmp"), DRAWN.genuine(), 0, 60, 150);
    write(folder.resolve("Bert/genuine/1.png"), DRAWN.genuine(), 2, 60, 150);
    write(folder.resolve("Bert/genuine/2.gif"), DRAWN.genuine(), 3, 60, 150);
    write(folder.resolve("Anna/forged/1.png"), DRAWN.forged(), 0, 60, 150);
    write(folder.resolve("Bert/forged/1.png"), DRAWN.forged(), 1, 60, 150);
    check(
        SignatureLayout.BY_WRITER.read(folder, INK),
        new ClassInfo("Anna", ""),
        new ClassInfo("Bert", ""));
  }

  @Test
  void readsAZip() throws IOException {
    var zip = folder.resolve("signatures.zip");
    try (var inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      writeAll(
          inside.getPath("/"),
          "signatures/full_org/original_%d_%d.png",
          "signatures/full_forg/forgeries_%d_%d.png");
    }
    check(
        SignatureLayout.CEDAR.read(zip, INK),
        new ClassInfo("writer002", ""),
        new ClassInfo("writer010", ""));
  }

  private String refusal(SignatureLayout layout) {
    return assertThrows(DataException.class, () -> layout.read(folder, INK)).getMessage();
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    var missing = folder.resolve("missing");
    var error = assertThrows(DataException.class, () -> SignatureLayout.CEDAR.read(missing, INK));
    assertTrue(error.getMessage().contains(missing.toString()));
  }

  @Test
  void aFolderOfAnotherLayoutSaysHowFilesAreNamed() throws IOException {
    write(folder.resolve("full_org/original_1_1.png"), DRAWN.genuine(), 0, 60, 150);
    assertTrue(refusal(SignatureLayout.BHSIG260).contains("BHSIG260"));
  }

  @Test
  void aWriterWithForgeriesOnlyIsNamed() throws IOException {
    write(folder.resolve("full_org/original_1_1.png"), DRAWN.genuine(), 0, 60, 150);
    write(folder.resolve("full_forg/forgeries_7_1.png"), DRAWN.forged(), 0, 60, 150);
    assertTrue(refusal(SignatureLayout.CEDAR).contains("writer007"));
  }

  @Test
  void aPictureThatIsNoneIsNamed() throws IOException {
    var file = folder.resolve("full_org/original_1_1.png");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "not a picture");
    assertTrue(refusal(SignatureLayout.CEDAR).contains(file.toString()));
  }

  @Test
  void aTruncatedPictureIsNamed() throws IOException {
    var png = folder.resolve("full_org/original_1_1.png");
    write(png, DRAWN.genuine(), 0, 60, 150);
    Files.write(png, Arrays.copyOf(Files.readAllBytes(png), 300));
    assertTrue(refusal(SignatureLayout.CEDAR).contains(png.toString()));
    var tif = folder.resolve("B-S-001-G-01.tif");
    write(tif, DRAWN.genuine(), 0, 60, 150);
    Files.write(tif, Arrays.copyOf(Files.readAllBytes(tif), 300));
    assertTrue(refusal(SignatureLayout.BHSIG260).contains(tif.toString()));
  }

  @Test
  void aBlankSheetIsNamed() throws IOException {
    var file = folder.resolve("full_org/original_1_1.png");
    Files.createDirectories(file.getParent());
    var sheet = new BufferedImage(50, 20, BufferedImage.TYPE_BYTE_GRAY);
    ImageIO.write(sheet, "png", file.toFile());
    assertTrue(refusal(SignatureLayout.CEDAR).contains(file + " is blank"));
  }
}
