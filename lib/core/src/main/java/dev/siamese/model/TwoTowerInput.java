package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.TwoModalities;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of two kinds, each prepared in its own way, for {@link TwoTower}.
 *
 * @param left what is done to the one kind
 * @param right what is done to the other
 */
public record TwoTowerInput(Preprocessor left, Preprocessor right) implements Preprocessor {

  @Override
  public TwoModalities transform(Dataset raw) {
    if (!(raw instanceof TwoModalities mixed)) {
      throw new IllegalArgumentException(
          "this encoder takes Mixed samples, not " + raw.getClass().getSimpleName());
    }
    return new TwoModalities(left.transform(mixed.left()), right.transform(mixed.right()));
  }

  @Override
  public List<Shape> shapes(int n) {
    var shapes = new ArrayList<>(left.shapes(n));
    shapes.addAll(right.shapes(n));
    shapes.add(new Shape(2L * n));
    return shapes;
  }
}
