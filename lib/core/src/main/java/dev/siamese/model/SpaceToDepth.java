package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.siamese.data.Dataset;
import dev.siamese.data.Targets;
import java.util.List;
import java.util.Map;

/**
 * A convolutional network applied to blocks of pixels as channels, see {@link
 * Architecture#spaceToDepth}.
 *
 * @param blockSize side of a block in pixels; height and width of the images must be multiples
 * @param backbone takes (N, C · blockSize², H / blockSize, W / blockSize)
 */
record SpaceToDepth(int blockSize, Architecture backbone) implements Wrapper {

  SpaceToDepth {
    Checks.requirePositive("blockSize", blockSize);
  }

  @Override
  public SpaceToDepth withBackbone(Architecture backbone) {
    return new SpaceToDepth(blockSize, backbone);
  }

  @Override
  public Architecture fit(Dataset train, Preprocessor input) {
    return withBackbone(backbone.fit(train, new RearrangedInput(input, this)));
  }

  @Override
  public Block build() {
    var rearrange =
        new FunctionLayer("space to depth", this::rearrange, null) {
          @Override
          public String export(OnnxGraph graph, List<String> inputs) {
            return SpaceToDepth.this.export(graph, inputs.get(0), inputShapes[0]);
          }

          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {rearranged(inputs[0])};
          }
        };
    return new SequentialBlock().add(rearrange).add(backbone.build());
  }

  /** As {@link #rearrange}. */
  private String export(OnnxGraph graph, String images, Shape image) {
    var result = rearranged(image);
    var blocks =
        graph.integers(0, image.get(1), result.get(2), blockSize, result.get(3), blockSize);
    var split = graph.add("Reshape", images, blocks);
    var perm = Map.of("perm", new long[] {0, 1, 3, 5, 2, 4});
    return graph.add(
        "Reshape",
        graph.add("Transpose", List.of(split), perm),
        graph.integers(0, result.get(1), result.get(2), result.get(3)));
  }

  /** (N, C, H, W) to (N, C · blockSize², H / blockSize, W / blockSize). */
  NDArray rearrange(NDArray images) {
    var shape = images.getShape();
    var result = rearranged(shape);
    return images
        .reshape(shape.get(0), shape.get(1), result.get(2), blockSize, result.get(3), blockSize)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(result);
  }

  private Shape rearranged(Shape image) {
    if (image.get(2) % blockSize != 0 || image.get(3) % blockSize != 0) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels cannot be divided into blocks of blockSize = %d: choose an input size that is a multiple of it"
              .formatted(image.get(2), image.get(3), blockSize));
    }
    return new Shape(
        image.get(0),
        image.get(1) * blockSize * blockSize,
        image.get(2) / blockSize,
        image.get(3) / blockSize);
  }

  /** The preprocessing as the backbone sees it when it is fitted. */
  private record RearrangedInput(Preprocessor input, SpaceToDepth layer) implements Preprocessor {

    @Override
    public Dataset transform(Dataset raw) {
      return new RearrangedImages(input.transform(raw), layer);
    }

    @Override
    public List<Shape> shapes(int n) {
      return input.shapes(n).stream().map(layer::rearranged).toList();
    }
  }

  private record RearrangedImages(Dataset images, SpaceToDepth layer) implements Dataset {

    @Override
    public Targets targets() {
      return images.targets();
    }

    @Override
    public NDList batch(NDManager manager, int[] rows) {
      return new NDList(layer.rearrange(images.batch(manager, rows).singletonOrThrow()));
    }

    @Override
    public Dataset select(int... rows) {
      return new RearrangedImages(images.select(rows), layer);
    }

    @Override
    public Dataset withLabels(Targets others) {
      return new RearrangedImages(images.withLabels(others), layer);
    }
  }
}
