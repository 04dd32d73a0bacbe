package dev.siamese.task;

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
  void theWeightHasTheLeastErrorOnValidationClasses() {
    var train = SyntheticGlyphs.alphabets(1).generate(new Seed(1)).resized(24);
    var heldOut = SyntheticGlyphs.alphabets(1).generate(new Seed(2)).resized(24);
    var episodes = new EpisodeSampler(5, 1, 1).sample(heldOut, 60, new Seed(3));
    var input = ImageInput.fitted(8, 48).fit(train);
    var plan = Architecture.identity().projected(2).withFittedFeatures(1).l2Normalized();
    var trained = Encoder.create(input, plan.fit(train, input), Device.cpu(), new Seed(1));
    trained.setCard(trained.card().withMetadata("seed", "7"));
    double before = FewShotResult.evaluate(trained, episodes).error().value();
    try (var best = FeatureWeightSearch.best(trained, episodes)) {
      double after = FewShotResult.evaluate(best, episodes).error().value();
      assertTrue(after <= before, after + " > " + before);
      assertEquals("7", best.card().metadata().get("seed"));
      for (double weight : new double[] {0.25, 0.5, 1, 2, 4, 16}) {
        var architecture = best.card().architecture().withFeatureWeight(weight);
        try (var other = Encoder.create(input, architecture, Device.cpu(), new Seed(0))) {
          other.weights().loadState(best.weights().state());
          assertTrue(after <= FewShotResult.evaluate(other, episodes).error().value());
        }
      }
    }
  }
}
