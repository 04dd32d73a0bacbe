package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What all alterations of batches promise. */
class AugmentationTest {

  private static final Shape IMAGES = new Shape(8, 2, 9, 12);
  private static final Shape SIGNALS = new Shape(8, 3, 40);
  private static final Shape SPECTROGRAMS = new Shape(8, 1, 16, 30);

  static Stream<Arguments> all() {
    return Stream.of(
        Arguments.of(RandomAffine.HANDWRITING, IMAGES),
        Arguments.of(ElasticTransform.HANDWRITING, IMAGES),
        Arguments.of(new RandomMorphology(0.5), IMAGES),
        Arguments.of(new SharedTransform(2, RandomAffine.HANDWRITING), IMAGES),
        Arguments.of(new RandomFlip(0.5, 0.5), IMAGES),
        Arguments.of(new RandomErasing(0.1, 0.4, 0.5), IMAGES),
        Arguments.of(new BrightnessContrast(0.3, 0.5), IMAGES),
        Arguments.of(new GaussianNoise(0.1), IMAGES),
        Arguments.of(new GaussianNoise(0.1), SIGNALS),
        Arguments.of(new AmplitudeScaling(0.3, 0.2), SIGNALS),
        Arguments.of(new TimeWarp(0.5, 4), SIGNALS),
        Arguments.of(new TimeWarp(0.5, 4), SPECTROGRAMS),
        Arguments.of(new RandomTimeCrop(0.7), SIGNALS),
        Arguments.of(new RandomTimeCrop(0.7), SPECTROGRAMS),
        Arguments.of(new TimeMasking(0.3, 2), SIGNALS),
        Arguments.of(new TimeMasking(0.3, 2), SPECTROGRAMS),
        Arguments.of(new FrequencyMasking(0.3, 2), SPECTROGRAMS),
        Arguments.of(new GaussianNoise(0.1).withProbability(0.5), SIGNALS),
        Arguments.of(new GaussianNoise(0.1).then(new AmplitudeScaling(0.3, 0.2)), SIGNALS));
  }

  @ParameterizedTest
  @MethodSource("all")
  void keepsShapeAndInputAndGivesEachSampleItsOwnDraw(Augmentation augmentation, Shape shape) {
    try (var manager = Torch.manager(Device.cpu())) {
      int n = (int) shape.get(0);
      var sample = TestBatches.uniform(shape.size() / n, 0, 1);
      var before = new float[(int) shape.size()];
      for (int i = 0; i < before.length; i++) {
        before[i] = sample[i % sample.length];
      }
      var batch = manager.create(before, shape);
      var one = augmentation.apply(batch, new Seed(1).generator());
      var two = augmentation.apply(batch, new Seed(1).generator()).toFloatArray();
      var other = augmentation.apply(batch, new Seed(2).generator()).toFloatArray();
      assertEquals(shape, one.getShape());
      assertEquals(manager, one.getManager());
      assertArrayEquals(one.toFloatArray(), two);
      assertFalse(Arrays.equals(two, other), "two seeds, one result");
      assertArrayEquals(before, batch.toFloatArray());
      long kinds =
          IntStream.range(0, n)
              .mapToObj(i -> Arrays.toString(TestBatches.part(two, i, n)))
              .distinct()
              .count();
      assertTrue(kinds > 1, "equal samples were altered equally");
    }
  }

  @Test
  void transformsPrintTheirParameters() {
    var chain = new RandomFlip(0.5, 0).then(new GaussianNoise(0.1).withProbability(0.25));
    assertEquals(
        "RandomFlip[horizontal=0.5, vertical=0.0], (GaussianNoise[std=0.1]) with probability 0.25",
        chain.toString());
  }

  @Test
  void sometimesTakesSomeSamplesWholeAndLeavesTheOthers() {
    var shape = new Shape(400, 2, 5);
    var batch = TestBatches.uniform(shape.size(), 0, 1);
    Augmentation half = (b, random) -> b.mul(0.5f);
    var halved = TestBatches.augment(half.withProbability(0.3), batch, shape, 1);
    int count = 0;
    for (int i = 0; i < 400; i++) {
      var part = TestBatches.part(halved, i, 400);
      float factor = part[0] == batch[10 * i] ? 1 : 0.5f;
      count += factor < 1 ? 1 : 0;
      for (int k = 0; k < 10; k++) {
        assertEquals(factor * batch[10 * i + k], part[k]);
      }
    }
    assertEquals(120, count, 37, "4 standard deviations");
  }

  @Test
  void alwaysAndNeverAreExact() {
    var shape = new Shape(3, 1, 4);
    var batch = TestBatches.uniform(12, 0, 1);
    Augmentation zero = (b, random) -> b.zerosLike();
    assertArrayEquals(batch, TestBatches.augment(zero.withProbability(0), batch, shape, 1));
    assertArrayEquals(new float[12], TestBatches.augment(zero.withProbability(1), batch, shape, 1));
  }

  @Test
  void aProbabilityAboveOneIsRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class, () -> new RandomFlip(0.5, 0).withProbability(50));
    assertTrue(error.getMessage().contains("probability must be from 0 to 1: 50.0"));
  }

  @Test
  void aBatchOfTheWrongShapeIsRefused() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> TestBatches.augment(new RandomFlip(1, 0), new float[6], new Shape(2, 3), 1));
    assertTrue(error.getMessage().contains("(2, 3)"), error.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> TestBatches.augment(new TimeWarp(0.5, 4), new float[6], new Shape(2, 3), 1));
  }
}
