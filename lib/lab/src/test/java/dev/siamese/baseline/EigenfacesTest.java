package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EigenfacesTest {

  /** Images of 2×2, each a class. */
  private static Images images(int... pixels) {
    var bytes = new byte[pixels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) pixels[i];
    }
    var labels = IntStream.range(0, bytes.length / 4).toArray();
    var classes = IntStream.of(labels).mapToObj(i -> new ClassInfo("" + i, "")).toList();
    return new Images(2, 2, bytes, new Targets(labels, classes));
  }

  @Test
  void theFirstAxisHasTheLargestVariance() {
    // the mean is (102, 51, 0, 204); the spread is 102 along the first pixel, 51 along the second
    var train = images(0, 51, 0, 204, 204, 51, 0, 204, 102, 0, 0, 204, 102, 102, 0, 204);
    var faces = Eigenfaces.fit(train, 2);
    assertEquals(3, faces.componentCount());
    var test = images(255, 51, 0, 204, 102, 255, 9, 204);
    var one = faces.withComponents(1).extract(test);
    assertEquals(153 / 255.0, Math.abs(one[0][0]), 1e-6);
    assertEquals(0, one[1][0], 1e-6);
    var two = faces.withComponents(2).extract(test);
    assertEquals(204 / 255.0, Math.abs(two[1][1]), 1e-6);
    var drawn = faces.withComponents(1).toImages();
    assertArrayEquals(new float[] {102 / 255f, 51 / 255f, 0, 204 / 255f}, drawn.pixels(0), 1e-6f);
    var axis = drawn.pixels(1);
    assertTrue(axis[0] == 1 || axis[0] == 0, "the axis points along the first pixel");
    assertEquals(0.5, axis[1], 3e-3);
  }

  @Test
  void allComponentsPreserveTheDistancesOfPixels() {
    var data = new SyntheticGlyphs(2, 6, 3, 12).generate(new Seed(1));
    var faces = Eigenfaces.fit(data, 12);
    assertEquals(5, faces.withComponents(5).extract(data)[0].length);
    try (var manager = Torch.manager(Device.cpu())) {
      var pixels = manager.create(new Pixels().extract(data));
      var components = manager.create(faces.extract(data));
      assertArrayEquals(
          Tensors.toFloatArray(Distances.EUCLIDEAN.allPairs(pixels, pixels)),
          Tensors.toFloatArray(Distances.EUCLIDEAN.allPairs(components, components)),
          1e-4f);
    }
  }

  @Test
  void theBestNumberOfComponentsHasTheLowestEqualErrorRate() {
    var data = new SyntheticGlyphs(2, 6, 3, 12).generate(new Seed(1));
    var validation = new SyntheticGlyphs(1, 8, 4, 12).generate(new Seed(2));
    var faces = Eigenfaces.fit(data, 12);
    try (var manager = Torch.manager(Device.cpu())) {
      var errors =
          IntStream.rangeClosed(1, faces.componentCount())
              .mapToDouble(
                  components -> {
                    var some = manager.create(faces.withComponents(components).extract(validation));
                    return VerificationPairs.all(some, validation.labels(), Distances.COSINE)
                        .equalErrorRate();
                  })
              .toArray();
      int best = faces.bestComponents(validation, Distances.COSINE);
      for (int i = 0; i < errors.length; i++) {
        assertTrue(
            errors[best - 1] < errors[i] || (errors[best - 1] == errors[i] && best <= i + 1));
      }
    }
  }

  @Test
  void invalidArgumentsAreNamed() {
    var one = images(1, 2, 3, 4);
    var few = assertThrows(IllegalArgumentException.class, () -> Eigenfaces.fit(one, 2));
    assertTrue(few.getMessage().endsWith("got 1"), few.getMessage());
    var faces = Eigenfaces.fit(images(0, 0, 0, 0, 9, 9, 9, 9), 2);
    for (int components : List.of(0, 2)) {
      var error =
          assertThrows(IllegalArgumentException.class, () -> faces.withComponents(components));
      assertTrue(error.getMessage().contains("components " + components), error.getMessage());
    }
  }
}
