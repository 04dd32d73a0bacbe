package dev.siamese.encoder;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Mixed;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of two kinds, each prepared in its own way, for {@link TwoKinds}.
 *
 * @param left what is done to the one kind
 * @param right what is done to the other
 */
public record MixedInput(Input left, Input right) implements Input {

  @Override
  public Mixed prepare(Dataset raw) {
    if (!(raw instanceof Mixed mixed)) {
      throw new IllegalArgumentException(
          "this encoder takes Mixed samples, not " + raw.getClass().getSimpleName());
    }
    return new Mixed(left.prepare(mixed.left()), right.prepare(mixed.right()));
  }

  @Override
  public List<Shape> shapes(int n) {
    var shapes = new ArrayList<>(left.shapes(n));
    shapes.addAll(right.shapes(n));
    shapes.add(new Shape(2L * n));
    return shapes;
  }
}
