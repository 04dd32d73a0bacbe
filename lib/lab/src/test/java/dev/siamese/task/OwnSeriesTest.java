package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SeriesFile;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Time series of the user's own as data. */
class OwnSeriesTest {

  @TempDir Path folder;

  private Task load(Path path) {
    return TaskType.SERIES.load(
        path.toString(), DataDirectory.fromEnvironment(), TaskType.FIT, new Seed(1));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Rising and falling series of 20 values and more, as the channels of a .ts line. */
  private static String line(int index, int channels, Random noise) {
    boolean up = index % 2 == 0;
    var line = new StringBuilder();
    for (int channel = 0; channel < channels; channel++) {
      for (int t = 0; t < 20 + index % 3; t++) {
        line.append(t == 0 ? "" : ",").append((up ? t : -t) + noise.nextGaussian());
      }
      line.append(':');
    }
    return line + (up ? "up" : "down") + "\n";
  }

  private static String ts(int series, int channels) {
    var noise = new Random(1);
    var text =
        new StringBuilder("@problemName x\n@equalLength false\n@classLabel true up down\n@data\n");
    for (int i = 0; i < series; i++) {
      text.append(line(i, channels, noise));
    }
    return text.toString();
  }

  @Test
  void aThirdOfOneFileIsTheTestAndSeveralChannelsOfUnequalLengthAreTrained() throws IOException {
    var task = load(write("walk.ts", ts(24, 2)));
    assertEquals("walk", task.name());
    assertTrue(
        task.toString().contains("16 training series of 2 classes, 8 test series")
            && task.toString().contains("2 channels of 20 to 22 values"),
        task.toString());
    var config = Recipes.load("series").withEpochs(1).withStepsPerEpoch(10);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertTrue(task.evaluate(result.encoder()).get("error") < 0.2);
    }
    assertEquals(task.toString(), load(folder.resolve("walk.ts")).toString());
  }

  @Test
  void theHeldOutSeriesStayTheSameWhenTheFileGrows() throws IOException {
    var file = write("walk.ts", ts(24, 1));
    var task = load(file);
    var config = Recipes.load("series").withEpochs(1).withStepsPerEpoch(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      task.split().orElseThrow().addTo(result.encoder());
      write("walk.ts", ts(24, 1) + line(0, 1, new Random(2)));
      assertNotEquals(task.split(), load(file).split());
      var notes = new ArrayList<String>();
      var again =
          TaskType.SERIES.loadForEvaluation(
              file.toString(),
              DataDirectory.fromEnvironment(),
              result.encoder().card(),
              DataException::raise,
              notes::add);
      assertEquals(task.evaluate(result.encoder()), again.evaluate(result.encoder()));
      assertTrue(notes.get(0).startsWith("1 sample is new"), notes.toString());
    }
  }

  @Test
  void aFolderOfTwoFilesHasTheSplitOfTheFiles() throws IOException {
    write("X_TRAIN.ts", ts(8, 1));
    write("X_TEST.ts", ts(6, 1).replace("true up down", "true down up"));
    write("X_TEST.csv", "not read, since there are .ts files");
    var task = (SeriesTask) ((OwnTask) load(folder)).task();
    assertEquals(8, task.train().size());
    assertEquals(task.train().classes(), task.test().classes());
    assertArrayEquals(new int[] {0, 1, 0, 1, 0, 1}, task.test().labels());
  }

  @Test
  void tablesMayHaveAHeaderOrNot() throws IOException {
    var named = SeriesFile.read(write("a.csv", "id1,id2,Label\n1,2,x\n3,4,y\n5,6,x\n"));
    assertEquals(3, named.size());
    assertArrayEquals(new float[] {5, 6}, named.values(2));
    var ucr = SeriesFile.read(write("b.tsv", "1\t0.5\t1.5\t2.5\n2\t1\tNaN\t3\n1\t1\t2\tNaN\n"));
    assertEquals(2, ucr.classes().size());
    assertArrayEquals(new float[] {1, 2, 3}, ucr.values(1));
    assertArrayEquals(new float[] {1, 2}, ucr.values(2));
    var last = SeriesFile.read(write("c.csv", "0.5;1.5;up\n0.25;1;down\n"));
    assertEquals("[down, up]", last.classes().toString());
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    assertProblem("needs at least 3", write("few.csv", "label,a,b\nx,1,2\nx,1,2\ny,1,2\ny,1,2\n"));
    assertProblem("1 class", write("one.csv", "label,a,b\nx,1,2\nx,1,2\nx,1,2\n"));
    assertProblem("\"oops\" is not a number", write("bad.csv", "label,a,b\nx,1,2\nx,oops,2\n"));
    assertProblem("name it \"label\"", write("no.csv", "0.5,1,2.5\n0.5,1,2.5\n"));
    assertProblem("no file of the kinds .ts", Files.createDirectory(folder.resolve("empty")));
    assertProblem("no file or folder", folder.resolve("gone.ts"));
  }

  private void assertProblem(String part, Path file) {
    var error = assertThrows(DataException.class, () -> load(file));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
