package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.data.Records;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FieldEmbeddingBagTest {

  private static final List<String> FIELDS = List.of("given_name", "surname", "town");
  private static final Records PEOPLE = new SyntheticPeople(20).generate(new Seed(1));
  private static final int DIMENSIONS = 4;

  private static Encoder encoder() {
    return Encoder.create(
        new RecordInput(FIELDS, 2, 3, 50),
        new FieldEmbeddingBag(50, DIMENSIONS),
        Device.cpu(),
        new Seed(2));
  }

  /** What the documentation says, in loops. */
  private static float[] expected(long[][] numbers, float[] weights) {
    int fields = numbers.length;
    int importance = 51 * DIMENSIONS; // after the table
    var vectors = new double[fields + 1][DIMENSIONS];
    for (int field = 0; field < fields; field++) {
      for (long number : numbers[field]) {
        for (int d = 0; d < DIMENSIONS && number > 0; d++) {
          vectors[field][d] += weights[(int) number * DIMENSIONS + d];
          vectors[fields][d] += weights[(int) number * DIMENSIONS + d];
        }
      }
    }
    var result = new float[(fields + 1) * DIMENSIONS];
    for (int field = 0; field <= fields; field++) {
      double squares = 0;
      for (double x : vectors[field]) {
        squares += x * x;
      }
      double weight = Math.log1p(Math.exp(weights[importance + field]));
      for (int d = 0; d < DIMENSIONS && squares > 0; d++) {
        result[field * DIMENSIONS + d] = (float) (weight * vectors[field][d] / Math.sqrt(squares));
      }
    }
    return result;
  }

  @Test
  void anEmbeddingIsTheDirectionsOfItsFields() {
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var values = new String[][] {{"anna", "", "ulm"}};
      var one = PEOPLE.selectFields(FIELDS).select(0).withValues(values);
      var numbers =
          new HashedNgrams(one, 2, 3, 50).batch(manager, new int[] {0}).singletonOrThrow();
      var rows = new long[3][];
      for (int field = 0; field < 3; field++) {
        rows[field] = numbers.get(0, field).toLongArray();
      }
      var embedding = encoder.embed(one, manager);
      assertArrayEquals(new long[] {1, 16}, embedding.getShape().getShape());
      assertArrayEquals(
          expected(rows, encoder.weights().state().values()), embedding.toFloatArray(), 1e-5f);
    }
  }

  @Test
  void otherFieldsAndTheirOrderMakeNoDifference(@TempDir Path folder) {
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var all = encoder.embed(PEOPLE, manager).toFloatArray();
      var some = PEOPLE.selectFields(List.of("town", "surname", "given_name"));
      assertArrayEquals(all, encoder.embed(some, manager).toFloatArray());
      encoder.save(folder.resolve("e.zip"));
      try (var loaded = Encoder.load(folder.resolve("e.zip"), Device.cpu())) {
        assertEquals(encoder.card().input(), loaded.card().input());
        assertArrayEquals(all, loaded.embed(some, manager).toFloatArray());
      }
      var without = PEOPLE.selectFields(List.of("town"));
      assertEquals(
          "these records have no field \"given_name\"; they have town",
          assertThrows(IllegalArgumentException.class, () -> encoder.embed(without, manager))
              .getMessage());
    }
  }
}
