package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CategoryDropoutTest {

  private static long[] altered(double share, long... codes) {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch = manager.create(codes).reshape(new Shape(codes.length / 4, 4));
      return new CategoryDropout(share).apply(batch, new Seed(5).generator()).toLongArray();
    }
  }

  @Test
  void someFieldsBecomeUnknownAndTheOthersStay() {
    var codes = new long[4000];
    Arrays.setAll(codes, i -> 1 + i % 7);
    var altered = altered(0.3, codes);
    int dropped = 0;
    for (int i = 0; i < codes.length; i++) {
      assertTrue(altered[i] == 0 || altered[i] == codes[i]);
      dropped += altered[i] == 0 ? 1 : 0;
    }
    assertEquals(1200, dropped, 87); // three standard deviations
  }

  @Test
  void noneOrAll() {
    assertArrayEquals(new long[] {3, 1, 2, 9}, altered(0, 3, 1, 2, 9));
    assertArrayEquals(new long[4], altered(1, 3, 1, 2, 9));
    assertThrows(IllegalArgumentException.class, () -> new CategoryDropout(1.1));
  }
}
