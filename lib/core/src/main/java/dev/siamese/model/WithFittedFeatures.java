package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network with whitened PCA features of the image, whose kind and shrinkage are chosen by {@link
 * WhiteningSearch}; {@link #fit} returns a {@link WithWhitenedFeatures}. The features are oriented
 * gradients or means of the pixels of cells.
 *
 * @param backbone the network; takes (N, C, H, W), output (N, D)
 * @param featureWeight the norm of the features, where that of the network's embedding is 1
 */
record WithFittedFeatures(Architecture backbone, double featureWeight) implements Wrapper {

  private static final int ORIENTATIONS = 8;
  private static final int COMPONENTS = 500;
  private static final int MAX_CLASSES = 300; // that features are fitted to
  private static final int MAX_IMAGES = 1500;

  WithFittedFeatures {
    if (!(featureWeight >= 0)) {
      throw new IllegalArgumentException("featureWeight must be at least 0: " + featureWeight);
    }
  }

  @Override
  public WithFittedFeatures withBackbone(Architecture backbone) {
    return new WithFittedFeatures(backbone, featureWeight);
  }

  @Override
  public boolean choosesFeatureWeight() {
    return true;
  }

  @Override
  public WithFittedFeatures withFeatureWeight(double weight) {
    return new WithFittedFeatures(backbone, weight);
  }

  @Override
  public Architecture fit(Dataset train, Preprocessor input) {
    var some = train.select(rows(train));
    var fitted = chosen(some, input).fit(some, input);
    return fitted.withBackbone(backbone.fit(train, input));
  }

  /** Not yet fitted. */
  private WithWhitenedFeatures chosen(Dataset train, Preprocessor input) {
    var prepared = input.transform(train);
    try (var manager = Torch.manager(Device.cpu());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var images = prepared.batch(manager, IntStream.range(0, prepared.size()).toArray()).head();
      Architecture best = null;
      WhiteningSearch.Result least = null;
      for (var features : candidates(images.getShape())) {
        var values = extract(features.build(), images);
        var found = WhiteningSearch.best(values, prepared.labels(), COMPONENTS);
        if (best == null || found.error() < least.error()) {
          best = features;
          least = found;
        }
      }
      return new WithWhitenedFeatures(
          new Identity(), best, COMPONENTS, least.shrinkage(), featureWeight, true, List.of());
    }
  }

  private static NDArray extract(Block features, NDArray images) {
    features.initialize(images.getManager(), DataType.FLOAT32, images.getShape());
    return WithWhitenedFeatures.extract(features, images, true);
  }

  private static List<Architecture> candidates(Shape images) {
    int channels = (int) images.get(1);
    int side = (int) images.get(2);
    int cell = Math.max(1, side / 8);
    int large = Math.max(1, side / 6);
    var candidates = new ArrayList<Architecture>();
    candidates.add(new OnOrientedGradients(ORIENTATIONS, cell, new Identity()));
    candidates.add(new OnOrientedGradients(ORIENTATIONS, large, new Identity()));
    if (channels == 1) {
      candidates.add(new OrientedGradients(ORIENTATIONS, cell));
    }
    candidates.add(new CellMeans(Math.max(1, side / 12)));
    return candidates;
  }

  /** As many classes, and as many samples of each, as are needed for the statistics. */
  private static int[] rows(Dataset train) {
    int classes = train.classes().size();
    int usedClasses = Math.min(classes, MAX_CLASSES);
    int samples = Math.max(2, MAX_IMAGES / usedClasses);
    var ofClass = new ArrayList<List<Integer>>();
    for (int label = 0; label < classes; label++) {
      ofClass.add(new ArrayList<>());
    }
    for (int row = 0; row < train.size(); row++) {
      ofClass.get(train.label(row)).add(row);
    }
    var rows = new ArrayList<Integer>();
    for (int i = 0; i < usedClasses; i++) {
      var all = ofClass.get((int) ((long) i * classes / usedClasses));
      int count = Math.min(all.size(), samples);
      for (int k = 0; k < count; k++) {
        rows.add(all.get((int) ((long) k * all.size() / count)));
      }
    }
    return rows.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  @Override
  public Block build() {
    throw new IllegalStateException(
        "WithFittedFeatures is not fitted: call fit(train, input) before the encoder is created");
  }
}
