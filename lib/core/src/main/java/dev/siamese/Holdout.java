package dev.siamese;

import dev.siamese.data.Dataset;
import dev.siamese.data.Split;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;

/**
 * Labelled samples split for training.
 *
 * @param train the training part
 * @param heldOut the held-out part
 * @param unseen whether the classes of the two parts are different
 */
record Holdout(Dataset train, Dataset heldOut, boolean unseen) {

  private static final int FRACTION = 5; // one of so many classes or samples is held out
  private static final int MIN_CLASSES = 8; // to hold out classes

  /**
   * Holds out a fifth of the classes, or of each class's samples if there are few classes.
   *
   * @throws IllegalArgumentException if there are fewer than 2 classes with 2 samples
   */
  static Holdout of(Dataset data, Seed seed) {
    var counts = data.classSizes();
    var usable = data.filterClasses(label -> counts[label] >= 2);
    int classes = usable.classes().size();
    if (classes < 2) {
      throw new IllegalArgumentException(
          "%d of %d classes have 2 or more samples: training needs at least 2 such classes"
              .formatted(classes, counts.length));
    }
    if (classes >= MIN_CLASSES) {
      int out = Math.max(2, Math.round((float) classes / FRACTION));
      var split = Split.byClass(usable, out, seed.derive("split"));
      return new Holdout(split.train(), split.heldOut(), true);
    }
    return bySample(usable, seed);
  }

  /** At least two samples of each class on both sides; classes with fewer than 4 are on both. */
  private static Holdout bySample(Dataset data, Seed seed) {
    var train = new ArrayList<Integer>();
    var heldOut = new ArrayList<Integer>();
    var labels = data.labels();
    for (int label = 0; label < data.classes().size(); label++) {
      var rows = new ArrayList<Integer>();
      for (int row : seed.derive("samples").permutation(labels.length)) {
        if (labels[row] == label) {
          rows.add(row);
        }
      }
      int out = Math.max(2, rows.size() / FRACTION);
      heldOut.addAll(rows.subList(0, out));
      train.addAll(rows.size() - out < 2 ? rows : rows.subList(out, rows.size()));
    }
    return new Holdout(select(data, train), select(data, heldOut), false);
  }

  private static Dataset select(Dataset data, ArrayList<Integer> rows) {
    return data.select(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  @Override
  public String toString() {
    return unseen
        ? "%d unseen classes".formatted(heldOut.classes().size())
        : "%d held-out samples of the %d classes".formatted(heldOut.size(), train.classes().size());
  }
}
