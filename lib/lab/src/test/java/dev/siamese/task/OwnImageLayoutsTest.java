package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.chart.Figure;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The layouts of the user's own images: parts in sub-folders, CSV files, few classes. */
class OwnImageLayoutsTest {

  private static final int IMAGES = 6;

  @TempDir Path folder;

  private final Images glyphs = new SyntheticGlyphs(1, 12, IMAGES, 24).generate(new Seed(1));

  /** The images of a class from one index to another, in a sub-folder. */
  private List<String> write(int label, int from, int to, String parent) {
    var paths = new ArrayList<String>();
    for (int i = from; i < to; i++) {
      var path = "%sglyph %d/%d.png".formatted(parent, label, i);
      Figure.save(glyphs.toBufferedImage(label * IMAGES + i), folder.resolve(path));
      paths.add(path);
    }
    return paths;
  }

  private Task load(String name) {
    return TaskType.IMAGES.load(
        folder.resolve(name).toString(),
        DataDirectory.fromEnvironment(),
        TaskType.FIT,
        new Seed(1));
  }

  private static Set<String> names(Images images) {
    return images.classes().stream().map(ClassInfo::name).collect(Collectors.toSet());
  }

  @Test
  void partsWithTheirOwnClasses() {
    for (int label = 0; label < 8; label++) {
      write(label, 0, 3, "all/" + (label < 4 ? "Training/" : label < 6 ? "val/" : "test/"));
    }
    write(0, 3, 4, "all/test/"); // a training class is not evaluated
    var task = (OneShotTask) load("");
    assertEquals(Set.of("glyph 0", "glyph 1", "glyph 2", "glyph 3"), names(task.train()));
    assertEquals(Set.of("glyph 4", "glyph 5"), names(task.validation().orElseThrow().data()));
    assertEquals(Set.of("glyph 6", "glyph 7"), names(task.test().data()));
  }

  @Test
  void partsWithTheSameClasses() {
    for (int label = 0; label < 3; label++) {
      write(label, 0, 4, "train/");
      write(label, 4, 6, "test/");
    }
    var task = (OneShotTask) load("");
    var split = task.split().orElseThrow();
    assertEquals("sample", split.unit());
    assertEquals(12, split.train().size());
    assertTrue(split.test().stream().allMatch(path -> path.startsWith("test/")));
    assertEquals(3, task.test().episodes().get(0).query().length);
  }

  @Test
  void threeClassesAreTestedByOtherImages() {
    for (int label = 0; label < 3; label++) {
      write(label, 0, 6, "few/");
    }
    var split = load("few").split().orElseThrow();
    assertEquals(List.of(12, 6), List.of(split.train().size(), split.test().size()));
    var both = new TreeSet<>(split.train());
    both.retainAll(split.test());
    assertEquals(Set.of(), both);
  }

  @Test
  void anUnusableImageOfFewClassesIsReportedOnce() throws IOException {
    for (int label = 0; label < 2; label++) {
      write(label, 0, 6, "few/");
    }
    Files.writeString(folder.resolve("few/glyph 0/broken.png"), "x");
    var skipped = new ArrayList<DataException>();
    TaskType.IMAGES.load(
        folder.resolve("few").toString(),
        DataDirectory.fromEnvironment(),
        TaskType.FIT,
        new Seed(1),
        skipped::add);
    assertEquals(1, skipped.size());
  }

  @Test
  void twoClassesOfTwoImagesAreTrainedWithoutATest() {
    write(0, 0, 2, "two/");
    write(1, 0, 2, "two/");
    var task = load("two");
    var config = Recipes.quick().withEpochs(1).withStepsPerEpoch(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      var error = assertThrows(DataException.class, () -> task.evaluate(result.encoder()));
      assertTrue(error.getMessage().contains("third image"), error.getMessage());
    }
  }

  @Test
  void groupsOfACsvFileAreInOnePart() throws IOException {
    var rows = new StringBuilder("image;label;camera\n");
    for (int label = 0; label < 12; label++) {
      for (var path : write(label, 0, 3, "files/")) {
        rows.append("%s;glyph %d;camera %d%n".formatted(path, label, label / 2));
      }
    }
    Files.writeString(folder.resolve("images.csv"), rows);
    var split = load("images.csv").split().orElseThrow();
    var groups =
        List.of(split.train(), split.validation(), split.test()).stream()
            .map(part -> part.stream().map(OwnImageLayoutsTest::camera).collect(Collectors.toSet()))
            .toList();
    assertEquals(6, groups.stream().mapToInt(Set::size).sum());
    assertEquals(12, split.train().size() + split.validation().size() + split.test().size());
  }

  private static int camera(String label) {
    return Integer.parseInt(label.replace("glyph ", "")) / 2;
  }

  @Test
  void pairsOfACsvFile() throws IOException {
    var rows = new StringBuilder("first,second,same\n");
    for (int label = 0; label < 12; label++) {
      var paths = write(label, 0, 4, "files/");
      for (int i = 0; i < 3; i++) {
        rows.append("%s,%s,true%n".formatted(paths.get(i), paths.get(i + 1)));
      }
      for (int other = 0; other < label; other++) {
        rows.append("%s,files/glyph %d/0.png,false%n".formatted(paths.get(0), other));
      }
    }
    Files.writeString(folder.resolve("pairs.csv"), rows);
    var task = (ImagePairTask) load("pairs.csv");
    assertEquals(7, task.train().classes().size());
    assertEquals(4 * 3 + 4 * 3 / 2, task.test().size());
    var split = task.split().orElseThrow();
    assertEquals(16, split.test().size());
    var config = Recipes.quick().withEpochs(1).withStepsPerEpoch(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      split.addTo(result.encoder());
      var again =
          TaskType.IMAGES.loadForEvaluation(
              folder.resolve("pairs.csv").toString(),
              DataDirectory.fromEnvironment(),
              result.encoder().card(),
              DataException::raise,
              note -> {});
      assertEquals(task.evaluate(result.encoder()), again.evaluate(result.encoder()));
    }
  }

  @Test
  void wrongCsvFilesAreExplained() throws IOException {
    var path = write(0, 0, 1, "files/").get(0);
    refused("path,kind\n%s,a\n".formatted(path), "no column that is recognised as the label");
    refused("path,label\n%s,\n".formatted(path), "row 1");
    refused("path,label,part\n%s,a,left\n".formatted(path), "the part \"left\"");
    refused("path,label\n%s,a\n%1$s,b\n".formatted(path), "is in two rows");
    refused("path,label\nmissing.png,a\n", "missing.png");
    refused("left,right,same\n%s,%1$s,maybe\n".formatted(path), "\"maybe\"");
  }

  private void refused(String csv, String message) throws IOException {
    Files.writeString(folder.resolve("images.csv"), csv);
    var error = assertThrows(DataException.class, () -> load("images.csv"));
    var all = error.getMessage() + error.getCause();
    assertTrue(all.contains(message), all);
  }
}
