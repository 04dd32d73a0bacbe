package dev.siamese.task;

import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.Interval;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Chooses the weight of whitened features beside the embedding of a network on validation episodes:
 * where classes are few, features without learned layers generalise better.
 *
 * <p>The weight of the recipe is kept unless another one has an error that is significantly lower,
 * by Student's 95 % interval of the difference over classes: the error of few validation classes
 * says little about other classes.
 */
final class FeatureWeightSearch {

  private static final double[] WEIGHTS = {0.25, 0.5, 1, 2, 4, 16};

  private FeatureWeightSearch() {}

  /**
   * {@return an encoder with the same weights and the chosen weight of the features} The trained
   * encoder is closed unless it is returned.
   *
   * @param trained with the weight of the recipe
   */
  static Encoder best(Encoder trained, EpisodeSet<Images> validation) {
    var errors = new double[WEIGHTS.length][];
    for (int i = 0; i < WEIGHTS.length; i++) {
      try (var encoder = withWeight(trained, WEIGHTS[i])) {
        errors[i] = classErrors(encoder, validation);
      }
    }
    int choice = choice(classErrors(trained, validation), errors);
    if (choice < 0) {
      return trained;
    }
    try (trained) {
      return withWeight(trained, WEIGHTS[choice]);
    }
  }

  /** The error rate of each class. */
  private static double[] classErrors(Encoder encoder, EpisodeSet<Images> episodes) {
    var data = episodes.data();
    var errors = new double[data.classes().size()];
    var counts = new int[errors.length];
    for (var prediction : FewShotResult.evaluate(encoder, episodes).predictions()) {
      int label = data.label(prediction.query());
      errors[label] += 1 - prediction.expectedAccuracy();
      counts[label]++;
    }
    return IntStream.range(0, errors.length)
        .filter(label -> counts[label] > 0)
        .mapToDouble(label -> errors[label] / counts[label])
        .toArray();
  }

  /** The row of the least error, by class, if it is significantly below the default; else -1. */
  static int choice(double[] byDefault, double[][] errors) {
    int best =
        IntStream.range(0, errors.length)
            .reduce(0, (a, b) -> mean(errors[b]) < mean(errors[a]) ? b : a);
    var lower =
        IntStream.range(0, byDefault.length)
            .mapToDouble(label -> byDefault[label] - errors[best][label])
            .toArray();
    return lower.length > 1 && Interval.studentMean(lower).low() > 0 ? best : -1;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
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
