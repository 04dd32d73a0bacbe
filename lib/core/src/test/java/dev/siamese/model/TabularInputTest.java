package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Csv;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularInputTest {

  @TempDir Path folder;

  private static TabularDataset rows(String[] colours, String[] prices) {
    return TabularDataset.of(
        table(colours, prices), "label", new TabularSchema(List.of("colour"), List.of("price")));
  }

  private static Csv table(String[] colours, String[] prices) {
    return Csv.of(
        "t",
        List.of("colour", "price", "label"),
        IntStream.range(0, colours.length)
            .mapToObj(row -> List.of(colours[row], prices[row], "any"))
            .toList());
  }

  private static final String[] COLOURS = {"blue", "red", "red", "", "green", "red", "blue"};
  private static final String[] PRICES = {"1", "3", "", "5", "3", "1", "5"};
  private static final TabularDataset TRAIN = rows(COLOURS, PRICES);

  @Test
  void theMostFrequentLevelsAreKeptAndTheNumbersMeasured() {
    var input = new TabularInput(3).fit(TRAIN);
    assertEquals(
        List.of(new CategoricalColumn("colour", List.of("red", "blue"))),
        input.categoricalColumns());
    assertEquals(1, input.numericColumns().size());
    assertEquals(3, input.numericColumns().get(0).mean(), 1e-6);
    assertEquals(Math.sqrt(16 / 6.0), input.numericColumns().get(0).std(), 1e-6);
  }

  @Test
  void whatTheTrainingPartDidNotHaveIsUnknown() {
    var input = new TabularInput(3).fit(TRAIN);
    var prepared =
        input.transform(rows(new String[] {"pink", "red", "green"}, new String[] {"3", "", "7"}));
    assertArrayEquals(new int[] {0, 1, 0}, prepared.codes(0));
    assertEquals(0, prepared.values(0)[0], 1e-6);
    assertEquals(4 / Math.sqrt(16 / 6.0), prepared.values(0)[2], 1e-5);
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = prepared.batch(manager, new int[] {0, 1});
      assertArrayEquals(new float[] {0, 1, 0, 0}, Tensors.toFloatArray(batch.get(1)));
      assertEquals(List.of(new Shape(2, 1), new Shape(2, 2)), input.shapes(2));
    }
  }

  @Test
  void theFileOfAnEncoderHasTheVocabulary() {
    var architecture = new TabularMlp(3, 4, List.of(8, 5));
    var file = folder.resolve("e.zip");
    var asked = rows(new String[] {"blue", "pink"}, new String[] {"2", ""});
    try (var manager = Torch.manager(Device.cpu());
        var encoder =
            Encoder.create(
                new TabularInput(3).fit(TRAIN), architecture, Device.cpu(), new Seed(1))) {
      encoder.save(file);
      try (var again = Encoder.load(file, Device.cpu())) {
        assertEquals(encoder.card().input(), again.card().input());
        assertArrayEquals(
            Tensors.toFloatArray(encoder.embed(asked, manager)),
            Tensors.toFloatArray(again.embed(asked, manager)));
      }
    }
  }

  @Test
  void columnsOfOneKindAreEnough() {
    var table = table(COLOURS, PRICES);
    for (var columns :
        List.of(
            new TabularSchema(List.of("colour"), List.of()),
            new TabularSchema(List.of(), List.of("price")))) {
      var rows = TabularDataset.of(table, "label", columns);
      try (var manager = Torch.manager(Device.cpu());
          var encoder =
              Encoder.create(
                  new TabularInput(3).fit(rows),
                  new TabularMlp(3, 4, List.of(8, 5)),
                  Device.cpu(),
                  new Seed(1))) {
        var embeddings = encoder.embed(rows, manager);
        assertEquals(new Shape(7, 5), embeddings.getShape());
        var numbers = Tensors.toFloatArray(embeddings);
        // rows 1 and 2 are of one colour, and of two prices
        assertEquals(columns.numericColumns().isEmpty(), numbers[5] == numbers[10]);
      }
    }
  }

  @Test
  void aColumnOfOneValueIsOnlyShifted() {
    var input = new TabularInput(3).fit(rows(new String[] {"a", "a"}, new String[] {"7", "7"}));
    assertEquals(1, input.numericColumns().get(0).std());
  }

  @Test
  void mistakesAreNamed() {
    var unfitted = new TabularInput(3);
    assertThrows(IllegalStateException.class, () -> unfitted.transform(TRAIN));
    assertThrows(IllegalArgumentException.class, () -> new TabularInput(1));
    var other =
        TabularDataset.of(
            Csv.of("t", List.of("shape", "label"), List.of(List.of("x", "l"))),
            "label",
            new TabularSchema(List.of("shape"), List.of()));
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new TabularInput(3).fit(TRAIN).transform(other));
    assertTrue(error.getMessage().contains("\"colour\""), error.getMessage());
  }
}
