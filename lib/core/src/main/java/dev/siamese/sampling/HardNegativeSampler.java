package dev.siamese.sampling;

import dev.siamese.data.Dataset;
import dev.siamese.tensor.Seed;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;

/** Batches of anchors with mined negatives; see {@link Sampler#hardNegatives}. */
final class HardNegativeSampler implements Sampler {

  private final int[] labels;
  private final List<int[]> indicesByClass;
  private final int[][] negatives;
  private final int[] anchorIndices;
  private final int anchorsPerBatch;
  private final int negativesPerAnchor;
  private final Seed seed;

  HardNegativeSampler(
      Dataset data, int[][] negatives, int anchorsPerBatch, int negativesPerAnchor, Seed seed) {
    if (negatives.length != data.size()) {
      throw new IllegalArgumentException(
          "negatives of %d rows, but the data has %d rows: mine the same data"
              .formatted(negatives.length, data.size()));
    }
    if (negativesPerAnchor < 1) {
      throw new IllegalArgumentException(
          "negativesPerAnchor must be at least 1, not " + negativesPerAnchor);
    }
    labels = data.labels();
    indicesByClass = IndicesByClass.of(data);
    anchorIndices =
        IntStream.range(0, labels.length)
            .filter(row -> negatives[row].length > 0 && indicesByClass.get(labels[row]).length > 1)
            .toArray();
    if (anchorsPerBatch < 1 || anchorsPerBatch > anchorIndices.length) {
      throw new IllegalArgumentException(
          "anchorsPerBatch must be from 1 to the number of rows with a positive and a hard negative (%d), not %d"
              .formatted(anchorIndices.length, anchorsPerBatch));
    }
    this.negatives = negatives.clone();
    this.anchorsPerBatch = anchorsPerBatch;
    this.negativesPerAnchor = negativesPerAnchor;
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
      var draw = draws.derive(anchor);
      rows.add(anchor);
      rows.add(positive(anchor, draw));
      var choice = draw.derive("negatives").permutation(negatives[anchor].length);
      Arrays.stream(choice).limit(negativesPerAnchor).forEach(n -> rows.add(negatives[anchor][n]));
    }
    var indices = rows.stream().mapToInt(row -> row).toArray();
    return new Batch(
        indices, BatchLabels.of(Arrays.stream(indices).map(row -> labels[row]).toArray()));
  }

  private int positive(int anchor, Seed draw) {
    var others =
        Arrays.stream(indicesByClass.get(labels[anchor])).filter(row -> row != anchor).toArray();
    return others[draw.generator().nextInt(others.length)];
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
