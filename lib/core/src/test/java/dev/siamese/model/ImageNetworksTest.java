package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes of outputs and parameters of the convolutional networks. */
class ImageNetworksTest {

  private static final int N = 4;

  private static Encoder encoder(Architecture architecture, int size) {
    return Encoder.create(new ImageInput(size, true), architecture, Device.cpu(), new Seed(1));
  }

  private static long outputSize(Encoder encoder, int size) {
    try (var manager = Torch.manager(Device.cpu())) {
      var images = new NDList(manager.zeros(new Shape(N, 1, size, size)));
      return encoder.forward(images, false).size();
    }
  }

  @Test
  void kochCnnHasTheParametersOfThePaper() {
    try (var manager = Torch.manager(Device.cpu())) {
      var network = new KochCnn().build();
      network.setInitializer((owner, shape, type) -> owner.zeros(shape), p -> true);
      network.initialize(manager, DataType.FLOAT32, new Shape(1, 1, 105, 105));
      long size =
          network.getParameters().values().stream().mapToLong(p -> p.getShape().size()).sum();
      // with the weight of each of the 4096 differences, and a bias, it is 38,951,745
      assertEquals(38_951_745 - 4097, size);
    }
  }

  @Test
  void conv4ReducesTwentyEightPixelsToOne() {
    try (var encoder = encoder(new Conv4(), 28)) {
      assertEquals(N * 64, outputSize(encoder, 28));
      int convolutions = 9 * 64 + 3 * 9 * 64 * 64;
      assertEquals(convolutions + 4 * 2 * 64, encoder.parameterCount());
    }
  }

  @Test
  void aStageWithoutPoolingKeepsTheSize() {
    for (int unpooled = 0; unpooled <= 2; unpooled++) {
      try (var encoder = encoder(new ResidualCnn(0, List.of(4, 8), unpooled), 12)) {
        int side = 3 << unpooled;
        assertEquals(N * side * side * 8, outputSize(encoder, 12));
      }
    }
  }

  @Test
  void aStemHalvesTheImage() {
    try (var encoder = encoder(new ResidualCnn(3, List.of(8), 1), 12)) {
      assertEquals(N * 6 * 6 * 8, outputSize(encoder, 12));
      int stem = 25 * 3 + 2 * 3;
      int stage = 9 * 3 * 8 + 9 * 8 * 8 + 3 * 8 + 3 * 2 * 8;
      assertEquals(stem + stage, encoder.parameterCount());
    }
  }

  @Test
  void spaceToDepthKeepsTheOrderOfThePixels() {
    try (var manager = Torch.manager(Device.cpu())) {
      var image = manager.arange(16f).reshape(1, 1, 4, 4);
      var folded = new SpaceToDepth(2, new Identity()).rearrange(image);
      assertEquals(new Shape(1, 4, 2, 2), folded.getShape());
      assertArrayEquals(
          new float[] {0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15},
          folded
              .toFloatArray()); // of each square: upper left, upper right, lower left, lower right
    }
  }
}
