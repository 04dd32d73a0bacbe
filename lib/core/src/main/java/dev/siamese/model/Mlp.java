package dev.siamese.model;

import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import java.util.List;

/**
 * A multilayer perceptron: dense layers with ReLU between them on the flattened first input, for
 * feature vectors and other samples of a fixed size. Input {@code (N, …)}; further inputs, such as
 * lengths, are ignored.
 *
 * @param layerSizes units of each layer; the last, without ReLU, is the length of the embeddings
 */
public record Mlp(List<Integer> layerSizes) implements Architecture {

  /**
   * Checks the values.
   *
   * @param layerSizes units of each layer; the last, without ReLU, is the length of the embeddings
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Mlp {
    layerSizes = Checks.requirePositive("layerSizes", layerSizes);
  }

  @Override
  public Block build() {
    var network = new SequentialBlock();
    network.add(FunctionLayer.flatten());
    for (int layer = 0; layer < layerSizes.size(); layer++) {
      if (layer > 0) {
        network.add(Activation.reluBlock());
      }
      network.add(Linear.builder().setUnits(layerSizes.get(layer)).build());
    }
    return network;
  }
}
