package dev.siamese.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.data.Dataset;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.JsonOptional;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network beside which stand coordinates that are not trained but computed: features of an image
 * along the principal axes of those of the training images, each direction divided by how far it
 * spreads within one class, so that what differs between photos of one person counts little (as in
 * the Fisherfaces of Belhumeur et al. 1997, without their last projection). An image and its mirror
 * image have the same.
 *
 * <p>In training there is the network alone; afterwards both, each divided by its length. The
 * output is {@code (N, D + K)}.
 *
 * @param backbone the network; takes (N, C, H, W), gives (N, D)
 * @param features without weights, such as {@link OrientedGradients} or {@link Identity}; takes the
 *     same, gives (N, P)
 * @param components how many axes at most, K
 * @param shrinkage is added to the spread of each direction, as a part of their mean spread
 * @param featureWeight length of the coordinates, that of the network's embedding being 1
 * @param projection what {@link #fit} finds: the mean of the features (P), then the axes (K, P);
 *     empty before
 */
public record WithWhitenedFeatures(
    Architecture backbone,
    Architecture features,
    int components,
    double shrinkage,
    double featureWeight,
    @JsonOptional List<Float> projection)
    implements Architecture {

  public WithWhitenedFeatures {
    Checks.requirePositive("components", components);
    if (!(shrinkage > 0) || !(featureWeight >= 0)) {
      throw new IllegalArgumentException(
          "shrinkage %s and weight %s: let them be greater than 0, and at least 0"
              .formatted(shrinkage, featureWeight));
    }
    if (!features.build().getParameters().isEmpty()) {
      throw new IllegalArgumentException(
          "%s has weights: let the features be without, or put it into the body"
              .formatted(features));
    }
    projection = projection == null ? List.of() : List.copyOf(projection);
  }

  @Override
  public Architecture fit(Dataset train, Preprocessor input) {
    var prepared = input.transform(train);
    try (var manager = Torch.manager(Device.cpu());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var rows = IntStream.range(0, prepared.size()).toArray();
      var images = prepared.batch(manager, rows).head();
      var block = features.build();
      block.initialize(manager, DataType.FLOAT32, images.getShape());
      var values = mirrored(block, images);
      var mean = values.mean(new int[] {0}, true);
      var centred = values.sub(mean);
      var axes = TorchOps.rightSingularVectors(centred);
      long count = Math.min(components, Math.min(rows.length - 1, axes.getShape().get(0)));
      axes = axes.get(new NDIndex("0:{}", count));
      var within = fromClassMeans(centred.matMul(axes.transpose()), prepared.labels());
      var deviations = TorchOps.svdvals(within);
      var spread = deviations.square().div((float) rows.length);
      var divisor = spread.add(spread.mean().mul(Scalar.constant((float) shrinkage))).sqrt();
      var directions = TorchOps.rightSingularVectors(within);
      var found = directions.matMul(axes).div(divisor.reshape(-1, 1));
      var all = new ArrayList<Float>();
      for (float number : Tensors.toFloatArray(mean.concat(found))) {
        all.add(number);
      }
      return new WithWhitenedFeatures(
          backbone.fit(train, input), features, components, shrinkage, featureWeight, all);
    }
  }

  /** Each row less the mean of its class's rows. */
  private static NDArray fromClassMeans(NDArray rows, int[] labels) {
    var manager = rows.getManager();
    var shares = new float[labels.length * labels.length];
    for (int i = 0; i < labels.length; i++) {
      int label = labels[i];
      long size = IntStream.of(labels).filter(each -> each == label).count();
      for (int j = 0; j < labels.length; j++) {
        shares[i * labels.length + j] = labels[j] == label ? 1f / size : 0;
      }
    }
    var average = Tensors.create(manager, shares, new Shape(labels.length, labels.length));
    return rows.sub(average.matMul(rows));
  }

  /** Of an image and its mirror image the mean of their features, (N, P). */
  private static NDArray mirrored(Block features, NDArray images) {
    var store = new ParameterStore(images.getManager(), false);
    var both = new NDList(images.concat(images.flip(3)));
    var rows = features.forward(store, both, false).singletonOrThrow();
    return rows.reshape(2, images.getShape().get(0), -1).mean(new int[] {0});
  }

  @Override
  public Block build() {
    return new Beside(this);
  }

  /** Without the thousands of numbers. */
  @Override
  public String toString() {
    return "Fisherfaces[body=%s, features=%s, components=%d, shrinkage=%s, weight=%s]"
        .formatted(backbone, features, components, shrinkage, featureWeight);
  }

  /** The network in training, afterwards both. */
  private static final class Beside extends AbstractBlock {

    private final WithWhitenedFeatures plan;
    private final float[] numbers;
    private final Block body;
    private final Block features;

    Beside(WithWhitenedFeatures plan) {
      this.plan = plan;
      numbers = new float[plan.projection.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = plan.projection.get(i);
      }
      body = addChildBlock("body", plan.backbone.build());
      features = addChildBlock("features", plan.features.build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
      var learned = body.forward(store, inputs, training);
      if (training) {
        return learned;
      }
      if (numbers.length == 0) {
        throw new IllegalStateException(
            "the Fisherfaces have seen no images: make them with fitted(…) of those to learn from");
      }
      var values = mirrored(features, inputs.singletonOrThrow());
      long width = values.getShape().get(1);
      var found = new Shape(numbers.length / width, width); // (1 + K, P)
      var meanAndAxes = Tensors.create(values.getManager(), numbers, found);
      var mean = meanAndAxes.get(new NDIndex("0:1"));
      var axes = meanAndAxes.get(new NDIndex("1:"));
      var coordinates = unit(values.sub(mean).matMul(axes.transpose()));
      var network = unit(learned.singletonOrThrow());
      return new NDList(
          network.concat(coordinates.mul(Scalar.constant((float) plan.featureWeight)), 1));
    }

    private static NDArray unit(NDArray rows) {
      return rows.normalize(2, 1, 1e-12);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return body.getOutputShapes(inputs);
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
      body.initialize(manager, type, inputs);
      features.initialize(manager, type, inputs);
    }
  }
}
