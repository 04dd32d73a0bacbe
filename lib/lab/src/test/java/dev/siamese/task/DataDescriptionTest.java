package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.chart.Figure;
import dev.siamese.data.DataException;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about the user's own data. */
class DataDescriptionTest {

  @TempDir Path folder;

  private static DataDescription describe(Path path) {
    return DataDescription.of(path, Optional.empty(), new Seed(1));
  }

  private static void assertSays(Path path, TaskType type, String... parts) {
    var description = describe(path);
    assertEquals(type, description.type());
    for (var part : parts) {
      assertTrue(description.toString().contains(part), description.toString());
    }
  }

  private Path write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  /** Four classes of four images, and one more in the first. */
  private Path images() throws IOException {
    var glyphs = new SyntheticGlyphs(1, 4, 4, 32).generate(new Seed(1));
    var root = folder.resolve("photos");
    for (int row = 0; row < glyphs.size(); row++) {
      var file = "all/class%d/%d.png".formatted(glyphs.label(row), row);
      Figure.save(glyphs.toBufferedImage(row), root.resolve(file));
    }
    Files.copy(root.resolve("all/class1/4.png"), root.resolve("all/class0/copy.png"));
    Files.writeString(root.resolve("notes.txt"), "x");
    return root;
  }

  @Test
  void imagesAreCountedByClassAndCopiesAreFound() throws IOException {
    var root = images();
    assertSays(
        root,
        TaskType.IMAGES,
        "17 images",
        "4 classes; smallest 4 images (class1), median 4, largest 5 (class0)",
        "1 .txt",
        "1 file equal to another, 1 of two classes, such as",
        "2 classes for training",
        "jbang/run Train --task images --data ");
    Files.writeString(root.resolve("all/class0/broken.png"), "x");
    assertSays(root, TaskType.IMAGES, "unreadable:  1 sample", "broken.png", "--skip-unusable");
  }

  @Test
  void dataThatCannotBeSplitIsDescribedAllTheSame() throws IOException {
    var file = write("few.ts", "@classLabel true a b\n@data\n1,2,3:a\n1,2,3:a\n2,1:b\n");
    assertSays(file, TaskType.SERIES, "shortest 2 values", "split:       not possible: the class");
    assertFalse(describe(file).toString().contains("to train"));
  }

  @Test
  void tablesAreToldApart() throws IOException {
    var rows = IntStream.range(0, 12).boxed().toList();
    var text =
        rows.stream()
            .map(i -> "a long sentence no %d\tand another one %d\t%d\n".formatted(i, i, i / 3 % 2))
            .collect(Collectors.joining("", "left\tright\tlabel\n", ""));
    assertSays(
        write("text.tsv", text), TaskType.TEXT, "6 the same, 6 different", "missing:     none");
    var series =
        rows.stream()
            .map(i -> "%d,1,2,3,4,5,6,7,8,%s\n".formatted(i % 2, i == 0 ? "?" : i))
            .collect(Collectors.joining());
    assertSays(write("series.csv", series), TaskType.SERIES, "8 training series of 2 classes");
    var records = "id,name,town\n1,Ann,Bern\n2,Ann,Bern\n3,Bob,\n";
    assertSays(
        write("people.csv", records),
        TaskType.RECORDS,
        "missing:     1 cell: town 1",
        "1 row equal to another beside the key",
        "--key id --fields \"name,town\"");
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    write("papers/a.pdf", "x");
    assertProblem("only .pdf", "papers");
    assertProblem("papers?", "paper");
    assertProblem("no file or folder", "entirely-different");
  }

  private void assertProblem(String part, String name) {
    var error = assertThrows(DataException.class, () -> describe(folder.resolve(name)));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
