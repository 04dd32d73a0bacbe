package dev.siamese.loss;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Scalar;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMining;
import dev.siamese.sampling.Labels;

/**
 * Triplet loss (Schroff, Kalenichenko and Philbin 2015): an anchor must be closer to a sample of
 * its class than to one of another class, by the margin.
 *
 * <p>mean of max(0, d(a, p) − d(a, n) + margin) over the mined triplets for which it is not yet 0.
 *
 * <p>Use it where only the order of distances counts, as in search and one-shot recognition. Which
 * triplets it sees matters more than the margin: see {@link TripletMining}. Needs no classes: pairs
 * will do, where a row has some of both kinds.
 *
 * @param distance between embeddings
 * @param margin by how much the negative must be farther away
 * @param mining which triplets of a batch count
 */
public record Triplet(Distance distance, double margin, TripletMiner mining) implements Loss {

  public Triplet {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("triplet loss needs a margin above 0, not " + margin);
    }
  }

  /** Euclidean distance, a margin of 0.2 and semi-hard triplets. */
  public Triplet() {
    this(Distances.EUCLIDEAN, 0.2, TripletMining.SEMI_HARD);
  }

  @Override
  public NDArray of(NDArray embeddings, Labels labels) {
    Rows.check(embeddings, labels);
    var triplets = mining.mine(distance.pairwise(embeddings, embeddings), labels, margin);
    var hinge =
        triplets
            .positive()
            .sub(triplets.negative())
            .add(Scalar.of(margin))
            .maximum(Scalar.of(0)); // (T, M)
    return Means.ofPositive(hinge.mul(triplets.weight()));
  }

  @Override
  public double activeFraction(NDArray embeddings, Labels labels) {
    var all = TripletMining.ALL.mine(distance.pairwise(embeddings, embeddings), labels, margin);
    return Means.share(
        all.positive().sub(all.negative()).add(Scalar.of(margin)).gt(Scalar.of(0)), all.weight());
  }

  @Override
  public String toString() {
    return "triplet(margin=%s, mining=%s)".formatted(margin, mining);
  }
}
