package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExtraTreesTest {

  private final float[][] x = new float[400][3];
  private final boolean[] y = new boolean[400];

  ExtraTreesTest() {
    var random = new Seed(1).generator();
    for (int i = 0; i < y.length; i++) {
      for (int j = 0; j < 3; j++) {
        x[i][j] = random.nextFloat();
      }
      y[i] = x[i][0] > 0.5 != x[i][1] > 0.5; // no single feature separates the classes
    }
  }

  @Test
  void learnsAnExclusiveOr() {
    var trees = ExtraTrees.fit(x, y, new Seed(2));
    assertTrue(trees.probability(new float[] {0.2f, 0.8f, 0.5f}) > 0.7);
    assertTrue(trees.probability(new float[] {0.8f, 0.8f, 0.5f}) < 0.3);
    var outOfBag = trees.outOfBag();
    long correct = IntStream.range(0, y.length).filter(i -> outOfBag[i] > 0.5 == y[i]).count();
    assertTrue(correct > 340, "correct: " + correct);
  }

  @Test
  void outOfBagDoesNotSeeTheLabelOfItsExample() {
    var random = new Seed(3).generator();
    for (int i = 0; i < y.length; i++) {
      y[i] = random.nextBoolean();
    }
    var outOfBag = ExtraTrees.fit(x, y, new Seed(4)).outOfBag();
    long correct = IntStream.range(0, y.length).filter(i -> outOfBag[i] > 0.5 == y[i]).count();
    assertEquals(200, correct, 45);
  }

  @Test
  void equalSeedsGiveEqualTrees() {
    assertArrayEquals(
        ExtraTrees.fit(x, y, new Seed(5)).outOfBag(), ExtraTrees.fit(x, y, new Seed(5)).outOfBag());
  }

  @Test
  void constantFeaturesGiveTheFractionOfPositives() {
    for (var row : x) {
      Arrays.fill(row, 1);
    }
    double fraction = IntStream.range(0, y.length).filter(i -> y[i]).count() / 400.0;
    assertEquals(fraction, ExtraTrees.fit(x, y, new Seed(6)).probability(x[0]), 0.02);
  }
}
