package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.TextFile;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts of the user's own, with classes or without. */
class OwnTextsTest {

  private static final DataOptions NONE = DataOptions.NONE;

  @TempDir Path folder;

  private static OwnTask load(Path path, DataOptions options) {
    return (OwnTask)
        TaskType.TEXT.load(
            path.toString(),
            options,
            DataDirectory.fromEnvironment(),
            TaskType.FIT,
            new Seed(1),
            DataException::raise);
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Sentences of four words of their class and two of all. */
  private static String sentence(int label, Random random) {
    return IntStream.range(0, 6)
        .mapToObj(i -> "w%dx%d".formatted(i < 4 ? label : 99, random.nextInt(8)))
        .collect(Collectors.joining(" "));
  }

  private static String classified(int classes, int each) {
    var random = new Random(1);
    return IntStream.range(0, classes * each)
        .mapToObj(
            i -> "%d,\"%s, so\",kind %d\n".formatted(i, sentence(i % classes, random), i % classes))
        .collect(Collectors.joining("", "id,text,intent\n", ""));
  }

  @Test
  void textsOfFewClassesAreSplitWithinTheClasses() throws IOException {
    var file = write("few.csv", classified(3, 12));
    var loaded = load(file, NONE);
    assertTrue(
        loaded.toString().contains("24 texts of 3 classes for training, 12 other"), "" + loaded);
    assertTrue(loaded.toString().contains("text in \"text\", label in \"intent\""), "" + loaded);
    assertEquals("text-classes", TaskType.TEXT.defaultRecipe(file.toString()));
    var config = Recipes.load("text-classes").withEpochs(1).withStepsPerEpoch(10);
    try (var result = loaded.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertTrue(loaded.evaluate(result.encoder()).get("error") < 0.2);
      assertTrue(loaded.baseline().orElseThrow().metrics().get("error") < 0.2);
    }
    var description = DataDescription.of(file, Optional.empty(), new Seed(1)).toString();
    for (var part :
        new String[] {
          "task:        text (guessed",
          "3 classes; smallest 12 texts",
          "missing:     none",
          "duplicates:  none",
          "example:"
        }) {
      assertTrue(description.contains(part), part + "\n" + description);
    }
  }

  @Test
  void manyClassesAreTestedByOtherClasses() throws IOException {
    var task = (TextClassTask) load(write("many.csv", classified(16, 5)), NONE).task();
    var names = new HashSet<>(task.train().classes());
    names.addAll(task.validation().orElseThrow().data().classes());
    names.addAll(task.test().data().classes());
    assertEquals(16, names.size());
    assertEquals(4, task.test().data().classes().size());
  }

  @Test
  void oneTextPerLineIsRetrievedByACorruptedCopy() throws IOException {
    var random = new Random(1);
    var lines =
        IntStream.range(0, 80).mapToObj(i -> sentence(i, random) + ", no " + i + "\n").toList();
    var file = write("lines.txt", String.join("", lines));
    var loaded = load(file, NONE);
    var task = (TextClassTask) loaded.task();
    assertEquals("text-lines", TaskType.TEXT.defaultRecipe(file.toString()));
    assertEquals(3 * 52, task.train().size());
    assertEquals(2 * 20, task.test().data().size());
    var trained = new HashSet<>(task.train().texts());
    assertFalse(task.test().data().texts().stream().anyMatch(trained::contains));
    var description = DataDescription.of(file, Optional.empty(), new Seed(1)).toString();
    assertTrue(description.contains("task:        text (guessed"), description);
    assertTrue(description.contains("no classes: 52 texts for training"), description);
    var config = Recipes.load("text-lines").withEpochs(1).withStepsPerEpoch(3);
    try (var result = loaded.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertTrue(loaded.evaluate(result.encoder()).get("error") < 0.5);
    }
  }

  @Test
  void textsThatWereTrainedOnAreNotedWhenTheDataHasChanged() throws IOException {
    var file = write("few.csv", classified(3, 12));
    var loaded = load(file, NONE);
    var config = Recipes.load("text-classes").withEpochs(1).withStepsPerEpoch(1);
    try (var result = loaded.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      var encoder = result.encoder();
      loaded.split().orElseThrow().addTo(encoder);
      var notes = new ArrayList<String>();
      var same = evaluation(file, encoder, notes);
      assertEquals(List.of(), notes);
      assertEquals(loaded.evaluate(encoder), same.evaluate(encoder));
      write("few.csv", classified(3, 15));
      evaluation(file, encoder, notes);
      assertTrue(notes.get(0).contains("9 texts are new"), notes + "");
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstText() throws IOException {
    var file = folder.resolve("lines.txt");
    for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
      Files.writeString(file, "\uFEFFa text\r\nanother text\r\n", charset);
      var texts = TextFile.read(file, Optional.empty(), DataException::raise).texts().texts();
      assertEquals(List.of("a text", "another text"), texts);
    }
  }

  private static Task evaluation(Path file, Encoder encoder, List<String> notes) {
    return TaskType.TEXT.loadForEvaluation(
        file.toString(),
        DataDirectory.fromEnvironment(),
        encoder.card(),
        DataException::raise,
        notes::add);
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    var label = new DataOptions(Map.of(DataOptions.LABEL, "intnt"));
    assertProblem("no column \"intnt\"", write("few.csv", classified(3, 12)), label);
    assertProblem("1 class: at least 2", write("one.csv", classified(1, 9)), NONE);
    assertProblem("at least 20 are needed, add 17", write("a.txt", "a b\nc d\ne f\na b\n"), NONE);
    assertProblem("is empty", write("empty.txt", "\n\n"), NONE);
    assertProblem(
        "row 2 of", write("blank.csv", "text,label\n,x\n" + "a b e,x\nc d e,y\n".repeat(9)), NONE);
  }

  private static void assertProblem(String part, Path file, DataOptions options) {
    var error = assertThrows(DataException.class, () -> load(file, options));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
