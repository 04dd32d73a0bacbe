package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.MultiSimilarityMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossesTest {

  private static final Distance DISTANCE = Distances.MANHATTAN;

  @Test
  void whatALossPrintsIsReadBack() {
    var losses =
        List.of(
            new Contrastive(DISTANCE, 0.7),
            new Contrastive(DISTANCE, 1.5, 0.25),
            new Triplet(DISTANCE, 0.3, TripletMiners.BATCH_ALL),
            new Triplet(DISTANCE, 0.3, TripletMiners.SEMI_HARD),
            new Triplet(DISTANCE, 0.3, TripletMiners.BATCH_HARD),
            new Contrastive(DISTANCE, 1, 0.5, PairMiners.BATCH_HARD),
            new Contrastive(DISTANCE, 1, 0.5, new MultiSimilarityMiner(0.3)),
            new SoftMarginTriplet(DISTANCE, TripletMiners.BATCH_ALL),
            new InfoNce(DISTANCE, 0.5),
            new SupervisedContrastive(DISTANCE, 0.5),
            new MultiSimilarity(DISTANCE, 3, 40, 0.25, new MultiSimilarityMiner(0.2)),
            new MultiSimilarity(DISTANCE, 3, 40, 0.25, PairMiners.ALL),
            new Circle(0.3, 64),
            new GeneralizedLiftedStructure(DISTANCE, 2),
            new NPairs(),
            new CosineSimilarityLoss(),
            new NormPenalty(2),
            new WeightedSum(new InfoNce(DISTANCE, 0.1), new Contrastive(DISTANCE, 0.7), 0.5),
            new WeightedSum(
                new WeightedSum(new NPairs(), new Circle(0.3, 64), 2), new NormPenalty(1), 0.01));
    for (var loss : losses) {
      assertEquals(loss, Losses.parse(loss.toString(), DISTANCE));
    }
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    var usual = new Triplet(DISTANCE, 0.2, TripletMiners.SEMI_HARD);
    assertEquals(usual, Losses.parse("triplet", DISTANCE));
    assertEquals(usual, Losses.parse(" triplet ( ) ", DISTANCE));
    assertEquals(
        new Triplet(DISTANCE, 0.5, TripletMiners.BATCH_HARD),
        Losses.parse("triplet( mining = hard ,margin=.5)", DISTANCE));
    assertEquals(new Contrastive(DISTANCE, 1.4), Losses.parse("contrastive", DISTANCE));
    assertEquals(
        new WeightedSum(new NPairs(), usual, 0.1),
        Losses.parse("n-pairs + 0.1 * triplet", DISTANCE));
  }

  private static void assertRefused(String message, String text) {
    var error = assertThrows(IllegalArgumentException.class, () -> Losses.parse(text, DISTANCE));
    assertEquals(message, error.getMessage());
  }

  @Test
  void whatIsNotUnderstoodIsNamed() {
    assertRefused("a loss is written name(key=value, …), not \"triplet(\"", "triplet(");
    assertRefused(
        "there is no loss \"tripled\", only circle, contrastive, cosine-regression, embedding-norm, info-nce, lifted-structure, multi-similarity, n-pairs, soft-triplet, supervised-contrastive, triplet",
        "tripled(margin=1)");
    assertRefused("triplet has no \"marge\", only margin, mining", "triplet(marge=1)");
    assertRefused("margin of triplet is a number, not \"wide\"", "triplet(margin=wide)");
    assertRefused(
        "mining of triplet is one of [all, semi-hard, hard, easy-positive, easy-positive-semi-hard], not \"harder\"",
        "triplet(mining=harder)");
    assertRefused(
        "\"margin=2\" in \"triplet(margin=1, margin=2)\" is not a key=value of its own",
        "triplet(margin=1, margin=2)");
    assertRefused(
        "\"much\" in \"triplet + much·n-pairs\" is not the weight of a loss",
        "triplet + much·n-pairs");
    assertRefused("a loss is written name(key=value, …), not \"triplet + \"", "triplet + ");
    assertRefused("a loss is written name(key=value, …), not \"\"", "");
    assertRefused("a loss is written name(key=value, …), not \"\"", "triplet + 2·");
    assertRefused("triplet loss needs a margin above 0, not -1.0", "triplet(margin=-1)");
  }
}
