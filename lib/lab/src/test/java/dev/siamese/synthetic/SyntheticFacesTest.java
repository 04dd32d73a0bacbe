package dev.siamese.synthetic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.baseline.Pixels;
import dev.siamese.distance.Distances;
import dev.siamese.task.OneShotTasks;
import dev.siamese.tensor.Seed;
import org.junit.jupiter.api.Test;

class SyntheticFacesTest {

  @Test
  void equalSeedsGiveEqualImages() {
    var one = new SyntheticFaces(3, 4).generate(new Seed(1));
    var same = new SyntheticFaces(3, 4).generate(new Seed(1));
    assertArrayEquals(new int[] {4, 4, 4}, one.classSizes());
    assertEquals(112, one.height());
    assertArrayEquals(one.pixels(7), same.pixels(7));
  }

  @Test
  void pixelsTellPeopleApartBetterThanGuessingButNotPerfectly() {
    var faces = new SyntheticFaces(20, 6).generate(new Seed(1));
    var test = OneShotTasks.faces("drawn", faces, 0, new Seed(1)).test();
    assertEquals(10, test.data().classes().size());
    double error = new Pixels().evaluate(test, Distances.EUCLIDEAN).error().value();
    assertTrue(error > 0.1 && error < 0.8, "error " + error);
  }

  @Test
  void numbersBelowOneAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new SyntheticFaces(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SyntheticFaces(1, 0));
  }
}
