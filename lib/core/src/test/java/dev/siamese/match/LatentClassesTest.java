package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentClassesTest {

  private static final int DUPLICATES = 200;
  private static final int RELATIVES = 300;

  /** Name, address and date of birth; relatives share the address, others nothing. */
  private static int[][] pairs(Random random) {
    var pairs = new int[1_500][3];
    for (int i = 0; i < pairs.length; i++) {
      for (int field = 0; field < 3; field++) {
        boolean agrees = i < DUPLICATES || field == 1 && i < DUPLICATES + RELATIVES;
        boolean disturbed = random.nextInt(10) == 0;
        pairs[i][field] = agrees != disturbed ? 3 + random.nextInt(2) : random.nextInt(2);
      }
    }
    return pairs;
  }

  private static int[][] random(Random random) {
    var pairs = new int[1_000][3];
    for (var pair : pairs) {
      for (int field = 0; field < 3; field++) {
        pair[field] = random.nextInt(10) == 0 ? 3 + random.nextInt(2) : random.nextInt(2);
      }
    }
    return pairs;
  }

  @Test
  void relatedPairsAreNoDuplicates() {
    var random = new Random(1);
    var classes = LatentClasses.fit(pairs(random), random(random));
    assertTrue(classes.probability(new int[] {4, 4, 4}) > 0.9);
    assertTrue(classes.probability(new int[] {0, 4, 0}) < 0.1);
    assertTrue(classes.probability(new int[] {0, 0, 0}) < 0.01);
    assertTrue(classes.probability(new int[] {4, -1, 4}) > 0.9); // missing
  }

  @Test
  void aHigherLevelIsNeverEvidenceAgainstDuplicates() {
    var random = new Random(2);
    var classes = LatentClasses.fit(pairs(random), random(random));
    for (int level = 1; level < 5; level++) {
      double lower = classes.probability(new int[] {level - 1, 3, 3});
      assertTrue(classes.probability(new int[] {level, 3, 3}) >= lower - 1e-9);
    }
  }

  @Test
  void levelsAreThoseOfTheSimilarity() {
    assertEquals(0, LatentClasses.level(0));
    assertEquals(1, LatentClasses.level(0.2));
    assertEquals(2, LatentClasses.level(0.79));
    assertEquals(3, LatentClasses.level(0.998));
    assertEquals(4, LatentClasses.level(1));
  }
}
