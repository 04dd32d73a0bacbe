package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

  @TempDir Path folder;

  /** A picture of one grey value. */
  private static void draw(Path file, int width, int height, int grey) throws IOException {
    Files.createDirectories(file.getParent());
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var pixels = new int[width * height];
    Arrays.fill(pixels, grey << 16 | grey << 8 | grey);
    picture.setRGB(0, 0, width, height, pixels, 0, width);
    var name = file.toString();
    try (var out = Files.newOutputStream(file)) {
      assertTrue(ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), out), name);
    }
  }

  private void drawAll(Path root) throws IOException {
    draw(root.resolve("s10/1.png"), 4, 4, 1);
    draw(root.resolve("s10/2.png"), 8, 6, 2);
    draw(root.resolve("s2/10.png"), 2, 2, 10);
    draw(root.resolve("s2/deep/9.bmp"), 5, 1, 9);
    draw(root.resolve("s2/9.png"), 3, 3, 8);
    Files.writeString(root.resolve("s2/notes.txt"), "skipped");
    Files.writeString(root.resolve("s2/.hidden.png"), "skipped too");
    Files.createDirectories(root.resolve(".git"));
  }

  private static Images classes(Path root) {
    return new ImageFolder(root).readLabeled(picture -> picture.resized(2, 3));
  }

  private static String message(Path root) {
    return assertThrows(DataException.class, () -> classes(root)).getMessage();
  }

  private static void check(Images images) {
    assertEquals(List.of(new ClassInfo("s2", ""), new ClassInfo("s10", "")), images.classes());
    assertArrayEquals(new int[] {0, 0, 0, 1, 1}, images.labels());
    assertEquals(2, images.height());
    assertEquals(3, images.width());
    var first = new int[5];
    for (int i = 0; i < 5; i++) {
      first[i] = Math.round(255 * images.pixels(i)[0]);
    }
    assertArrayEquals(new int[] {8, 10, 9, 1, 2}, first);
  }

  @Test
  void aFolderBesideItsCopyOrALinkToItIsRefused() throws IOException {
    drawAll(folder);
    Files.createSymbolicLink(folder.resolve("s3"), Path.of("s10"));
    assertEquals(
        folder + ": the folders s3 and s10 have the same files: they are one class, remove one",
        message(folder));
    Files.delete(folder.resolve("s3"));
    draw(folder.resolve("copy/b.png"), 4, 4, 1);
    draw(folder.resolve("copy/a.png"), 8, 6, 2);
    assertTrue(message(folder).contains("copy and s10 have the same files"), message(folder));
    draw(folder.resolve("copy/a.png"), 8, 6, 3);
    assertEquals(3, classes(folder).classes().size());
  }

  @Test
  void aSubFolderIsAClassAndNumbersCountByTheirValue() throws IOException {
    drawAll(folder);
    check(classes(folder));
  }

  @Test
  void aZipServesAsWell() throws IOException {
    var zip = folder.resolve("pictures.zip");
    try (var inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      drawAll(inside.getPath("/"));
    }
    check(classes(zip));
    assertEquals("s2/9.png", new ImageFolder(zip).entries().get(0).key());
  }

  @Test
  void foldersAroundAllClassesArePassedThrough() throws IOException {
    drawAll(folder.resolve("download/pictures"));
    check(classes(folder));
  }

  @Test
  void everyPictureIsAClassOfItsOwnWhereThereAreNone() throws IOException {
    drawAll(folder);
    var pictures = new ImageFolder(folder).readUnlabeled(picture -> picture.resized(1));
    var keys = List.of("s2/9.png", "s2/10.png", "s2/deep/9.bmp", "s10/1.png", "s10/2.png");
    assertEquals(keys, pictures.classes().stream().map(ClassInfo::name).toList());
    var entries = new ImageFolder(folder).entries();
    assertEquals(keys, entries.stream().map(ImageFolder.Entry::key).toList());
    assertEquals(Files.size(folder.resolve("s2/10.png")), entries.get(1).sizeBytes());
    assertEquals(6, new ImageFolder(folder).read("s10/2.png").height());
  }

  @Test
  void aClassOfOneOrNoneIsNamedWithWhatWasSkipped() throws IOException {
    drawAll(folder);
    draw(folder.resolve("lonely/1.png"), 2, 2, 0);
    Files.writeString(folder.resolve("lonely/2.heic"), "");
    assertTrue(message(folder).contains("lonely"), message(folder));
    assertTrue(
        message(folder).contains("1 image that can be used (skipped 1 .heic)"), message(folder));
    Files.delete(folder.resolve("lonely/1.png"));
    assertTrue(message(folder).contains("0 images"), message(folder));
  }

  @Test
  void anUnreadableImageIsNamed() throws IOException {
    drawAll(folder);
    var file = Files.writeString(folder.resolve("s2/11.png"), "broken");
    assertTrue(message(folder).contains(file.toString()), message(folder));
    draw(folder.resolve("s2/11.png"), 20, 20, 99);
    var whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertTrue(message(folder).contains(file.toString()), message(folder));
  }

  @Test
  void unreadableImagesAreLeftOutOnRequest() throws IOException {
    drawAll(folder);
    var all = new ImageFolder(folder).readLabeled(image -> image.resized(2, 3));
    var file = Files.writeString(folder.resolve("s2/11.png"), "broken");
    var skipped = new ArrayList<String>();
    var labeled =
        new ImageFolder(folder)
            .readLabeled(image -> image.resized(2, 3), error -> skipped.add(error.getMessage()));
    assertEquals(all.classes(), labeled.classes());
    assertArrayEquals(all.labels(), labeled.labels());
    var unlabeled =
        new ImageFolder(folder)
            .readUnlabeled(image -> image.resized(2, 3), error -> skipped.add(error.getMessage()));
    assertEquals(all.size(), unlabeled.size());
    assertEquals(2, skipped.size());
    assertTrue(skipped.stream().allMatch(each -> each.contains(file.toString())), skipped + "");
  }

  @Test
  void emptyAndMissingFoldersAreNamed() throws IOException {
    assertTrue(message(folder).contains(folder.toString()));
    var nowhere = folder.resolve("nowhere");
    assertTrue(message(nowhere).contains(nowhere.toString()));
    Files.writeString(folder.resolve("notes.txt"), "");
    var empty = ImageFolder.of(folder);
    var error = assertThrows(DataException.class, empty::entries);
    assertTrue(error.getMessage().contains(folder + " (skipped 1 .txt)"), error.getMessage());
    var text = Files.writeString(folder.resolve("pictures.txt"), "no zip");
    assertTrue(message(text).contains(text.toString()), message(text));
  }

  @Test
  void imagesOfSeveralSizesBecomeOfMedianSize() throws IOException {
    drawAll(folder); // 1, 2, 3, 4 and 6 pixels high, 2, 3, 4, 5 and 8 wide
    var images = ImageFolder.of(folder).readUnlabeled(each -> each);
    assertEquals(3, images.height());
    assertEquals(4, images.width());
    assertEquals(1, images.channels());
  }

  @Test
  void oneImageInColourMakesTheSetOneInColour() throws IOException {
    drawAll(folder);
    var picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, 0xff8000);
    assertTrue(ImageIO.write(picture, "png", folder.resolve("s2/11.png").toFile()));
    var images = classes(folder);
    assertEquals(3, images.channels());
    assertArrayEquals(new float[] {1, 128 / 255f, 0}, firstOfChannels(images, 2), 1e-6f);
    assertArrayEquals(
        new float[] {8 / 255f, 8 / 255f, 8 / 255f}, firstOfChannels(images, 0), 1e-6f);
  }

  private static float[] firstOfChannels(Images images, int row) {
    var values = images.pixels(row);
    int area = images.height() * images.width();
    return new float[] {values[0], values[area], values[2 * area]};
  }
}
