package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClip;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.data.Sequences;
import dev.siamese.data.TabularDataset;
import dev.siamese.data.TabularSchema;
import dev.siamese.data.Targets;
import dev.siamese.data.Texts;
import dev.siamese.data.TwoModalities;
import dev.siamese.match.Verifier.Explanation.Part;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.TabularInput;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Encoders that depend on one known part of a sample: it has the whole contribution. */
class ExplanationTest {

  private static final Targets ONE = Targets.of("one");

  @Test
  void aWord() {
    Function<NDList, NDArray> x = // the number of letters x
        batch -> batch.get(0).eq(1 + 'x').toType(DataType.FLOAT32, true).sum(new int[] {1}, true);
    var input = Preprocessor.none(new Shape(30), new Shape());
    var explanation =
        Probe.explain(input, x, Texts.of("a  taxi, xxx for two"), Texts.of("six pence"));
    assertEquals(3, explanation.distance(), Probe.TOLERANCE);
    assertEquals(Map.of("taxi,", -1.0, "xxx", -3.0), Probe.contributions(explanation.left()));
    Probe.assertOnly("six", 1, explanation.right());
    assertEquals(new Part("taxi,", 3, 0, 5, 1, -1), explanation.left().parts().get(1));
    assertEquals(List.of(), Probe.explain(input, x, Texts.of("x"), Texts.of("y")).left().parts());
  }

  @Test
  void longTextsHaveJoinedWords() {
    var text = Texts.of("word ".repeat(1000));
    var explanation =
        Probe.explain(
            Preprocessor.none(new Shape(30), new Shape()),
            batch -> batch.get(1).toType(DataType.FLOAT32, true).reshape(-1, 1), // the length
            text,
            Texts.of("word"));
    assertEquals(128, explanation.left().parts().size());
    double sum = explanation.left().parts().stream().mapToDouble(Part::contribution).sum();
    assertEquals(-(5 * 1000 - 4), sum, 6); // but for spaces
  }

  @Test
  void aField() {
    Function<NDList, NDArray> town = // the sum of its code points
        batch -> batch.get(0).get(":, 1").toType(DataType.FLOAT32, true).sum(new int[] {1}, true);
    var fields = List.of("name", "town", "age");
    var left = new Records(fields, List.of("1"), new String[][] {{"ann", "ab", "9"}}, ONE);
    var right = new Records(fields, List.of("2"), new String[][] {{"ann", "", "9"}}, ONE);
    var explanation = Probe.explain(Preprocessor.none(new Shape(3, 5)), town, left, right);
    Probe.assertOnly("town", -('a' + 'b'), explanation.left());
    assertEquals(Map.of(), Probe.contributions(explanation.right()), "it is missing already");
    assertEquals(fields, explanation.left().parts().stream().map(Part::name).toList());
  }

  @Test
  void aColumn() {
    var csv = "label,kind,size,price\na,red,1,10\na,blue,3,20\n";
    var schema = new TabularSchema(List.of("kind"), List.of("size", "price"));
    var rows = TabularDataset.of(Csv.parse("rows", csv), "label", schema);
    var input = new TabularInput(5).fit(rows);
    // standardised prices are -1 and 1, and a missing one is 0
    var price =
        Probe.explain(input, batch -> batch.get(1).get(":, 1:2"), rows.select(0), rows.select(1));
    assertEquals(2, price.distance(), Probe.TOLERANCE);
    Probe.assertOnly("price", -1, price.left());
    Probe.assertOnly("price", -1, price.right());
    // both have the code of another kind, blue 1 or 2, and a missing one is 0
    var kind = Probe.explain(input, batch -> batch.get(0), rows.select(0), rows.select(1));
    assertEquals(1, kind.distance(), Probe.TOLERANCE);
    assertEquals(List.of("kind"), List.copyOf(Probe.contributions(kind.right()).keySet()));
  }

  @Test
  void aStretchOfTime() {
    var left = new float[96]; // 48 steps of two features: stretches of two steps
    var right = new float[96];
    for (int i = 0; i < 96; i++) {
      left[i] = i % 2 == 0 ? 3 : 1;
      right[i] = i % 2 == 0 ? 3 : -5;
    }
    left[2 * 30 + 1] = 49; // the mean of the second feature becomes 2
    Function<NDList, NDArray> step = batch -> batch.get(0).get(":, 30, 1:2");
    var input = Preprocessor.none(new Shape(48, 2), new Shape());
    var explanation =
        Probe.explain(
            input,
            step,
            new Sequences(2, new float[][] {left}, ONE),
            new Sequences(2, new float[][] {right}, ONE));
    assertEquals(54, explanation.distance(), Probe.TOLERANCE);
    Probe.assertOnly("step 30 – step 31", 7 - 54, explanation.left());
    assertEquals(Map.of(), Probe.contributions(explanation.right()), "constant");
  }

  @Test
  void aStretchOfASound() {
    var samples = new float[480];
    samples[100] = 0.5f;
    samples[300] = -0.5f; // the mean is 0
    var left = AudioClips.of(List.of(new AudioClip(1000, samples)), ONE);
    var right = AudioClips.of(List.of(new AudioClip(1000, new float[480])), ONE);
    var explanation =
        Probe.explain(
            Preprocessor.none(new Shape(480, 1), new Shape()),
            batch -> batch.get(0).get(":, 100, :"),
            left,
            right);
    Probe.assertOnly("0.10 s – 0.12 s", -0.5, explanation.left());
    assertEquals(24, explanation.right().parts().size());
  }

  @Test
  void theSampleOfAnotherModality() {
    var number = new Sequences(1, new float[][] {{4, 0}}, ONE);
    var text = Texts.of(List.of("a x"), List.of("one"));
    // the batch: steps, lengths, bytes, lengths, positions
    Function<NDList, NDArray> value =
        batch ->
            batch.get(0).getShape().get(0) > 0
                ? batch.get(0).get(":, 0, :")
                : batch.get(2).eq(1 + 'x').toType(DataType.FLOAT32, true).sum(new int[] {1}, true);
    var explanation =
        Probe.explain(
            Preprocessor.none(new Shape(2, 1), new Shape(), new Shape(3), new Shape(), new Shape()),
            value,
            new TwoModalities(number, text.select()),
            new TwoModalities(number.select(), text));
    assertEquals(3, explanation.distance(), Probe.TOLERANCE);
    Probe.assertOnly("step 0", -2, explanation.left()); // the mean is 2
    Probe.assertOnly("x", 1, explanation.right());
  }

  @Test
  void oneSampleIsExplained() {
    var two = new Sequences(1, new float[][] {{1}, {2}}, Targets.of("a", "b"));
    var input = Preprocessor.none(new Shape(1, 1), new Shape());
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Probe.explain(input, batch -> batch.get(0).flatten(), two, two));
    assertTrue(error.getMessage().contains("has 2: select one"), error.getMessage());
  }
}
