package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.SpecFamily;
import java.util.List;
import java.util.Optional;

/**
 * The specification of a loss: its hyper-parameters, from which a {@link Loss} is created once the
 * data, the encoder and the device are known.
 *
 * <p>A loss without weights is its own specification. A loss with weights has a record of its
 * hyper-parameters, such as {@link ProxyAnchor}.
 *
 * <p>A specification that is a record has a name, for configuration files, command lines and
 * legends: {@code triplet(distance=cosine, margin=0.2, miner=batch-hard)}. What it prints can be
 * parsed.
 */
public interface LossSpec {

  /** The named losses, for text and JSON. */
  SpecFamily<LossSpec> FAMILY =
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
  static LossSpec parse(String text) {
    return FAMILY.parse(text);
  }

  /** {@return the names of all losses, sorted} */
  static List<String> names() {
    return FAMILY.names();
  }

  /**
   * Creates the loss. The caller closes it after training.
   *
   * @param classes C, the number of classes of the training data
   * @param dimensions D, the length of the embeddings
   * @param device of the encoder
   * @param seed of initial weights and of random draws
   * @return the loss
   */
  Loss create(int classes, int dimensions, Device device, Seed seed);

  /**
   * The weighted sum of two losses: this + weight · other.
   *
   * @param other the added loss
   * @param weight of the added loss, finite and above 0
   * @return the sum
   */
  default LossSpec plus(LossSpec other, double weight) {
    return new WeightedSum(this, other, weight);
  }

  /**
   * {@return the same loss with another distance, in a sum all losses that have one} Empty if the
   * loss has no choice of distance, such as {@link Circle}.
   *
   * @param distance the other distance
   */
  default Optional<LossSpec> withDistance(Distance distance) {
    return FAMILY.with(this, "distance", distance);
  }
}
