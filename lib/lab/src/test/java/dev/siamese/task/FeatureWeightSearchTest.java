package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Architecture;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class FeatureWeightSearchTest {

  @Test
  void theDefaultIsKeptUnlessAnotherWeightIsSignificantlyBetter() {
    var byDefault = new double[] {0.1, 0.2, 0.3, 0.2};
    var betterInEveryClass = new double[] {0.05, 0.1, 0.2, 0.1};
    var betterInOneClass = new double[] {0.12, 0.22, 0.1, 0.22};
    var worse = new double[] {0.3, 0.3, 0.3, 0.3};
    assertEquals(
        1, FeatureWeightSearch.choice(byDefault, new double[][] {worse, betterInEveryClass}));
    assertEquals(
        -1, FeatureWeightSearch.choice(byDefault, new double[][] {worse, betterInOneClass}));
    assertEquals(-1, FeatureWeightSearch.choice(byDefault, new double[][] {worse, byDefault}));
    var one = new double[][] {{0.1}}; // has no interval
    assertEquals(-1, FeatureWeightSearch.choice(new double[] {0.2}, one));
  }

  @Test
  void theEncoderHasTheSameWeightsAndTheChosenOne() {
    var train = SyntheticGlyphs.alphabets(1).generate(new Seed(1)).resized(24);
    var heldOut = SyntheticGlyphs.alphabets(1).generate(new Seed(2)).resized(24);
    var episodes = new EpisodeSampler(5, 1, 1).sample(heldOut, 60, new Seed(3));
    var input = ImageInput.fitted(8, 48).fit(train);
    var plan = Architecture.identity().projected(2).withFittedFeatures(1).l2Normalized();
    var trained = Encoder.create(input, plan.fit(train, input), Device.cpu(), new Seed(1));
    trained.setCard(trained.card().withMetadata("seed", "7"));
    var weights = trained.weights().state().values();
    double before = FewShotResult.evaluate(trained, episodes).error().value();
    try (var best = FeatureWeightSearch.best(trained, episodes)) {
      double after = FewShotResult.evaluate(best, episodes).error().value();
      assertTrue(after < before, after + " >= " + before); // the network is two random numbers
      assertEquals("7", best.card().metadata().get("seed"));
      assertArrayEquals(weights, best.weights().state().values());
    }
  }
}
