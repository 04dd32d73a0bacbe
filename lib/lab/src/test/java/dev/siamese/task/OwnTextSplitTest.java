package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts are evaluated as they were held out, although their file has grown. */
class OwnTextSplitTest {

  @TempDir Path folder;

  private static String text(int number) {
    var random = new Random(number);
    return IntStream.range(0, 6)
        .mapToObj(i -> "w" + random.nextInt(500))
        .collect(Collectors.joining(" "));
  }

  /** Texts with a number of classes, or without. */
  private Path write(int count, int classes) throws IOException {
    var lines = new StringBuilder(classes == 0 ? "" : "text,label\n");
    for (int i = 0; i < count; i++) {
      lines.append(text(i)).append(classes == 0 ? "" : ",kind " + i % classes).append('\n');
    }
    return Files.writeString(folder.resolve(classes == 0 ? "texts.txt" : "texts.csv"), lines);
  }

  private static Task load(Path file) {
    return TaskType.TEXT.load(
        file.toString(), DataDirectory.fromEnvironment(), TaskType.FIT, new Seed(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12})
  void theHeldOutTextsStayTheSame(int classes) throws IOException {
    check(
        write(72, classes),
        () -> write(96, classes),
        "text-" + (classes == 0 ? "lines" : "classes"));
  }

  private interface Growth {
    Path grow() throws IOException;
  }

  private void check(Path file, Growth growth, String recipe) throws IOException {
    var task = load(file);
    var config = Recipes.load(recipe).withEpochs(1).withStepsPerEpoch(1);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      var recorded = task.split().orElseThrow();
      recorded.addTo(result.encoder());
      growth.grow();
      assertNotEquals(new HashSet<>(recorded.test()), testOf(load(file)));
      var notes = new ArrayList<String>();
      var again =
          TaskType.TEXT.loadForEvaluation(
              file.toString(),
              DataDirectory.fromEnvironment(),
              result.encoder().card(),
              DataException::raise,
              notes::add);
      assertTrue(notes.get(0).contains("new and not evaluated"), notes.toString());
      var evaluated = evaluated(again);
      assertEquals(new HashSet<>(recorded.test()), evaluated);
      evaluated.retainAll(new HashSet<>(recorded.train()));
      assertEquals(new HashSet<>(), evaluated);
      assertEquals(
          task.evaluate(result.encoder()).keySet(), again.evaluate(result.encoder()).keySet());
    }
  }

  /** The names of the texts that a task evaluates. */
  private static HashSet<String> evaluated(Task task) {
    return ((OwnTask) task).task() instanceof SentenceTask pairs
        ? new HashSet<>(OwnTextSplit.names(pairs.test().texts()))
        : testOf(task);
  }

  private static HashSet<String> testOf(Task task) {
    return new HashSet<>(task.split().orElseThrow().test());
  }

  @Test
  void theHeldOutPairsStayTheSame() throws IOException {
    check(writePairs(120), () -> writePairs(150), "paws");
  }

  private Path writePairs(int count) throws IOException {
    var lines = new StringBuilder("sentence1\tsentence2\tlabel\n");
    for (int i = 0; i < count; i++) {
      lines.append(String.join("\t", List.of(text(2 * i), text(2 * i + 1), "" + i % 2)) + "\n");
    }
    return Files.writeString(folder.resolve("pairs.tsv"), lines);
  }
}
