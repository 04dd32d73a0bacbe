package dev.siamese.experiment;

import dev.siamese.data.TableRows;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.sampling.WeightedBatches;
import dev.siamese.search.Suspicion;
import java.util.stream.IntStream;

/**
 * A Siamese network that learns what two frauds have in common, and two genuine samples, from
 * batches of half and half; what is asked about is scored by whom it is nearer to.
 *
 * @param recipe how the encoder is trained; classes times samples are the rows of a batch
 * @param temperature how much the nearest known samples decide, see {@link Suspicion}
 */
public record SiameseDetector(Recipe recipe, double temperature) implements Detector {

  @Override
  public float[] scores(TableRows known, TableRows asked, Seed seed) {
    try (var encoder = trained(known, seed);
        var suspicion =
            new Suspicion(encoder, some(known, true), some(known, false), temperature)) {
      return suspicion.of(asked);
    }
  }

  /** The encoder alone, which the caller has to close. */
  public Encoder trained(TableRows known, Seed seed) {
    var encoder =
        Encoder.create(
            recipe.input().fitted(known),
            recipe.architecture(),
            Torch.device("auto"),
            seed.derive("weights"));
    var kinds = FraudTask.twoKinds(known);
    var batches =
        new WeightedBatches(kinds, recipe.classes() * recipe.samples(), 0, seed.derive("batches"));
    FraudTraining.run(recipe, encoder, kinds, batches, recipe.lossFunction(), seed);
    return encoder;
  }

  private static TableRows some(TableRows known, boolean wanted) {
    var frauds = FraudTask.frauds(known);
    return known.select(
        IntStream.range(0, frauds.length).filter(row -> frauds[row] == wanted).toArray());
  }

  @Override
  public String toString() {
    return "Siamese network";
  }
}
