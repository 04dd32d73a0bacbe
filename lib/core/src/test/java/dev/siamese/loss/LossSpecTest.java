package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import com.google.gson.GsonBuilder;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.PairMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiner;
import dev.siamese.mining.TripletMiners;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LossSpecTest {

  /** A loss of the user's own. */
  public record Spread(double scale) implements Loss {

    public Spread() {
      this(1);
    }

    @Override
    public NDArray compute(NDArray embeddings, BatchLabels labels) {
      return embeddings.square().mean().mul(scale);
    }
  }

  @Provide
  Arbitrary<LossSpec> losses() {
    var number = Arbitraries.doubles().between(0.01, 0.99);
    var distance =
        Arbitraries.oneOf(
            Arbitraries.<Distance>of(Distances.values()),
            number.map(x -> Distances.minkowski(1 + x)));
    var pairs =
        Arbitraries.oneOf(
            Arbitraries.<PairMiner>of(PairMiners.values()),
            number.map(PairMiners::multiSimilarity));
    var triplets =
        Arbitraries.oneOf(
            Arbitraries.<TripletMiner>of(TripletMiners.values()),
            number.map(x -> TripletMiners.distanceWeighted(x, x + 1)));
    var single =
        Arbitraries.<LossSpec>oneOf(
            Arbitraries.of(new NPairs(), new CosineSimilarityLoss(), new NormPenalty(2)),
            Arbitraries.of(new Contrastive(), new Triplet(), new InfoNce(), new ProxyAnchor()),
            Combinators.combine(distance, number, number, pairs)
                .as((d, m, p, miner) -> new Contrastive(d, m + p, p, miner)),
            Combinators.combine(distance, number, triplets).as(Triplet::new),
            Combinators.combine(distance, triplets).as(SoftMarginTriplet::new),
            Combinators.combine(distance, number).as(InfoNce::new),
            Combinators.combine(distance, number).as(SupervisedContrastive::new),
            Combinators.combine(distance, number).as(GeneralizedLiftedStructure::new),
            Combinators.combine(distance, number, number, number, pairs).as(MultiSimilarity::new),
            Combinators.combine(number, number).as(Circle::new),
            Combinators.combine(number, number).as(ProxyAnchor::new),
            Arbitraries.of(true, false).map(BinaryCrossEntropy::new),
            number.list().ofMaxSize(3).map(SoftmaxClassifier::new),
            number.map(Spread::new));
    var sum = Combinators.combine(single, single, number).as(WeightedSum::new);
    var nested = Combinators.combine(sum, sum, number).as(WeightedSum::new);
    return Arbitraries.oneOf(single, sum, nested);
  }

  @Property
  void textIsReadBack(@ForAll("losses") LossSpec loss) {
    if (!loss.toString().contains("[scale")) { // a record without a toString of its own
      assertEquals(loss, LossSpec.parse(loss.toString()));
    }
  }

  @Property
  void jsonIsReadBack(@ForAll("losses") LossSpec loss) {
    var gson =
        new GsonBuilder().registerTypeAdapterFactory(LossSpec.FAMILY.adapterFactory()).create();
    assertEquals(loss, gson.fromJson(gson.toJson(loss, LossSpec.class), LossSpec.class));
    assertEquals(loss, gson.fromJson(gson.toJson(loss), LossSpec.class));
  }

  @Test
  void everyNameWithDefaultsIsTheConstructorWithoutParameters() throws Exception {
    assertTrue(LossSpec.names().contains("contrastive"));
    for (var name : LossSpec.names()) {
      if (!name.equals("weighted-sum")) {
        var loss = LossSpec.parse(name);
        assertEquals(loss.getClass().getConstructor().newInstance(), loss);
        assertEquals(name, loss.toString());
        try (var created = loss.create(3, 4, Device.cpu(), new Seed(1))) {
          var x = Gradients.random(6, 4, 1);
          assertTrue(Double.isFinite(Gradients.value(created, x, 0, 0, 1, 1, 2, 2)), name);
        }
      }
    }
  }

  @Test
  void jsonIsAnObjectOrText() {
    var gson =
        new GsonBuilder().registerTypeAdapterFactory(LossSpec.FAMILY.adapterFactory()).create();
    var expected = new Triplet(Distances.COSINE, 0.3, TripletMiners.BATCH_HARD);
    for (var json :
        List.of(
            "{\"type\":\"Triplet\",\"margin\":0.3,\"distance\":\"cosine\",\"miner\":\"batch-hard\"}",
            "{\"type\":\"triplet\",\"margin\":0.3,\"distance\":{\"type\":\"Distances\",\"value\":\"COSINE\"},\"miner\":\"batch-hard\"}",
            "\"triplet( miner = batch-hard, margin=.3, distance=cosine)\"")) {
      assertEquals(expected, gson.fromJson(json, LossSpec.class));
    }
    assertEquals(
        "{\"type\":\"Triplet\",\"distance\":\"cosine\",\"margin\":0.3,\"miner\":\"batch-hard\"}",
        gson.toJson(expected));
  }

  @Test
  void sumsAndNestedParametersAreRead() {
    assertEquals(
        new WeightedSum(new NPairs(), new NormPenalty(2), 0.02),
        LossSpec.parse("n-pairs + 0.02 * norm-penalty(p=2)"));
    assertEquals(
        new WeightedSum(new Triplet(), new ProxyAnchor(), 1),
        LossSpec.parse("triplet+proxy-anchor"));
    assertEquals(
        new Triplet(Distances.minkowski(3), 0.2, TripletMiners.distanceWeighted(0.3, 1.4)),
        LossSpec.parse("triplet(distance=minkowski(p=3), miner=distance-weighted(cutoff=0.3))"));
    assertEquals(new Spread(2), LossSpec.parse("dev.siamese.loss.LossSpecTest$Spread(scale=2)"));
  }

  @Test
  void anotherDistanceReplacesTheDistancesThatThereAre() {
    var cosine = Distances.COSINE;
    assertEquals(
        Optional.of(new Contrastive(cosine, 1.4, 0.4)), new Contrastive().withDistance(cosine));
    for (var loss : List.of(new Circle(), new NPairs(), new CosineSimilarityLoss())) {
      assertEquals(Optional.empty(), loss.withDistance(cosine));
    }
    assertEquals(
        Optional.of(new WeightedSum(new NPairs(), new Contrastive(cosine, 1.4, 0.4), 2)),
        new NPairs().plus(new Contrastive(), 2).withDistance(cosine));
  }

  private static void assertRefused(String text, String... mentioned) {
    var error = assertThrows(IllegalArgumentException.class, () -> LossSpec.parse(text));
    for (var part : mentioned) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }

  @Test
  void errorsNameWhatIsWrongAndWhatIsAllowed() {
    assertRefused("tripled(margin=1)", "tripled", "triplet", "soft-margin-triplet");
    assertRefused("triplet(marge=1)", "marge", "distance, margin, miner");
    assertRefused("triplet(margin=wide)", "margin", "triplet", "wide");
    assertRefused("norm-penalty(p=1.5)", "p", "norm-penalty", "1.5");
    assertRefused("binary-cross-entropy(classBalanced=yes)", "classBalanced", "yes");
    assertRefused("triplet(miner=harder)", "harder", "batch-hard", "distance-weighted");
    assertRefused("contrastive(miner=semi-hard)", "semi-hard", "batch-hard", "multi-similarity");
    assertRefused("triplet(distance=cosine(p=2))", "cosine", "p");
    assertRefused("triplet(distance=minkowski)", "minkowski", "p");
    assertRefused("triplet(margin=1, margin=2)", "margin");
    assertRefused("triplet + much*n-pairs", "character 15");
    assertRefused("triplet(", "triplet(", "name(key=value");
    assertRefused("triplet + ");
    assertRefused("");
    assertRefused("triplet + 2*");
    assertRefused("triplet)");
    assertRefused("triplet(margin=-1)", "-1.0");
    assertRefused("java.lang.String", "java.lang.String");
  }

  @Test
  void aMinerThatNeedsTheDimensionsIsCreatedWithTheLoss() {
    var loss = new Triplet(Distances.EUCLIDEAN, 0.2, TripletMiners.distanceWeighted(0.5, 1.4));
    var x = Gradients.random(6, 4, 1);
    int[] labels = {0, 0, 1, 1, 2, 2};
    assertThrows(IllegalStateException.class, () -> Gradients.value(loss, x, labels));
    var created = loss.create(3, 4, Device.cpu(), new Seed(1));
    assertTrue(Double.isFinite(Gradients.value(created, x, labels)));
    assertEquals(loss.toString(), created.toString());
  }
}
