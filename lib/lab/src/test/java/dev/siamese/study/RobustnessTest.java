package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.augment.Augmentation;
import dev.siamese.augment.RandomErasing;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class RobustnessTest {

  private static Robustness evaluate(
      DoubleFunction<Augmentation> augmentation, double... strengths) {
    var data = new SyntheticGlyphs(2, 6, 3, 16).generate(new Seed(1));
    var trials = new EpisodeSampler(5, 1, 1).sampleWithinGroups(data, 8, new Seed(2));
    try (var encoder =
        Encoder.create(
            new ImageInput(16, true),
            new ResidualCnn(List.of(4)).projected(8),
            Device.cpu(),
            new Seed(3))) {
      var result = Robustness.evaluate(encoder, trials, augmentation, new Seed(5), strengths);
      assertEquals(FewShotResult.evaluate(encoder, trials).predictions(), unaugmented(result));
      return result;
    }
  }

  /** The answers at the first strength, at which nothing is altered. */
  private static List<FewShotResult.Prediction> unaugmented(Robustness result) {
    return result.results().get(0).predictions();
  }

  @Test
  void whatIsHiddenWhollyIsGuessed() {
    var result = evaluate(part -> new RandomErasing(part, part, 0), 0, 1);
    var hidden = result.results().get(1);
    for (int i = 0; i < 40; i += 5) {
      var chosen =
          hidden.predictions().subList(i, i + 5).stream()
              .mapToInt(FewShotResult.Prediction::predicted);
      assertEquals(1, chosen.distinct().count(), "empty images differ");
    }
    assertEquals(0.8, hidden.error().value(), 1e-12);
  }

  @Test
  void theKnownStayAsTheyWere() {
    var result = evaluate(part -> new RandomErasing(part, part, 0), 0, 1);
    var hidden = result.results().get(1).pairs();
    float[] distances = hidden.negative(); // ascending
    assertTrue(distances[0] < distances[distances.length - 1]);
  }

  @Test
  void theTableHasARowForEachStrength() {
    var result = evaluate(part -> new RandomErasing(part, part, 0), 0, 1);
    var table = result.table();
    assertArrayEquals(new double[] {0, 1}, table.doubleColumn("strength").asDoubleArray());
    assertEquals(0.8, table.doubleColumn("error").get(1), 1e-12);
    assertTrue(table.doubleColumn("low").get(1) < 0.8 && table.doubleColumn("high").get(1) > 0.8);
    assertTrue(result.toString().endsWith("0.8000 at strength 1.0"), result.toString());
  }
}
