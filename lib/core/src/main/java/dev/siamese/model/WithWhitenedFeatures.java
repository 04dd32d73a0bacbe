package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.JsonOptional;
import dev.siamese.tensor.internal.LinalgOps;
import dev.siamese.tensor.internal.Pca;
import dev.siamese.tensor.internal.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Concatenates the network's embedding with whitened PCA features of the image. The features are
 * projected onto the principal axes of the training images and divided by their standard deviation
 * within a class, so that what differs between photos of one person counts little (the Fisherfaces
 * of Belhumeur et al. 1997 without their final LDA projection). They are averaged over the image
 * and its mirror image, unless {@code unmirrored}.
 *
 * <p>In training the output is that of the network, {@code (N, D)}. Afterwards it is {@code (N, D +
 * K)}: both parts L2-normalised, the second one multiplied by {@code featureWeight}.
 *
 * @param backbone the network; takes (N, C, H, W), output (N, D)
 * @param features an architecture without weights, such as {@link OrientedGradients} or {@link
 *     Identity}; takes the same input, output (N, P)
 * @param components the largest number of principal axes, K
 * @param shrinkage a fraction of the mean variance within a class, added to that of each axis;
 *     greater than 0
 * @param featureWeight the norm of the features, where that of the network's embedding is 1
 * @param unmirrored whether the mirror images are left out, where left and right differ. Default:
 *     false
 * @param projection computed by {@link #fit}: the mean of the features (P), followed by the
 *     whitened axes (K, P); empty before
 */
record WithWhitenedFeatures(
    Architecture backbone,
    Architecture features,
    int components,
    double shrinkage,
    double featureWeight,
    @JsonOptional boolean unmirrored,
    @JsonOptional List<Float> projection)
    implements Wrapper {

  WithWhitenedFeatures {
    Checks.requirePositive("components", components);
    if (!(shrinkage > 0)) {
      throw new IllegalArgumentException("shrinkage must be greater than 0: " + shrinkage);
    }
    if (!(featureWeight >= 0)) {
      throw new IllegalArgumentException("featureWeight must be at least 0: " + featureWeight);
    }
    if (!features.build().getParameters().isEmpty()) {
      throw new IllegalArgumentException(
          "features must have no weights, unlike %s: use it as the backbone".formatted(features));
    }
    projection = projection == null ? List.of() : List.copyOf(projection);
  }

  /** Not yet fitted. */
  WithWhitenedFeatures(
      Architecture backbone,
      Architecture features,
      int components,
      double shrinkage,
      double featureWeight) {
    this(backbone, features, components, shrinkage, featureWeight, false, List.of());
  }

  @Override
  public WithWhitenedFeatures withBackbone(Architecture backbone) {
    return new WithWhitenedFeatures(
        backbone, features, components, shrinkage, featureWeight, unmirrored, projection);
  }

  @Override
  public WithWhitenedFeatures withFeatureWeight(double weight) {
    return new WithWhitenedFeatures(
        backbone, features, components, shrinkage, weight, unmirrored, projection);
  }

  @Override
  public WithWhitenedFeatures fit(Dataset train, Preprocessor input) {
    var fitted = features.fit(train, input);
    var prepared = input.transform(train);
    try (var manager = Torch.manager(Device.cpu());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = IntStream.range(0, prepared.size()).toArray();
      var images = prepared.batch(manager, rows).head();
      var block = fitted.build();
      block.initialize(manager, DataType.FLOAT32, images.getShape());
      var values = extract(block, images, unmirrored);
      var pca = Pca.fit(values, components);
      var within = minusClassMeans(pca.transform(values), prepared.labels());
      var variances = LinalgOps.svdvals(within).square().div((float) rows.length);
      var shrunk = variances.add(variances.mean().mul(Scalar.constant((float) shrinkage)));
      var directions = LinalgOps.rightSingularVectors(within).matMul(pca.components());
      var whitened = directions.div(shrunk.sqrt().reshape(-1, 1));
      var projection = new ArrayList<Float>();
      for (float value : Tensors.toFloatArray(pca.mean().concat(whitened))) {
        projection.add(value);
      }
      return new WithWhitenedFeatures(
          backbone.fit(train, input),
          fitted,
          components,
          shrinkage,
          featureWeight,
          unmirrored,
          projection);
    }
  }

  /** Subtracts from each row the mean of the rows of its class. */
  static NDArray minusClassMeans(NDArray rows, int[] labels) {
    int n = labels.length;
    var weights = new float[n * n];
    for (int i = 0; i < n; i++) {
      int label = labels[i];
      long size = IntStream.of(labels).filter(each -> each == label).count();
      for (int j = 0; j < n; j++) {
        weights[i * n + j] = labels[j] == label ? 1f / size : 0;
      }
    }
    var averaging = Tensors.create(rows.getManager(), weights, new Shape(n, n));
    return rows.sub(averaging.matMul(rows));
  }

  /** The features of an image, or their mean with those of its mirror image: (N, P). */
  static NDArray extract(Block features, NDArray images, boolean unmirrored) {
    var store = new ParameterStore(images.getManager(), false);
    if (unmirrored) {
      return features.forward(store, new NDList(images), false).head();
    }
    var both = new NDList(images.concat(images.flip(3)));
    var rows = features.forward(store, both, false).singletonOrThrow();
    return rows.reshape(2, images.getShape().get(0), -1).mean(new int[] {0});
  }

  @Override
  public Block build() {
    return new Network(this);
  }

  /** Without the values of the projection. */
  @Override
  public String toString() {
    return "WithWhitenedFeatures[backbone=%s, features=%s, components=%d, shrinkage=%s, featureWeight=%s]"
        .formatted(backbone, features, components, shrinkage, featureWeight);
  }

  /** In training the network; afterwards the network and the features. */
  private static final class Network extends WrapperBlock {

    private final float featureWeight;
    private final boolean unmirrored;
    private final float[] projection;
    private final Block features;

    Network(WithWhitenedFeatures configuration) {
      super(configuration.backbone.build());
      featureWeight = (float) configuration.featureWeight;
      unmirrored = configuration.unmirrored;
      projection = new float[configuration.projection.size()];
      for (int i = 0; i < projection.length; i++) {
        projection[i] = configuration.projection.get(i);
      }
      features = addChildBlock("features", configuration.features.build());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      super.initializeChildBlocks(manager, type, inputs);
      features.initialize(manager, type, inputs);
    }

    @Override
    public String export(OnnxGraph graph, List<String> inputs) {
      var values =
          unmirrored
              ? OnnxExport.export(features, graph, inputs)
              : FlipAveraged.export(features, graph, inputs);
      int width = (int) features.getOutputShapes(inputShapes)[0].get(1);
      var mean = Arrays.copyOf(projection, width);
      var axes = Arrays.copyOfRange(projection, width, projection.length);
      var centred = graph.add("Sub", values, graph.floats(new Shape(1, width), mean));
      var rows = graph.floats(new Shape(axes.length / width, width), axes);
      var columns = graph.add("Transpose", List.of(rows), Map.of("perm", new long[] {1, 0}));
      var whitened = l2Normalized(graph, graph.add("MatMul", centred, columns));
      var network = l2Normalized(graph, OnnxExport.export(backbone, graph, inputs));
      var weighted = graph.add("Mul", whitened, graph.number(featureWeight));
      return graph.add("Concat", List.of(network, weighted), Map.of("axis", 1L));
    }

    private static String l2Normalized(OnnxGraph graph, String rows) {
      return FunctionLayer.l2Normalized(graph, rows, 1, 1e-12f);
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var embeddings = backbone.forward(store, inputs, training);
      if (training) {
        return embeddings;
      }
      if (projection.length == 0) {
        throw new IllegalStateException(
            "WithWhitenedFeatures is not fitted: call fit(train, input) before the encoder is created");
      }
      var values = extract(features, inputs.singletonOrThrow(), unmirrored);
      long width = values.getShape().get(1);
      var shape = new Shape(projection.length / width, width); // (1 + K, P)
      var meanAndAxes = Tensors.create(values.getManager(), projection, shape);
      var mean = meanAndAxes.get(new NDIndex("0:1"));
      var axes = meanAndAxes.get(new NDIndex("1:"));
      var whitened = l2Normalized(values.sub(mean).matMul(axes.transpose()));
      var network = l2Normalized(embeddings.singletonOrThrow());
      return new NDList(network.concat(whitened.mul(Scalar.constant(featureWeight)), 1));
    }

    private static NDArray l2Normalized(NDArray rows) {
      return rows.normalize(2, 1, 1e-12);
    }
  }
}
