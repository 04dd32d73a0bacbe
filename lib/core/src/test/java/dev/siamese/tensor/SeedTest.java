package dev.siamese.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedTest {

  @Test
  void equalSeedsGiveEqualNumbers() {
    assertEquals(
        new Seed(3).derive("a").generator().nextLong(),
        new Seed(3).derive("a").generator().nextLong());
  }

  @Test
  void partsAndIndicesGiveOtherNumbers() {
    var seed = new Seed(3);
    assertNotEquals(seed.derive("a"), seed.derive("b"));
    assertEquals(1000, LongStream.range(0, 1000).mapToObj(seed::derive).distinct().count());
  }

  @Test
  void aPermutationHasEveryNumberOnce() {
    var order = new Seed(5).permutation(100);
    assertNotEquals(0, Arrays.compare(order, IntStream.range(0, 100).toArray()));
    assertArrayEquals(IntStream.range(0, 100).toArray(), Arrays.stream(order).sorted().toArray());
  }

  @Test
  void everyPlaceOfAPermutationIsEquallyLikely() {
    var firsts = new int[4];
    for (int i = 0; i < 4000; i++) {
      firsts[new Seed(1).derive(i).permutation(4)[0]]++;
    }
    for (int count : firsts) {
      assertEquals(1000, count, 120, "4 standard deviations: " + Arrays.toString(firsts));
    }
  }
}
