package bench;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.loss.Loss;
import dev.siamese.loss.LossSpec;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import java.util.Collections;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The distances, miners and losses that {@link Micro} times, by JMH parameter. */
public final class MicroStates {

  /** A distance; minkowski(p=3) needs memory for several arrays of N² D values. */
  @State(Scope.Benchmark)
  public static class DistanceState {

    @Param({"euclidean", "squared-euclidean", "manhattan", "cosine", "learned-l1"})
    String distance;

    Distance function;

    @Setup
    public void choose() {
      function =
          distance.equals("learned-l1")
              ? new LearnedL1Distance(Collections.nCopies(Micro.DIMENSIONS, -0.3f), 2)
              : Distances.parse(distance);
    }
  }

  /** A triplet or pair miner. */
  @State(Scope.Benchmark)
  public static class MinerState {

    @Param({
      "triplets-batch-all",
      "triplets-semi-hard",
      "triplets-batch-hard",
      "triplets-easy-positive-hard-negative",
      "triplets-easy-positive-semi-hard-negative",
      "triplets-distance-weighted",
      "pairs-all",
      "pairs-batch-hard",
      "pairs-multi-similarity"
    })
    String miner;

    Miner function;

    @Setup
    public void choose() {
      var name = miner.substring(miner.indexOf('-') + 1);
      function =
          miner.startsWith("pairs")
              ? ofPairs(PairMiners.parse(name))
              : ofTriplets(TripletMiners.parse(name).create(Micro.DIMENSIONS, new Seed(1)));
    }

    interface Miner {
      NDArray mine(NDArray distances, BatchLabels labels);
    }

    private static Miner ofTriplets(TripletMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels, 0.2).mask();
    }

    private static Miner ofPairs(PairMiner miner) {
      return (distances, labels) -> miner.mine(distances, labels).negative();
    }
  }

  /** A loss. */
  @State(Scope.Benchmark)
  public static class LossState {

    @Param({
      "contrastive(positiveMargin=0)",
      "triplet(miner=batch-all)",
      "triplet(miner=semi-hard)",
      "triplet(miner=batch-hard)",
      "soft-margin-triplet",
      "info-nce",
      "supervised-contrastive",
      "multi-similarity",
      "circle",
      "generalized-lifted-structure",
      "n-pairs",
      "cosine-similarity",
      "norm-penalty",
      "proxy-anchor",
      "binary-cross-entropy"
    })
    String loss;

    Loss function;

    @Setup
    public void choose(Micro batch) {
      var device = batch.manager.getDevice();
      var spec = LossSpec.parse(loss);
      function =
          spec.withDistance(Distances.EUCLIDEAN)
              .orElse(spec)
              .create(batch.n / Micro.SAMPLES_PER_CLASS, Micro.DIMENSIONS, device, new Seed(1));
    }
  }

  private MicroStates() {}
}
