package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FittedFeaturesTest {

  private static final int SAMPLES = 6;

  /** Classes differ in two dimensions; within them, two others vary ten times as much. */
  private static float[] features(int classes, double nuisance, int[] labels) {
    var random = new Random(3);
    var values = new float[classes * SAMPLES * 4];
    for (int label = 0; label < classes; label++) {
      double x = random.nextGaussian();
      double y = random.nextGaussian();
      for (int k = 0; k < SAMPLES; k++) {
        int row = label * SAMPLES + k;
        labels[row] = label;
        values[4 * row] = (float) (x + 0.05 * random.nextGaussian());
        values[4 * row + 1] = (float) (y + 0.05 * random.nextGaussian());
        values[4 * row + 2] = (float) (nuisance * random.nextGaussian());
        values[4 * row + 3] = (float) (nuisance * random.nextGaussian());
      }
    }
    return values;
  }

  private static WhiteningSearch.Result search(int classes, double nuisance) {
    var labels = new int[classes * SAMPLES];
    var values = features(classes, nuisance, labels);
    try (var manager = Torch.manager(Device.cpu())) {
      var rows = Tensors.create(manager, values, new Shape(labels.length, 4));
      return WhiteningSearch.best(rows, labels, 4);
    }
  }

  @Test
  void largeVarianceWithinClassesIsWhitened() {
    var found = search(20, 10);
    assertTrue(found.shrinkage() < 0.1, "" + found);
    assertTrue(found.error() < 0.2, "" + found); // of random features: 0.9
  }

  @Test
  void tooFewClassesForCrossValidationHaveTheDefault() {
    assertEquals(new WhiteningSearch.Result(0.5, 1), search(3, 1));
  }

  /** Images of noise, 16×16 pixels. */
  private static Images noise(int channels, int classes) {
    var labels = new int[classes * SAMPLES];
    var names = new String[labels.length];
    for (int i = 0; i < labels.length; i++) {
      names[i] = "c" + i / SAMPLES;
    }
    var pixels = new byte[labels.length * channels * 256];
    new Random(1).nextBytes(pixels);
    return new Images(channels, 16, 16, pixels, Targets.of(names));
  }

  @Test
  void fittingChoosesFeaturesAndReturnsANetworkThatEmbeds() {
    var images = noise(3, 5);
    var input = ImageInput.fitted(8, 48).fit(images);
    var plan = new Identity().projected(6).withFittedFeatures(2).l2Normalized();
    assertTrue(plan.choosesFeatureWeight());
    assertThrows(IllegalStateException.class, plan::build);
    var fitted = plan.fit(images, input);
    assertFalse(fitted.choosesFeatureWeight());
    assertInstanceOf(WithWhitenedFeatures.class, ((L2Normalized) fitted).backbone());
    try (var encoder = Encoder.create(input, fitted, Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      var embeddings = encoder.embed(images, manager);
      assertEquals(30, embeddings.getShape().get(0));
      var network = embeddings.get(":, 0:6").norm(new int[] {1});
      assertArrayEquals( // 1 : 2 of a vector of length 1
          new float[] {(float) Math.sqrt(0.2)}, network.get("0:1").toFloatArray(), 1e-5f);
    }
    var light = fitted.withFeatureWeight(0.5);
    assertEquals(0.5, ((WithWhitenedFeatures) ((L2Normalized) light).backbone()).featureWeight());
  }

  @Test
  void theInputFitsSizeColoursAndBackground() {
    assertEquals(new ImageInput(16, false, 3), ImageInput.fitted(8, 48).fit(noise(3, 2)));
    assertEquals(new ImageInput(12, false, 1), ImageInput.fitted(8, 12).fit(noise(1, 2)));
    var paper = new byte[2 * 60 * 40];
    Arrays.fill(paper, (byte) 250);
    var sheets = new Images(60, 40, paper, Targets.of("a", "b"));
    assertEquals(new ImageInput(60, true, 1), ImageInput.fitted(8, 100).fit(sheets));
    assertEquals(new ImageInput(48, true, 1), ImageInput.fitted(8, 48).fit(sheets));
    assertEquals(new ImageInput(24, true, 1), ImageInput.fitted(8, 48).fit(sheets.resized(20)));
    assertThrows(IllegalStateException.class, () -> ImageInput.fitted(8, 48).transform(sheets));
    assertThrows(IllegalArgumentException.class, () -> ImageInput.fitted(9, 8));
  }

  @Test
  void coloursAndGreyImagesSuitEveryInput() {
    assertEquals(1, new ImageInput(8, false).transform(noise(3, 2)).channels());
    assertEquals(3, new ImageInput(8, false, 3).transform(noise(1, 2)).channels());
    assertThrows(IllegalArgumentException.class, () -> new ImageInput(8, false, 2));
  }

  @Test
  void cellsHoldGradientsAndMeanColoursWhateverTheContrast() {
    var layer =
        (OnOrientedGradients)
            new Identity()
                .onOrientedGradients(4)
                .fit(noise(3, 2), new ImageInput(24, false, 3)); // 12×12 cells
    assertEquals(2, layer.cellSize());
    var input = TensorInput.of(new Shape(3, 24, 24));
    try (var encoder = Encoder.create(input, layer, Device.cpu(), new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      var image = Tensors.create(manager, randomValues(3 * 24 * 24), new Shape(1, 3, 24, 24));
      var cells = Tensors.toFloatArray(encoder.forward(new NDList(image), false));
      assertEquals((4 + 3) * 144, cells.length);
      var darker = image.mul(0.8f).add(0.1f);
      assertArrayEquals(
          cells, Tensors.toFloatArray(encoder.forward(new NDList(darker), false)), 0.05f);
      float mean = Tensors.toFloatArray(image.mean())[0];
      float deviation = Tensors.toFloatArray(image.sub(mean).square().mean().sqrt())[0];
      float corner = Tensors.toFloatArray(image.get(":, 2, 0:2, 0:2").mean())[0];
      assertEquals((corner - mean) / deviation, cells[(4 + 2) * 144], 1e-4f);
    }
  }

  private static float[] randomValues(int count) {
    var random = new Random(2);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }
}
