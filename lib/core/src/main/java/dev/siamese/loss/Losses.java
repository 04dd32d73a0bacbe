package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.tensor.internal.SpecFamily;
import java.util.List;
import java.util.Optional;

/**
 * The losses by name, for configuration files, command lines and legends: {@code
 * triplet(distance=cosine, margin=0.2, miner=batch-hard)}. What a loss prints can be parsed.
 */
public final class Losses {

  /** The named losses, for text and JSON. */
  public static final SpecFamily<LossSpec> FAMILY =
      new SpecFamily<>(
              LossSpec.class, "Loss", Distances.FAMILY, PairMiners.FAMILY, TripletMiners.FAMILY)
          .withRecords(
              BinaryCrossEntropy.class,
              Circle.class,
              Contrastive.class,
              CosineSimilarityLoss.class,
              GeneralizedLiftedStructure.class,
              InfoNce.class,
              MultiSimilarity.class,
              NormPenalty.class,
              NPairs.class,
              ProxyAnchor.class,
              SoftmaxClassifier.class,
              SoftMarginTriplet.class,
              SupervisedContrastive.class,
              Triplet.class,
              WeightedSum.class);

  private Losses() {}

  /**
   * Reads a loss or a weighted sum of losses.
   *
   * @param text {@code name} or {@code name(parameter=value, …)}; parameters that are left out have
   *     the values of the loss's constructor without parameters. Further losses follow {@code +},
   *     each after its weight: {@code n-pairs + 0.02*norm-penalty(p=2)}. A record of another
   *     package goes by its full class name.
   * @return the loss
   * @throws IllegalArgumentException naming what is wrong and what is allowed
   */
  public static LossSpec parse(String text) {
    return FAMILY.parse(text);
  }

  /** {@return the names of all losses, sorted} */
  public static List<String> names() {
    return FAMILY.names();
  }

  /**
   * {@return the same loss with another distance, in a sum of all losses that have one} Empty if
   * the loss has no choice of distance, such as {@link Circle}.
   *
   * @param loss a loss or a sum of losses
   * @param distance the other distance
   */
  public static Optional<LossSpec> withDistance(LossSpec loss, Distance distance) {
    if (loss instanceof WeightedSum sum) {
      var first = withDistance(sum.first(), distance);
      var second = withDistance(sum.second(), distance);
      return first.isEmpty() && second.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new WeightedSum(
                  first.orElse(sum.first()), second.orElse(sum.second()), sum.weight()));
    }
    return FAMILY.with(loss, "distance", distance);
  }
}
