package dev.siamese.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.mining.MultiSimilarityMining;
import dev.siamese.mining.PairMining;
import dev.siamese.mining.TripletMining;
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
            new Triplet(DISTANCE, 0.3, TripletMining.ALL),
            new Triplet(DISTANCE, 0.3, TripletMining.SEMI_HARD),
            new Triplet(DISTANCE, 0.3, TripletMining.HARD),
            new Contrastive(DISTANCE, 1, 0.5, PairMining.HARD),
            new Contrastive(DISTANCE, 1, 0.5, new MultiSimilarityMining(0.3)),
            new SoftTriplet(DISTANCE, TripletMining.ALL),
            new InfoNce(DISTANCE, 0.5),
            new SupervisedContrastive(DISTANCE, 0.5),
            new MultiSimilarity(DISTANCE, 3, 40, 0.25, new MultiSimilarityMining(0.2)),
            new MultiSimilarity(DISTANCE, 3, 40, 0.25, PairMining.ALL),
            new Circle(0.3, 64),
            new LiftedStructure(DISTANCE, 2),
            new NPairs(),
            new CosineRegression(),
            new EmbeddingNorm(2),
            new Sum(new InfoNce(DISTANCE, 0.1), new Contrastive(DISTANCE, 0.7), 0.5),
            new Sum(new Sum(new NPairs(), new Circle(0.3, 64), 2), new EmbeddingNorm(1), 0.01));
    for (var loss : losses) {
      assertEquals(loss, Losses.parse(loss.toString(), DISTANCE));
    }
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    var usual = new Triplet(DISTANCE, 0.2, TripletMining.SEMI_HARD);
    assertEquals(usual, Losses.parse("triplet", DISTANCE));
    assertEquals(usual, Losses.parse(" triplet ( ) ", DISTANCE));
    assertEquals(
        new Triplet(DISTANCE, 0.5, TripletMining.HARD),
        Losses.parse("triplet( mining = hard ,margin=.5)", DISTANCE));
    assertEquals(new Contrastive(DISTANCE, 1.4), Losses.parse("contrastive", DISTANCE));
    assertEquals(
        new Sum(new NPairs(), usual, 0.1), Losses.parse("n-pairs + 0.1 * triplet", DISTANCE));
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
