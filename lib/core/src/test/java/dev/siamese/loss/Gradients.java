package dev.siamese.loss;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;

/** Values and gradients of losses, by the engine and by finite differences. */
final class Gradients {

  private Gradients() {}

  static float[][] random(int n, int dimensions, long seed) {
    var random = new Seed(seed).generator();
    var rows = new float[n][dimensions];
    for (var row : rows) {
      for (int d = 0; d < dimensions; d++) {
        row[d] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  static double value(Loss loss, float[][] embeddings, int... labels) {
    return value(loss, embeddings, BatchLabels.of(labels));
  }

  static double value(Loss loss, float[][] embeddings, BatchLabels labels) {
    try (var manager = Torch.manager(Device.cpu())) {
      return loss.compute(manager.create(embeddings), labels).getFloat();
    }
  }

  static float[] gradient(Loss loss, float[][] embeddings, int... labels) {
    try (var manager = Torch.manager(Device.cpu());
        var collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      var array = manager.create(embeddings);
      array.setRequiresGradient(true);
      collector.backward(loss.compute(array, BatchLabels.of(labels)));
      return array.getGradient().toFloatArray();
    }
  }

  /** Central differences; float values allow about three digits. */
  static float[] finiteDifferences(Loss loss, float[][] embeddings, int... labels) {
    int dimensions = embeddings[0].length;
    var result = new float[embeddings.length * dimensions];
    float step = 1e-2f;
    for (int i = 0; i < result.length; i++) {
      var row = embeddings[i / dimensions];
      float here = row[i % dimensions];
      row[i % dimensions] = here + step;
      double up = value(loss, embeddings, labels);
      row[i % dimensions] = here - step;
      double down = value(loss, embeddings, labels);
      row[i % dimensions] = here;
      result[i] = (float) ((up - down) / (2 * step));
    }
    return result;
  }
}
