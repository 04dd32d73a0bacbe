package dev.siamese.mining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distances;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Invariants of mined pairs and triplets. */
class MinerPropertiesTest {

  private record Sample(List<Float> embedding, int label) {}

  @Provide
  Arbitrary<Sample[]> batches() {
    var embeddings =
        Arbitraries.oneOf(
            Arbitraries.floats().between(-1, 1).list().ofSize(2),
            Arbitraries.of(-1f, 0f, 1f).list().ofSize(2)); // with equal and zero rows
    var sample =
        Combinators.combine(embeddings, Arbitraries.integers().between(0, 3)).as(Sample::new);
    return sample.array(Sample[].class).ofMinSize(1).ofMaxSize(7);
  }

  @Provide
  Arbitrary<TripletMiner> tripletMiners() {
    return Arbitraries.oneOf(
        Arbitraries.of(TripletMiners.class).map(mining -> mining),
        Arbitraries.longs().map(seed -> new DistanceWeightedMiner().create(2, new Seed(seed))));
  }

  @Provide
  Arbitrary<PairMiner> pairMiners() {
    return Arbitraries.of(PairMiners.ALL, PairMiners.BATCH_HARD, new MultiSimilarityMiner(0.2));
  }

  private static BatchLabels labels(Sample[] batch) {
    return BatchLabels.of(IntStream.range(0, batch.length).map(i -> batch[i].label).toArray());
  }

  private static float[][] embeddings(Sample[] batch) {
    return IntStream.range(0, batch.length)
        .mapToObj(i -> new float[] {batch[i].embedding.get(0), batch[i].embedding.get(1)})
        .toArray(float[][]::new);
  }

  @Property(tries = 200, seed = "1")
  void tripletsAreOfAnAnchorItsPositiveAndItsNegative(
      @ForAll("tripletMiners") TripletMiner miner, @ForAll("batches") Sample[] batch) {
    var labels = labels(batch);
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(embeddings(batch));
      var d = Distances.EUCLIDEAN.allPairs(x, x);
      var triplets = miner.mine(d, labels, 0.5);
      long anchors = triplets.anchorPositive().getShape().get(0);
      assertEquals(1, triplets.anchorPositive().getShape().get(1));
      assertEquals(triplets.anchorNegative().getShape(), triplets.mask().getShape());
      assertEquals(anchors, triplets.mask().getShape().get(0));
      boolean everyPair = anchors == labels.positivePairs().size() && anchors != batch.length;
      for (int t = 0; t < anchors; t++) {
        for (int m = 0; m < triplets.mask().getShape().get(1); m++) {
          float selected = triplets.mask().getFloat(t, m);
          assertTrue(selected == 0 || selected == 1);
          if (selected == 1) {
            float positive = triplets.anchorPositive().getFloat(t, 0);
            float negative = triplets.anchorNegative().getFloat(t, m);
            int pair = t;
            assertTrue(
                IntStream.range(0, batch.length)
                    .filter(a -> !everyPair || a == labels.positivePairs().anchors()[pair])
                    .anyMatch(
                        a ->
                            isAt(d, a, positive, p -> labels.isPositive(a, p))
                                && isAt(d, a, negative, n -> labels.isNegative(a, n))));
          }
        }
      }
    }
  }

  private static boolean isAt(NDArray d, int anchor, float distance, IntPredicate other) {
    return IntStream.range(0, (int) d.getShape().get(0))
        .anyMatch(i -> other.test(i) && d.getFloat(anchor, i) == distance);
  }

  @Property(tries = 100, seed = "2")
  void minedPairsAreLabelledPairs(
      @ForAll("pairMiners") PairMiner miner, @ForAll("batches") Sample[] batch) {
    var labels = labels(batch);
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(embeddings(batch));
      var pairs = miner.mine(Distances.EUCLIDEAN.allPairs(x, x), labels);
      for (int i = 0; i < batch.length; i++) {
        for (int j = 0; j < batch.length; j++) {
          float positive = pairs.positive().getFloat(i, j);
          float negative = pairs.negative().getFloat(i, j);
          assertTrue(positive == 0 || positive == 1 && labels.isPositive(i, j));
          assertTrue(negative == 0 || negative == 1 && labels.isNegative(i, j));
        }
      }
    }
  }

  @Property(tries = 100, seed = "3")
  void equalStepsDrawEqualTriplets(
      @ForAll long seed, @ForAll("batches") Sample[] batch, @ForAll long step) {
    var labels = labels(batch);
    try (var manager = Torch.manager(Device.cpu())) {
      var x = manager.create(embeddings(batch));
      var d = Distances.EUCLIDEAN.allPairs(x, x);
      var miner = new DistanceWeightedMiner().create(2, new Seed(seed));
      var first = miner.mine(d, labels.withStep(step), 0.5);
      var again = miner.mine(d, labels(batch).withStep(step), 0.5);
      assertEquals(first.anchorNegative(), again.anchorNegative());
      assertEquals(first.mask(), again.mask());
    }
  }
}
