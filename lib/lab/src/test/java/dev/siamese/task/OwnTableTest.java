package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.CellFormat;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of the user's own, with a class to detect. */
class OwnTableTest {

  @TempDir Path folder;

  private static Task load(Path path, String... options) {
    return TaskType.TABLE.load(
        path.toString(),
        options(options),
        DataDirectory.fromEnvironment(),
        TaskType.FIT,
        new Seed(1),
        DataException::raise);
  }

  private static DataOptions options(String... namesAndValues) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new DataOptions(values);
  }

  private static TableTask table(Path path, String... options) {
    return (TableTask) ((OwnTask) load(path, options)).task();
  }

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  /** Payments, of which those that are large and at night are fraud; every fifth. */
  private static String payments(int rows) {
    var random = new Random(1);
    var text = new StringBuilder("payment_id;Date;customer;amount;hour;shop;country;is_fraud\n");
    for (int i = 0; i < rows; i++) {
      boolean fraud = i % 5 == 0;
      text.append(1000 + i)
          .append(";%d.%d.2024".formatted(1 + i / 12 % 28, 1 + i / 336))
          .append(";c" + random.nextInt(rows / 4))
          .append(";1.%03d,%d".formatted(random.nextInt(400) + (fraud ? 500 : 0), i % 7))
          .append(fraud ? ";night" : ";" + (random.nextBoolean() ? "day" : "night"))
          .append(i == 3 ? ";NA" : ";\"Shop; no " + random.nextInt(4) + '"')
          .append(";Bern;")
          .append(fraud ? "yes\n" : "no\n");
    }
    return text.toString();
  }

  @Test
  void columnsAreGuessedAndLaterRowsAreTheTest() throws IOException {
    var file = write("payments.csv", payments(240));
    var task = table(file);
    assertEquals("[amount]", task.train().numericColumns().toString());
    assertEquals("amount=decimal-comma", task.options().get(DataOptions.FORMATS).get());
    assertEquals(
        Map.of("amount", CellFormat.DECIMAL_COMMA), CellFormat.of(task.options().metadata()));
    var categorical = task.train().categoricalColumns().stream().map(each -> each.name()).toList();
    assertEquals("[customer, hour, shop]", categorical.toString());
    assertEquals(180, task.train().size());
    assertEquals(60, task.test().size());
    float largest = 0;
    for (float value : task.train().values(0)) {
      largest = Math.max(largest, value);
    }
    assertTrue(largest > 1500 && largest < 1900, "1.899,6 is a number: " + largest);
    var description = DataDescription.of(file, Optional.empty(), options(), new Seed(1));
    assertEquals(TaskType.TABLE, description.type());
    for (var part :
        new String[] {
          "label:       is_fraud (guessed; --label changes it)",
          "positive:    yes, 20.00 % of the rows (guessed",
          "time:        Date (guessed",
          "payment_id: identifier",
          "country: constant",
          "amount: decimal-comma (guessed; --formats changes it)",
          "missing:     1 cell: shop 1",
          "the test is the latest quarter by Date",
          "jbang/run Train --task table"
        }) {
      assertTrue(description.toString().contains(part), part + "\n" + description);
    }
  }

  @Test
  void anEncoderIsTrainedAndComparedWithLogisticRegression() throws IOException {
    var task = load(write("payments.csv", payments(240)), "ignore", "customer");
    var config = Recipes.load("table").withEpochs(2);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertEquals(2 * 50, result.history().stepLosses().length);
      var metrics = task.evaluate(result.encoder());
      assertTrue(metrics.get("average_precision") > 0.8, metrics + "");
      assertTrue(metrics.get("low") <= metrics.get("average_precision"), metrics + "");
      var baseline = task.baseline().orElseThrow();
      assertEquals(metrics.keySet(), baseline.metrics().keySet());
      assertTrue(baseline.metrics().get("average_precision") > 0.8, baseline + "");
    }
  }

  @Test
  void groupsAndEqualRowsAreInOnePart() throws IOException {
    var file = write("payments.csv", payments(240));
    var task = (OwnTask) load(file, "group", "customer");
    assertTrue(task.toString().contains("by customer, of which no value is in two"), task + "");
    assertEquals(
        240,
        table(file, "group", "shop").train().size() + table(file, "group", "shop").test().size());
    var text = new StringBuilder("a,b,class\n");
    for (int i = 0; i < 80; i++) {
      text.append("x%d,y%d,%d\n".formatted(i / 2 % 20, i / 2 % 20, i / 2 % 4 == 0 ? 1 : 0));
    }
    var copies = table(write("copies.csv", text.toString()));
    var train = new HashSet<Integer>();
    for (int code : copies.train().codes(0)) {
      train.add(code);
    }
    for (int code : copies.test().codes(0)) {
      assertFalse(train.contains(code), "a row is in both parts");
    }
    assertEquals(4, TableTask.count(copies.test()));
  }

  @Test
  void twoFilesAreTheTwoParts() throws IOException {
    var rows = payments(240).lines().toList();
    write("pay_train.csv", String.join("\n", rows.subList(0, 201)) + "\n");
    write("pay_test.csv", rows.get(0) + "\n" + String.join("\n", rows.subList(201, 241)) + "\n");
    var task = table(folder);
    assertEquals(200, task.train().size());
    assertEquals(40, task.test().size());
  }

  @Test
  void anEncoderIsEvaluatedByTheRowsThatWereHeldOut() throws IOException {
    var file = write("payments.csv", payments(240));
    var trained = load(file, "ignore", "customer");
    var config = Recipes.load("table").withEpochs(1).withStepsPerEpoch(2);
    try (var result = trained.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      var encoder = result.encoder();
      trained.split().orElseThrow().addTo(encoder);
      encoder.setCard(encoder.card().withMetadata("data", file.toString()));
      var before = trained.evaluate(encoder);
      var rows = payments(300).replaceAll(";c\\d+;", ";c0;").lines().toList();
      var old = payments(240).lines().toList();
      var added = String.join("\n", rows.subList(241, 301)) + "\n";
      write("payments.csv", String.join("\n", old) + "\n" + added);
      var notes = new ArrayList<String>();
      var again = evaluation(file, encoder, notes);
      assertEquals(before, again.evaluate(encoder));
      assertTrue(notes.get(0).startsWith("60 rows are new and not evaluated"), notes + "");
      assertEquals(trained.baseline(), again.baseline());
      var later = write("later.csv", old.get(0) + "\n" + added);
      var separate = (TableTask) evaluation(later, encoder, notes);
      assertEquals(60, separate.test().size());
      assertEquals(180, separate.train().size());
      Files.delete(file);
      var missing =
          assertThrows(DataException.class, () -> evaluation(later, encoder, new ArrayList<>()));
      assertTrue(missing.getMessage().contains("payments.csv"), missing.getMessage());
    }
  }

  private static Task evaluation(Path file, Encoder encoder, List<String> notes) {
    return TaskType.TABLE.loadForEvaluation(
        file.toString(),
        DataDirectory.fromEnvironment(),
        encoder.card(),
        DataException::raise,
        notes::add);
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    var file = write("payments.csv", payments(240));
    assertProblem("is it \"is_fraud\"?", file, "label", "is_frod");
    assertProblem("is it \"yes\"?", file, "positive", "Yes");
    assertProblem("no value \"2\", only no, yes", file, "positive", "2");
    assertProblem("is it \"Date\"?", file, "time", "date");
    assertProblem("no times, such as \"night\"", file, "time", "hour");
    var two = "a,label\n1,x\n2,x\n3,y\n4,y\n5,y\n6,y\n7,y\n";
    assertProblem("2 rows with \"x\" in the column label: at least 3", write("two.csv", two));
    assertProblem("has one value, \"x\"", write("one.csv", "a,label\n1,x\n2,x\n"));
    assertProblem("give it with --label", write("no.csv", "a,b\n1,x\n2,x\n3,y\n4,y\n"));
    assertProblem(
        "has 3 values: give the one", write("m.csv", "a,class\n1,x\n2,x\n3,y\n4,z\n5,z\n6,z\n"));
    assertProblem("row 2 of", write("blank.csv", "a,label\n1,x\n2,\n3,y\n"));
    assertProblem("nothing to learn from", write("same.csv", "a,label\n" + "1,x\n1,y\n".repeat(9)));
    assertProblem("no row below", write("header.csv", "a,label\n"));
    assertProblem("is empty", write("empty.csv", ""));
    assertThrows(
        IllegalArgumentException.class, () -> load(file, DataOptions.SPEAKER_PATTERN, "(x)"));
    var skipped = new ArrayList<DataException>();
    var blank = write("blank2.csv", "a,label\n9,\n" + "1,x\n2,y\n3,x\n4,y\n".repeat(5));
    TaskType.TABLE.load(
        blank.toString(),
        new DataOptions(Map.of()),
        DataDirectory.fromEnvironment(),
        TaskType.FIT,
        new Seed(1),
        skipped::add);
    assertEquals(1, skipped.size());
  }

  private static void assertProblem(String part, Path file, String... options) {
    var error = assertThrows(DataException.class, () -> load(file, options));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }
}
