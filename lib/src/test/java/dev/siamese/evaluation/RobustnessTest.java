package dev.siamese.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.Erase;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.engine.Seed;
import dev.siamese.invented.Glyphs;
import dev.siamese.sampling.Episodes;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class RobustnessTest {

  private static Robustness ask(DoubleFunction<Augmentation> alteration, double... strengths) {
    var data = new Glyphs(2, 6, 3, 16).draw(new Seed(1));
    var trials = new Episodes(5, 1, 1).withinGroups(data, 8, new Seed(2));
    try (var encoder =
        Encoder.create(
            new ImageInput(16, true),
            new ResidualCnn(List.of(4)).projected(8),
            Device.cpu(),
            new Seed(3))) {
      var result = Robustness.ask(encoder, trials, alteration, new Seed(5), strengths);
      assertEquals(OneShot.ask(encoder, trials).answers(), unaltered(result));
      return result;
    }
  }

  /** The answers at the first strength, at which nothing is altered. */
  private static List<OneShot.Answer> unaltered(Robustness result) {
    return result.answers().get(0).answers();
  }

  @Test
  void whatIsHiddenWhollyIsGuessed() {
    var result = ask(part -> new Erase(part, part, 0), 0, 1);
    var hidden = result.answers().get(1);
    for (int i = 0; i < 40; i += 5) {
      var chosen = hidden.answers().subList(i, i + 5).stream().mapToInt(OneShot.Answer::chosen);
      assertEquals(1, chosen.distinct().count(), "empty images differ");
    }
    assertEquals(0.8, hidden.error().value(), 1e-12);
  }

  @Test
  void theKnownStayAsTheyWere() {
    var result = ask(part -> new Erase(part, part, 0), 0, 1);
    var hidden = result.answers().get(1).pairs();
    float[] distances = hidden.different(); // ascending
    assertTrue(distances[0] < distances[distances.length - 1]);
  }

  @Test
  void theTableHasARowForEachStrength() {
    var table = ask(part -> new Erase(part, part, 0), 0, 1).table();
    assertArrayEquals(new double[] {0, 1}, table.doubleColumn("strength").asDoubleArray());
    assertEquals(0.8, table.doubleColumn("error").get(1), 1e-12);
    assertTrue(table.doubleColumn("low").get(1) < 0.8 && table.doubleColumn("high").get(1) > 0.8);
  }
}
