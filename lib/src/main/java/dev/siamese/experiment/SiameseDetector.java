package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.sampling.WeightedBatches;
import dev.siamese.search.Suspicion;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A Siamese network that learns to tell all types of fraud and of genuine claims from each other,
 * in batches in which all are alike frequent; what is asked about is scored by whom it is nearer
 * to.
 *
 * @param recipe how the encoder is trained; classes times samples are the rows of a batch
 * @param temperature how much the nearest known samples decide, see {@link Suspicion}
 */
public record SiameseDetector(Recipe recipe, double temperature) implements Detector {

  /** More than so many genuine claims to be compared with change nothing but the time it takes. */
  private static final int ORDINARY = 1000;

  @Override
  public float[] scores(TableRows known, TableRows asked, Seed seed) {
    try (var encoder = trained(known, seed);
        var suspicion = suspicion(encoder, known, seed)) {
      return suspicion.of(asked);
    }
  }

  /** The encoder alone, which the caller has to close. */
  public Encoder trained(TableRows known, Seed seed) {
    var encoder = recipe.encoder(known, Torch.device("auto"), seed);
    int rows = recipe.classes() * recipe.samples();
    var batches = new WeightedBatches(known, rows, 0, seed.derive("batches"));
    recipe.training(encoder, known, seed.derive("training")).optSampler(batches).build().run();
    return encoder;
  }

  /**
   * What an encoder is asked by: all known frauds, and some of the genuine claims, drawn at random.
   * The caller has to close it.
   */
  public Suspicion suspicion(Encoder encoder, TableRows known, Seed seed) {
    var frauds = FraudTask.frauds(known);
    var order = seed.derive("ordinary").permutation(known.size());
    var ordinary = Arrays.stream(order).filter(row -> !frauds[row]).limit(ORDINARY).toArray();
    var sought = IntStream.range(0, frauds.length).filter(row -> frauds[row]).toArray();
    return new Suspicion(encoder, known.select(sought), known.select(ordinary), temperature);
  }

  @Override
  public String toString() {
    return "Siamese network";
  }
}
