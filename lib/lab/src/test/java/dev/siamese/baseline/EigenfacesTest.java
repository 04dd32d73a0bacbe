package dev.siamese.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
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
    return new Images(2, 2, bytes, labels, classes);
  }

  @Test
  void theFirstAxisIsTheOneOfTheGreatestSpread() {
    // the mean is (102, 51, 0, 204); the spread is 102 along the first pixel, 51 along the second
    var known = images(0, 51, 0, 204, 204, 51, 0, 204, 102, 0, 0, 204, 102, 102, 0, 204);
    try (var faces = Eigenfaces.fit(known, 2, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      assertEquals(3, faces.componentCount());
      var asked = images(255, 51, 0, 204, 102, 255, 9, 204);
      var one = Tensors.toFloatArray(faces.transform(asked, 1, manager));
      assertEquals(153 / 255.0, Math.abs(one[0]), 1e-6);
      assertEquals(0, one[1], 1e-6);
      var two = Tensors.toFloatArray(faces.transform(asked, 2, manager));
      assertEquals(204 / 255.0, Math.abs(two[3]), 1e-6);
      assertArrayEquals(
          new float[] {102 / 255f, 51 / 255f, 0, 204 / 255f}, faces.toImages(1).pixels(0), 1e-6f);
      var axis = faces.toImages(1).pixels(1);
      assertTrue(axis[0] == 1 || axis[0] == 0, "the axis points along the first pixel");
      assertEquals(0.5, axis[1], 3e-3);
    }
  }

  @Test
  void onAllAxesDistancesAreThoseOfThePixels() {
    var data = new SyntheticGlyphs(2, 6, 3, 12).generate(new Seed(1));
    try (var faces = Eigenfaces.fit(data, 12, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      var rows = IntStream.range(0, data.size()).toArray();
      var pixels = data.batch(manager, rows).singletonOrThrow().reshape(data.size(), -1);
      var expected = Tensors.toFloatArray(Distances.EUCLIDEAN.allPairs(pixels, pixels));
      var all = faces.transform(data, faces.componentCount(), manager);
      var distances = Tensors.toFloatArray(Distances.EUCLIDEAN.allPairs(all, all));
      assertArrayEquals(expected, distances, 1e-4f);
      assertEquals(new Shape(data.size(), 5), faces.transform(data, 5, manager).getShape());
    }
  }

  @Test
  void theBestNumberOfComponentsIsThatOfTheLeastEqualErrorRate() {
    var data = new SyntheticGlyphs(2, 6, 3, 12).generate(new Seed(1));
    var validation = new SyntheticGlyphs(1, 8, 4, 12).generate(new Seed(2));
    try (var faces = Eigenfaces.fit(data, 12, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      var errors =
          IntStream.rangeClosed(1, faces.componentCount())
              .mapToDouble(
                  components -> {
                    var some = faces.transform(validation, components, manager);
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
  void mistakesAreNamed() {
    var one = images(1, 2, 3, 4);
    var few =
        assertThrows(IllegalArgumentException.class, () -> Eigenfaces.fit(one, 2, Device.cpu()));
    assertEquals("principal axes take at least 2 images, not 1", few.getMessage());
    try (var faces = Eigenfaces.fit(images(0, 0, 0, 0, 9, 9, 9, 9), 2, Device.cpu());
        var manager = Torch.manager(Device.cpu())) {
      for (int components : List.of(0, 2)) {
        var error =
            assertThrows(
                IllegalArgumentException.class, () -> faces.transform(one, components, manager));
        assertTrue(error.getMessage().startsWith(components + " components of 1"));
      }
    }
  }
}
