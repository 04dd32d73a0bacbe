package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Samples of any data set, just as its batches hold them.
 *
 * @param sampleShapes for each tensor of a batch the dimensions of one sample, such as {@code [[50,
 *     3], []]} for sequences of 50 steps and 3 features and a length for each
 */
public record TensorInput(List<List<Long>> sampleShapes) implements Preprocessor {

  public TensorInput {
    sampleShapes = sampleShapes.stream().map(List::copyOf).toList();
    if (sampleShapes.isEmpty()) {
      throw new IllegalArgumentException("an input needs at least one tensor");
    }
  }

  /** Tensors whose samples have these shapes; {@code new Shape()} is a number for each sample. */
  public static TensorInput of(Shape... samples) {
    return new TensorInput(
        List.of(samples).stream().map(s -> LongStream.of(s.getShape()).boxed().toList()).toList());
  }

  @Override
  public Dataset transform(Dataset raw) {
    return raw;
  }

  @Override
  public List<Shape> shapes(int n) {
    return sampleShapes.stream().map(size -> new Shape(n).addAll(new Shape(size))).toList();
  }
}
