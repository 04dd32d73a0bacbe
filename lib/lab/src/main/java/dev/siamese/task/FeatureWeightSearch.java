package dev.siamese.task;

import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;

/**
 * Chooses the weight of whitened features beside the embedding of a network on validation episodes:
 * where classes are few, features without learned layers generalise better.
 */
final class FeatureWeightSearch {

  private static final double[] WEIGHTS = {0.25, 0.5, 1, 2, 4, 16};

  private FeatureWeightSearch() {}

  /**
   * {@return an encoder with the same weights and the weight of the features that has the least
   * error} The trained encoder is closed.
   */
  static Encoder best(Encoder trained, EpisodeSet<Images> validation) {
    try (trained) {
      Encoder best = null;
      double least = Double.POSITIVE_INFINITY;
      for (double weight : WEIGHTS) {
        var encoder = withWeight(trained, weight);
        double error = FewShotResult.evaluate(encoder, validation).error().value();
        if (error < least) {
          least = error;
          if (best != null) {
            best.close();
          }
          best = encoder;
        } else {
          encoder.close();
        }
      }
      return best;
    }
  }

  private static Encoder withWeight(Encoder trained, double weight) {
    var card = trained.card();
    var architecture = card.architecture().withFeatureWeight(weight);
    var encoder = Encoder.create(card.input(), architecture, trained.device(), new Seed(0));
    encoder.weights().loadState(trained.weights().state());
    encoder.setCard(
        new EncoderCard(
            card.input(),
            architecture,
            card.distance(),
            card.threshold(),
            card.trainingClasses(),
            card.metadata()));
    return encoder;
  }
}
