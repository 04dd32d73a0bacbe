package dev.siamese.model;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.LayoutType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import dev.siamese.tensor.internal.ImageOps;

/**
 * A 2-D convolution whose kernel is stored channels-last, and which computes in the type of its
 * input.
 *
 * <p>PyTorch's fast kernels are chosen by the memory order of the weights: handing it a permuted
 * view of a (out, height, width, in) array makes the whole network run channels-last, 1.3 to 1.5
 * times as fast on a CPU. DJL's own block cannot be told to. Where both have one channel only, the
 * strides of the images decide, which are made canonical for that reason.
 */
final class ChannelsLastConv2d extends AbstractBlock {

  private final int filters;
  private final Shape kernel;
  private final Parameter weight;
  private final Parameter bias;

  private ChannelsLastConv2d(int filters, Shape kernel, boolean bias) {
    this.filters = filters;
    this.kernel = kernel;
    this.weight =
        addParameter(Parameter.builder().setName("weight").setType(Parameter.Type.WEIGHT).build());
    this.bias =
        bias
            ? addParameter(Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build())
            : null;
  }

  /**
   * A layer whose output is as large as its input, zeros being around that; without a bias, since
   * the normalisation that follows has its own.
   *
   * @param filters output channels
   * @param height of the kernel, odd
   * @param width of the kernel, odd
   */
  static ChannelsLastConv2d same(int filters, int height, int width) {
    return new ChannelsLastConv2d(filters, new Shape(height, width), false);
  }

  /**
   * A layer that stays inside its input, with a bias.
   *
   * @param filters output channels
   * @param size side of the kernel
   */
  static ChannelsLastConv2d valid(int filters, int size) {
    return new ChannelsLastConv2d(filters, new Shape(size, size), true);
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    var input = inputShapes[0];
    if (bias != null && (input.get(2) < kernel.get(0) || input.get(3) < kernel.get(1))) {
      throw new IllegalArgumentException(
          "only %d×%d pixels are left for a convolution of %d×%d: enlarge the input or drop layers"
              .formatted(input.get(2), input.get(3), kernel.get(0), kernel.get(1)));
    }
    weight.setShape(new Shape(filters, kernel.get(0), kernel.get(1), input.get(1)));
    if (bias != null) {
      bias.setShape(new Shape(filters));
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    var images = inputs.singletonOrThrow();
    var device = images.getDevice();
    var kernels = store.getValue(weight, device, training);
    return new NDList(
        bias == null
            ? ImageOps.conv2dSame(images, kernels)
            : ImageOps.conv2dValid(images, kernels, store.getValue(bias, device, training)));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    var shape = inputs[0];
    long height = bias == null ? shape.get(2) : shape.get(2) - kernel.get(0) + 1;
    long width = bias == null ? shape.get(3) : shape.get(3) - kernel.get(1) + 1;
    return new Shape[] {
      new Shape(
          new long[] {shape.get(0), filters, height, width},
          new LayoutType[] {
            LayoutType.BATCH, LayoutType.CHANNEL, LayoutType.HEIGHT, LayoutType.WIDTH
          })
    };
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {}
}
