package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.NormalInitializer;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Tensors;
import java.util.List;
import org.junit.jupiter.api.Test;

class MuonTest {

  /** A vector, a kernel that is a matrix of 16 × 36, and one of too few filters. */
  private static Weights weights(NDManager manager) {
    var shapes = List.of(new Shape(5), new Shape(16, 3, 3, 4), new Shape(4, 3, 3, 4));
    var parameters = shapes.stream().map(shape -> parameter(shape, manager)).toList();
    return new Weights(parameters, manager.getDevice());
  }

  private static Parameter parameter(Shape shape, NDManager manager) {
    var parameter = Parameter.builder().setName("w").setType(Parameter.Type.WEIGHT).build();
    parameter.setInitializer(new NormalInitializer());
    parameter.setShape(shape);
    parameter.initialize(manager, DataType.FLOAT32);
    return parameter;
  }

  private static float[] noise(int count) {
    var random = new Seed(1).generator();
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @Test
  void onlyMatricesAreMovedAndAsFarInEveryDirection() {
    try (var manager = Torch.manager(Device.cpu())) {
      var weights = weights(manager);
      int count = 5 + 16 * 36 + 4 * 36;
      var gradient = Tensors.create(manager, noise(count));
      var move = manager.zeros(new Shape(count));
      new Muon(weights, 0.5, manager).replaceMatrixUpdates(gradient, move);
      assertArrayEquals(new float[5], Tensors.toFloatArray(move.get("0:5")));
      assertArrayEquals(new float[4 * 36], Tensors.toFloatArray(move.get("581:725")));
      var moved = move.get("5:581").reshape(16, 36);
      // each singular value from 0.7 to 1.2, times 0.5 √36
      var values = Tensors.toFloatArray(LinalgOps.svdvals(moved));
      assertEquals(3, values[0], 0.7);
      assertEquals(3, values[15], 1.1);
      double square = 0;
      for (float value : Tensors.toFloatArray(moved)) {
        square += value * value;
      }
      assertEquals(0.5, Math.sqrt(square / (16 * 36)), 0.1);
    }
  }

  @Test
  void theFirstMoveOfAMatrixIgnoresHowLongItsGradientIs() {
    try (var manager = Torch.manager(Device.cpu())) {
      var weights = weights(manager);
      var gradient = Tensors.create(manager, noise(725));
      var move = manager.zeros(new Shape(725));
      var same = manager.zeros(new Shape(725));
      new Muon(weights, 0.5, manager).replaceMatrixUpdates(gradient, move);
      new Muon(weights, 0.5, manager).replaceMatrixUpdates(gradient.mul(1024), same);
      assertArrayEquals(Tensors.toFloatArray(move), Tensors.toFloatArray(same), 1e-4f);
    }
  }
}
