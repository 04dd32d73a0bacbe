package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.catalog.Signatures;
import dev.siamese.distance.Distances;
import dev.siamese.synthetic.SyntheticSignatures;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SignatureVerificationTest {

  private static final NDManager MANAGER = Torch.manager(Device.cpu());

  /** Two writers, three genuine signatures and two forgeries of each. */
  private static final Signatures TWO =
      new SyntheticSignatures(2, 3, 1, 2, 16).generate(new Seed(1));

  // points on a line
  private static final NDArray GENUINE =
      MANAGER.create(new float[][] {{0}, {1}, {3}, {10}, {12}, {11}});
  private static final NDArray FORGED = MANAGER.create(new float[][] {{5}, {2}, {6}, {14}});

  @AfterAll
  static void close() {
    MANAGER.close();
  }

  @Test
  void oneReferenceIsTheFirstSignature() {
    var test = SignatureVerification.of(GENUINE, FORGED, TWO, Distances.EUCLIDEAN, 1);
    assertArrayEquals(new float[] {1, 1, 2, 3}, test.randomForgeries().positive(), 1e-4f);
    // 1 and 3 from 10; 12 and 11 from 0
    assertArrayEquals(new float[] {7, 9, 11, 12}, test.randomForgeries().negative(), 1e-4f);
    assertArrayEquals(new float[] {1, 1, 2, 3}, test.skilledForgeries().positive(), 1e-4f);
    // 5 and 2 from 0; 6 and 14 from 10
    assertArrayEquals(new float[] {2, 4, 4, 5}, test.skilledForgeries().negative(), 1e-4f);
  }

  @Test
  void theDistanceIsTheMeanToTheReferences() {
    var test = SignatureVerification.of(GENUINE, FORGED, TWO, Distances.EUCLIDEAN, 2);
    // 3 from 0 and 1; 11 from 10 and 12
    assertArrayEquals(new float[] {1, 2.5f}, test.skilledForgeries().positive(), 1e-4f);
    assertArrayEquals(new float[] {1.5f, 3, 4.5f, 5}, test.skilledForgeries().negative(), 1e-4f);
    assertArrayEquals(new float[] {8, 10.5f}, test.randomForgeries().negative(), 1e-4f);
  }

  @Test
  void oneSignatureMustRemainBesideTheReferences() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> SignatureVerification.of(GENUINE, FORGED, TWO, Distances.EUCLIDEAN, 3));
    assertTrue(error.getMessage().contains("3 references of writer001"), error.getMessage());
  }

  @Test
  void withoutSkilledForgeriesOnlyRandomOnesAreEvaluated() {
    var data = new Signatures(TWO.genuine(), TWO.forged().select());
    var none = MANAGER.zeros(new Shape(0, 1));
    var test = SignatureVerification.of(GENUINE, none, data, Distances.EUCLIDEAN, 1);
    assertEquals(0, test.skilledForgeries().negative().length);
    assertEquals(4, test.randomForgeries().negative().length);
    assertEquals(Set.of("eer_random", "tar@far=0.01_random"), test.metrics().keySet());
  }

  @Test
  void theTableHasARowForEachSystem() {
    var test = SignatureVerification.of(GENUINE, FORGED, TWO, Distances.EUCLIDEAN, 1);
    var table = SignatureVerification.table(Map.of("by hand", test));
    assertEquals("by hand", table.stringColumn("name").get(0));
    assertEquals(0, table.doubleColumn("random_eer").get(0)); // 1 to 3 against 7 to 12
    assertTrue(table.doubleColumn("random_tar").isMissing(0)); // of 4 negative pairs
    // 1, 1, 2, 3 against 2, 4, 4, 5: at 2 one of four negatives is accepted and one of four
    // positives rejected
    assertEquals(0.25, table.doubleColumn("skilled_eer").get(0), 1e-9);
  }
}
