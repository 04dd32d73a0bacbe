package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SentenceFile;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.training.RecordedWarnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs of sentences of the user's own as data. */
class OwnSentencesTest {

  private static final String MRPC = "\uFEFFQuality\t#1 ID\t#2 ID\t#1 String\t#2 String\n";

  @TempDir Path folder;

  private OwnTask load(Path path) {
    return (OwnTask)
        TaskType.TEXT.load(
            path.toString(), DataDirectory.fromEnvironment(), TaskType.FIT, new Seed(1));
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static SentenceFile read(Path file) {
    return SentenceFile.read(file, DataException::raise);
  }

  /** Rows of the layout of MRPC, with a lone quotation mark in each. */
  private static String rows(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                "%d\t%d\t%d\t\"The cat number %d sat, down .\tThe cat %d %s .\n"
                    .formatted(i % 2, 100 + i, 900 + i, i, i, i % 2 == 1 ? "sat" : "ran off"))
        .collect(Collectors.joining());
  }

  @Test
  void oneFileIsSplitBySentencesAndTrained() throws IOException {
    var loaded = load(write("msr_paraphrase_train.txt", MRPC + rows(0, 40)));
    var text = loaded.toString();
    assertTrue(text.contains("25 pairs for training, 5 held out for validation, 10 for"), text);
    assertTrue(text.contains("\"#1 String\" and \"#2 String\", label in \"Quality\""), text);
    var task = (SentenceTask) loaded.task();
    assertEquals(10, task.test().size());
    var shared = new HashSet<>(task.train().texts());
    shared.retainAll(task.test().texts().texts());
    assertEquals(0, shared.size());
    assertTrue(task.test().first(0).startsWith("\"The cat"), task.test().first(0));
    assertEquals("paws", TaskType.TEXT.defaultRecipe(folder.toString()));
    var warnings = new RecordedWarnings();
    var config = Recipes.load("paws").withEpochs(1).withStepsPerEpoch(3);
    try (var result = loaded.train(config, Device.cpu(), new Seed(1), warnings)) {
      assertTrue(loaded.evaluate(result.encoder()).get("average_precision") > 0);
    }
    assertTrue(
        warnings.messages().stream().noneMatch(each -> each.contains("classes")), warnings + "");
  }

  @Test
  void aFolderOfTwoFilesHasTheSplitOfTheFiles() throws IOException {
    write("msr_paraphrase_train.txt", MRPC + rows(0, 20));
    write("msr_paraphrase_test.txt", MRPC + rows(18, 24));
    var loaded = load(folder);
    assertEquals(6, ((SentenceTask) loaded.task()).test().size());
    assertTrue(loaded.toString().contains("4 sentences also in the training"), loaded + "");
  }

  @Test
  void columnsAreRecognisedByContentAndQuotesMayBeOnOrOff() throws IOException {
    var quoted =
        read(
            write(
                "a.csv",
                "7,\"Hello, you\nthere\",\"Say \"\"hi\"\" now\",true\n8,One day,Two days,no\n"));
    assertEquals("Hello, you\nthere", quoted.pairs().first(0));
    assertEquals("Say \"hi\" now", quoted.pairs().second(0));
    assertArrayEquals(new boolean[] {true, false}, quoted.pairs().same());
    var scores =
        read(
            write(
                "b.tsv",
                "genre\tscore\tsentence1\tsentence2\nx\t5.0\tone\tuno\nx\t0.0\ttwo\tdue\nx\t3.2\tsix\tsei\n"));
    assertArrayEquals(new boolean[] {true, false, true}, scores.pairs().same());
    assertTrue(scores.columns().contains("the same from 2.5 on"), scores.columns());
    var plain =
        read(write("c.tsv", "1\ta long sentence\tanother one\n0\tyes it is\tno it is not\n"));
    assertEquals("sentences in column 2 and column 3, label in column 1", plain.columns());
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    assertProblem("all the same", write("one.tsv", rows(9)));
    assertProblem("has no column that is recognised", write("no.tsv", "a\tb\tc\nd\te\tf\n"));
    assertProblem("has 2 columns", write("two.tsv", "a\tb\nd\te\n"));
    assertProblem("row 3 of", write("bad.tsv", "sentence1\tsentence2\tlabel\na\tb\t1\na\t\t1\n"));
    var skipped = new ArrayList<DataException>();
    assertEquals(1, SentenceFile.read(folder.resolve("bad.tsv"), skipped::add).pairs().size());
    assertEquals(1, skipped.size());
  }

  private static String rows(int same) {
    return IntStream.range(0, same)
        .mapToObj(i -> "left side %d\tright side %d\t1\n".formatted(i, i))
        .collect(Collectors.joining());
  }

  private void assertProblem(String part, Path file) {
    var error = assertThrows(DataException.class, () -> load(file));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
