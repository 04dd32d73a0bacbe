package dev.siamese.mining;

import dev.siamese.data.Dataset;
import dev.siamese.sampling.Batch;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Batches of anchors, each with one positive and some of its mined hard negatives. Every row that
 * has both is an anchor once in an epoch.
 *
 * <p>A row that is drawn for several anchors is in the batch once, so batches differ a little in
 * length. Their labels are the classes: a loss also sees what the anchors are to each other.
 */
public final class HardNegativeSampler implements Sampler {

  private final int[] labels;
  private final List<int[]> indicesByClass;
  private final int[][] negatives;
  private final int[] anchorIndices;
  private final int anchorsPerBatch;
  private final int negativesPerAnchor;
  private final Seed seed;

  /**
   * Prepares the draws.
   *
   * @param data whose rows were mined
   * @param negatives of every row, as {@link HardNegativeMiner#mine} gives them
   * @param anchors in a batch
   * @param perAnchor hard negatives drawn for each anchor; fewer where fewer were mined
   * @throws IllegalArgumentException if there are fewer anchors than a batch needs
   */
  public HardNegativeSampler(
      Dataset data, int[][] negatives, int anchors, int perAnchor, Seed seed) {
    if (negatives.length != data.size()) {
      throw new IllegalArgumentException(
          "negatives of %d rows, but the data has %d: mine the same data"
              .formatted(negatives.length, data.size()));
    }
    if (perAnchor < 1) {
      throw new IllegalArgumentException(
          "an anchor needs at least 1 hard negative, not " + perAnchor);
    }
    labels = data.labels();
    indicesByClass =
        IntStream.range(0, data.classes().size())
            .mapToObj(c -> IntStream.range(0, labels.length).filter(i -> labels[i] == c).toArray())
            .toList();
    anchorIndices =
        IntStream.range(0, labels.length)
            .filter(row -> negatives[row].length > 0 && indicesByClass.get(labels[row]).length > 1)
            .toArray();
    if (anchors < 1 || anchors > anchorIndices.length) {
      throw new IllegalArgumentException(
          "%d anchors per batch, but %d rows have both a positive and a hard negative: take from 1 to that number"
              .formatted(anchors, anchorIndices.length));
    }
    this.negatives = negatives.clone();
    this.anchorsPerBatch = anchors;
    this.negativesPerAnchor = perAnchor;
    this.seed = seed;
  }

  @Override
  public int stepsPerEpoch() {
    return anchorIndices.length / anchorsPerBatch;
  }

  @Override
  public Batch batch(long step) {
    var order = seed.derive(step / stepsPerEpoch()).permutation(anchorIndices.length);
    int first = (int) (step % stepsPerEpoch()) * anchorsPerBatch;
    var draws = seed.derive("draws").derive(step);
    var rows = new LinkedHashSet<Integer>();
    for (int i = first; i < first + anchorsPerBatch; i++) {
      int anchor = anchorIndices[order[i]];
      var drawn = draws.derive(anchor);
      rows.add(anchor);
      rows.add(positive(anchor, drawn));
      var choice = drawn.derive("negatives").permutation(negatives[anchor].length);
      Arrays.stream(choice).limit(negativesPerAnchor).forEach(n -> rows.add(negatives[anchor][n]));
    }
    var batch = rows.stream().mapToInt(row -> row).toArray();
    return new Batch(batch, BatchLabels.of(Arrays.stream(batch).map(row -> labels[row]).toArray()));
  }

  private int positive(int anchor, Seed drawn) {
    var others =
        Arrays.stream(indicesByClass.get(labels[anchor])).filter(row -> row != anchor).toArray();
    return others[drawn.generator().nextInt(others.length)];
  }

  @Override
  public String toString() {
    return "HardNegativeSampler(anchors=%d, negatives=%08x, anchorsPerBatch=%d, negativesPerAnchor=%d, %s)"
        .formatted(
            anchorIndices.length,
            Arrays.deepHashCode(negatives),
            anchorsPerBatch,
            negativesPerAnchor,
            seed);
  }
}
