package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import java.util.List;
import java.util.stream.LongStream;

/**
 * No preprocessing: the batches of any data set as they are.
 *
 * @param sampleShapes the shape of one sample for each tensor of a batch, such as {@code [[50, 3],
 *     []]} for sequences of 50 steps and 3 features, and their lengths
 */
record TensorInput(List<List<Long>> sampleShapes) implements Preprocessor {

  TensorInput {
    sampleShapes = sampleShapes.stream().map(List::copyOf).toList();
    if (sampleShapes.isEmpty()) {
      throw new IllegalArgumentException("sampleShapes must have at least one tensor: []");
    }
  }

  /** From the shape of one sample for each tensor; {@code new Shape()} is one number per sample. */
  static TensorInput of(Shape... sampleShapes) {
    return new TensorInput(
        List.of(sampleShapes).stream()
            .map(shape -> LongStream.of(shape.getShape()).boxed().toList())
            .toList());
  }

  @Override
  public Dataset transform(Dataset raw) {
    return raw;
  }

  @Override
  public List<Shape> shapes(int n) {
    return sampleShapes.stream().map(shape -> new Shape(n).addAll(new Shape(shape))).toList();
  }
}
