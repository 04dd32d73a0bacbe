package dev.siamese.loss;

import static dev.siamese.loss.Gradients.gradient;
import static dev.siamese.loss.Gradients.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.distance.Distances;
import dev.siamese.distance.LearnedL1Distance;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Invariants of losses. */
class LossPropertiesTest {

  private static final int DIMENSIONS = 3;
  private static final LearnedL1Distance.Head HEAD =
      new LearnedL1Distance.Head(DIMENSIONS, Device.cpu());
  private static final Loss PROXIES =
      new ProxyAnchor().create(3, DIMENSIONS, Device.cpu(), new Seed(7));

  private static final List<Loss> COSINE =
      List.of(
          new InfoNce(),
          new SupervisedContrastive(),
          new MultiSimilarity(Distances.COSINE, 2, 50, 0.5, PairMiners.ALL),
          new Circle(),
          new GeneralizedLiftedStructure(Distances.COSINE, 0.5),
          new CosineSimilarityLoss(),
          PROXIES);

  private static final List<Loss> OTHERS =
      List.of(
          new Contrastive(Distances.EUCLIDEAN, 2, 0.1),
          new Contrastive(Distances.MANHATTAN, 2, 0.1, PairMiners.BATCH_HARD),
          new Triplet(Distances.EUCLIDEAN, 0.5, TripletMiners.BATCH_ALL),
          new Triplet(Distances.EUCLIDEAN, 0.5, TripletMiners.SEMI_HARD),
          new Triplet(Distances.EUCLIDEAN, 0.5, TripletMiners.EASY_POSITIVE_SEMI_HARD_NEGATIVE),
          new SoftMarginTriplet(),
          new GeneralizedLiftedStructure(),
          new BinaryCrossEntropy().create(HEAD),
          new InfoNce(HEAD, 0.5),
          new Triplet().plus(new NormPenalty(), 0.1));

  private record Sample(List<Float> embedding, int label) {}

  @AfterContainer
  static void close() {
    HEAD.close();
    PROXIES.close();
  }

  @Provide
  Arbitrary<Sample[]> batches() {
    var embedding =
        Arbitraries.oneOf(
            Arbitraries.floats().between(-3, 3).list().ofSize(DIMENSIONS),
            Arbitraries.of(-1f, 0f, 1f).list().ofSize(DIMENSIONS)); // with equal and zero rows
    var label = Arbitraries.integers().between(0, 2);
    return Combinators.combine(embedding, label)
        .as(Sample::new)
        .array(Sample[].class)
        .ofMinSize(1)
        .ofMaxSize(7);
  }

  @Provide
  Arbitrary<Loss> cosineLosses() {
    return Arbitraries.of(COSINE);
  }

  @Provide
  Arbitrary<Loss> losses() {
    return Arbitraries.oneOf(Arbitraries.of(COSINE), Arbitraries.of(OTHERS));
  }

  private static float[][] embeddings(Sample[] batch, int[] order, float factor) {
    var rows = new float[batch.length][DIMENSIONS];
    for (int i = 0; i < batch.length; i++) {
      for (int d = 0; d < DIMENSIONS; d++) {
        rows[i][d] = factor * batch[order[i]].embedding.get(d);
      }
    }
    return rows;
  }

  private static int[] labels(Sample[] batch, int[] order) {
    return IntStream.of(order).map(i -> batch[i].label).toArray();
  }

  @Property(tries = 300, seed = "1")
  void theOrderOfABatchDoesNotMatter(
      @ForAll("losses") Loss loss, @ForAll("batches") Sample[] batch, @ForAll long shuffle) {
    var original = IntStream.range(0, batch.length).toArray();
    var shuffled = new Seed(shuffle).permutation(batch.length);
    double first = value(loss, embeddings(batch, original, 1), labels(batch, original));
    double second = value(loss, embeddings(batch, shuffled, 1), labels(batch, shuffled));
    assertEquals(first, second, 1e-5 * (1 + Math.abs(first)), loss.toString());
  }

  @Property(tries = 200, seed = "2")
  void lossesAreNotNegativeAndGradientsAreFinite(
      @ForAll("losses") Loss loss, @ForAll("batches") Sample[] batch) {
    var original = IntStream.range(0, batch.length).toArray();
    var x = embeddings(batch, original, 1);
    double value = value(loss, x, labels(batch, original));
    assertTrue(value >= -1e-6 && value < Double.POSITIVE_INFINITY, loss + ": " + value);
    for (float g : gradient(loss, x, labels(batch, original))) {
      assertTrue(Float.isFinite(g), loss + " has a gradient of " + g);
    }
  }

  @Property(tries = 100, seed = "3")
  void lossesWithCosineDistanceIgnoreLengths(
      @ForAll("cosineLosses") Loss loss,
      @ForAll("batches") Sample[] batch,
      @ForAll @FloatRange(min = 0.1f, max = 100) float factor) {
    var original = IntStream.range(0, batch.length).toArray();
    var labels = labels(batch, original);
    double before = value(loss, embeddings(batch, original, 1), labels);
    double after = value(loss, embeddings(batch, original, factor), labels);
    assertEquals(before, after, 1e-4 * (1 + before), loss.toString());
  }

  @Property(tries = 200, seed = "4")
  void classesAndAllTheirPairsGiveTheSameLoss(
      @ForAll("losses") Loss loss, @ForAll("batches") Sample[] batch) {
    if (loss.isClosedSet()) {
      return;
    }
    var original = IntStream.range(0, batch.length).toArray();
    var x = embeddings(batch, original, 1);
    var classes = BatchLabels.of(labels(batch, original));
    var all = classes.pairs();
    var pairs = BatchLabels.ofSimilarities(batch.length, all.left(), all.right(), all.similarity());
    double expected = value(loss, x, pairs);
    assertEquals(expected, value(loss, x, classes), 1e-5 * (1 + expected), loss.toString());
  }
}
