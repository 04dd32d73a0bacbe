package dev.siamese.study;

import dev.siamese.data.TabularDataset;
import dev.siamese.match.DensityRatioScorer;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.ClassBalancedSampler;
import dev.siamese.task.FraudTask;
import dev.siamese.task.Recipe;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Siamese network that learns to tell all types of fraud and of genuine claims from each other,
 * in batches in which all are alike frequent; what is asked about is scored by whom it is nearer
 * to.
 *
 * @param recipe how the encoder is trained; classes times samples are the rows of a batch
 * @param temperature how much the nearest known samples decide, see {@link DensityRatioScorer}
 */
public record SiameseDetector(Recipe recipe, double temperature) implements Detector {

  /** More than so many genuine claims to be compared with change nothing but the time it takes. */
  private static final int MAX_NEGATIVES = 1000;

  @Override
  public float[] scores(TabularDataset known, TabularDataset asked, Seed seed) {
    try (var encoder = trainEncoder(known, seed);
        var suspicion = densityRatio(encoder, known, seed)) {
      return suspicion.score(asked);
    }
  }

  /** The encoder alone, which the caller has to close. */
  public Encoder trainEncoder(TabularDataset known, Seed seed) {
    var encoder = recipe.createEncoder(known, Torch.device("auto"), seed);
    int rows = recipe.classesPerBatch() * recipe.samplesPerClass();
    var batches = new ClassBalancedSampler(known, rows, 0, seed.derive("batches"));
    recipe.training(encoder, known, seed.derive("training")).optSampler(batches).build().train();
    return encoder;
  }

  /**
   * What an encoder is asked by: all known frauds, and some of the genuine claims, drawn at random.
   * The caller has to close it.
   */
  public DensityRatioScorer densityRatio(Encoder encoder, TabularDataset known, Seed seed) {
    var frauds = FraudTask.fraudMask(known);
    var order = seed.derive("ordinary").permutation(known.size());
    var ordinary = Arrays.stream(order).filter(row -> !frauds[row]).limit(MAX_NEGATIVES).toArray();
    var sought = IntStream.range(0, frauds.length).filter(row -> frauds[row]).toArray();
    return new DensityRatioScorer(
        encoder, known.select(sought), known.select(ordinary), temperature);
  }

  @Override
  public String toString() {
    return "Siamese network";
  }
}
