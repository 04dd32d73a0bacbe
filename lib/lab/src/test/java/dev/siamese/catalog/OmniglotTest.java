package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.internal.Archive;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class OmniglotTest {

  @TempDir Path folder;

  /** A white 1-bit picture with one black pixel, as the real ones are. */
  private static void draw(Path file, int x) throws IOException {
    Files.createDirectories(file.getParent());
    var picture = new BufferedImage(105, 105, BufferedImage.TYPE_BYTE_BINARY);
    for (int i = 0; i < 105 * 105; i++) {
      picture.setRGB(i % 105, i / 105, i == x ? 0 : 0xFFFFFF);
    }
    try (var out = Files.newOutputStream(file)) {
      ImageIO.write(picture, "png", out);
    }
  }

  private static void drawCharacters(Path root) throws IOException {
    draw(root.resolve("Latin/character01/0001_01.png"), 3);
    draw(root.resolve("Latin/character01/0001_02.png"), 4);
    draw(root.resolve("Greek/character01/0002_01.png"), 5);
  }

  private static void check(Images images) {
    assertEquals(
        List.of(new ClassInfo("character01", "Greek"), new ClassInfo("character01", "Latin")),
        images.classes());
    assertArrayEquals(new int[] {0, 1, 1}, images.labels());
    assertEquals(0, images.pixels(0)[5]);
    assertEquals(1, images.pixels(0)[4]);
    assertEquals(0, images.pixels(2)[4]);
  }

  private <T> T read(String file, Archive.Reader<T> reader) {
    return DataDirectory.withFolder(folder).read("omniglot/" + file, reader);
  }

  private void assertIncomplete(String message, Consumer<Omniglot> reader) {
    var omniglot = new Omniglot(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, () -> reader.accept(omniglot));
    assertTrue(error.getMessage().startsWith(message), error.getMessage());
  }

  @Test
  void readsAFolder() throws IOException {
    drawCharacters(folder.resolve("omniglot/images_background"));
    check(read("images_background.zip", Omniglot::characters));
    assertIncomplete(
        "omniglot/images_background.zip has 3 samples, but 19,280 were", Omniglot::background);
  }

  @Test
  void readsAZip() throws IOException {
    Files.createDirectories(folder.resolve("omniglot"));
    var zip = folder.resolve("omniglot/images_evaluation.zip");
    try (var inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      drawCharacters(inside.getPath("/images_evaluation"));
    }
    check(read("images_evaluation.zip", Omniglot::characters));
  }

  @Test
  void readsTrials() throws IOException {
    var run = folder.resolve("omniglot/all_runs/run01");
    draw(run.resolve("training/class01.png"), 1);
    draw(run.resolve("training/class02.png"), 2);
    draw(run.resolve("test/item01.png"), 3);
    draw(run.resolve("test/item02.png"), 4);
    Files.writeString(
        run.resolve("class_labels.txt"),
        "run01/test/item01.png run01/training/class02.png\n"
            + "run01/test/item02.png run01/training/class01.png\n");
    var trials = read("all_runs.zip", Omniglot::trials);
    assertIncomplete("omniglot/all_runs.zip has 2 samples, but 400", Omniglot::trials);
    var episode = trials.episodes().get(0);
    assertEquals(1, trials.episodes().size());
    assertEquals(
        trials.data().label(episode.support()[1]), trials.data().label(episode.query()[0]));
    assertEquals(
        trials.data().label(episode.support()[0]), trials.data().label(episode.query()[1]));
    assertEquals(0, trials.data().pixels(episode.query()[0])[3]);
  }

  @Test
  void drawersAreTheClassesOfWhoDrewWhat() {
    var classes =
        List.of(
            new ClassInfo("a", "Latin"), new ClassInfo("b", "Latin"), new ClassInfo("a", "Greek"));
    var characters =
        new Images(
            1,
            1,
            new byte[] {0, 1, 2, 3, 4, 5},
            new Targets(new int[] {0, 0, 1, 1, 2, 2}, classes));
    var drawers = Omniglot.byDrawer(characters);
    assertEquals(
        List.of("Latin/drawer01", "Latin/drawer02", "Greek/drawer01", "Greek/drawer02"),
        drawers.classes().stream().map(ClassInfo::toString).toList());
    assertArrayEquals(new int[] {0, 1, 0, 1, 2, 3}, drawers.labels());
    assertArrayEquals(characters.pixels(3), drawers.pixels(3));
  }

  @Test
  void aDamagedZipIsNamedWithTheWayOut() throws IOException {
    Files.createDirectories(folder.resolve("omniglot"));
    Files.writeString(folder.resolve("omniglot/images_background.zip"), "not a zip");
    var omniglot = new Omniglot(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, omniglot::background);
    assertTrue(error.getMessage().contains("images_background.zip; delete it"));
  }

  @Test
  void aZipWithAPathThatLeadsOutsideIsRefused() throws IOException {
    Files.createDirectories(folder.resolve("omniglot"));
    var zip = folder.resolve("omniglot/images_background.zip");
    try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("../../Latin/character01/0001_01.png"));
      out.closeEntry();
    }
    var omniglot = new Omniglot(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, omniglot::background);
    assertTrue(error.getMessage().contains("has a '.' or '..'"), error.getMessage());
  }

  @Test
  void aPictureOfAnotherSizeIsNamed() throws IOException {
    var file = folder.resolve("omniglot/images_background/Latin/character01/0001_01.png");
    Files.createDirectories(file.getParent());
    ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY), "png", file.toFile());
    var omniglot = new Omniglot(DataDirectory.withFolder(folder));
    var error = assertThrows(DataException.class, omniglot::background);
    assertTrue(error.getMessage().contains("0001_01.png has 10×10 pixels"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theRealSetsHaveTheirPublishedSizes() {
    var omniglot = new Omniglot(DataDirectory.fromEnvironment());
    assertSize(964, 19280, omniglot.background());
    assertSize(659, 13180, omniglot.evaluation());
    assertSize(400, 13180, Omniglot.byDrawer(omniglot.evaluation())); // 20 of each of 20 alphabets
    assertSize(136, 2720, omniglot.small1());
    assertSize(156, 3120, omniglot.small2());
    var trials = omniglot.trials();
    assertEquals(20, trials.episodes().size());
    for (var episode : trials.episodes()) {
      assertEquals(20, episode.support().length);
      assertEquals(20, episode.query().length);
    }
  }

  private static void assertSize(int classes, int images, Images data) {
    assertEquals(classes, data.classes().size());
    assertEquals(images, data.size());
  }
}
