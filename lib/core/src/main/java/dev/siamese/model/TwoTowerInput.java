package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.TwoModalities;
import java.util.ArrayList;
import java.util.List;

/**
 * Samples of two modalities, each with its own preprocessing, for {@link TwoTower}. Batches hold
 * the tensors of the left samples, those of the right ones, and the position of each row (see
 * {@link TwoTower}).
 *
 * @param left the preprocessing of the left modality
 * @param right the preprocessing of the right modality
 */
record TwoTowerInput(Preprocessor left, Preprocessor right) implements Preprocessor {

  @Override
  public TwoTowerInput fit(Dataset train) {
    var both = requireTwoModalities(train);
    return new TwoTowerInput(left.fit(both.left()), right.fit(both.right()));
  }

  @Override
  public TwoModalities transform(Dataset raw) {
    var both = requireTwoModalities(raw);
    return new TwoModalities(left.transform(both.left()), right.transform(both.right()));
  }

  static TwoModalities requireTwoModalities(Dataset raw) {
    return Checks.requireType(TwoModalities.class, raw);
  }

  @Override
  public List<Shape> shapes(int n) {
    var shapes = new ArrayList<>(left.shapes(n));
    shapes.addAll(right.shapes(n));
    shapes.add(new Shape(2L * n));
    return shapes;
  }
}
