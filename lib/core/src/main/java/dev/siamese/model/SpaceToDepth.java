package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;

/**
 * A network of convolutions that is given small squares of an image as channels, instead of its
 * single pixels (space to depth): at an image of twice the side it takes hardly longer, and what
 * lies between the coarser pixels is not lost.
 *
 * @param blockSize of a square, by which those of the image must be divisible
 * @param backbone the network; takes (N, channels · side², height / side, width / side)
 */
public record SpaceToDepth(int blockSize, Architecture backbone) implements Architecture {

  public SpaceToDepth {
    Checks.requirePositive("side", blockSize);
  }

  @Override
  public Block build() {
    var fold =
        new LambdaBlock(inputs -> new NDList(rearrange(inputs.singletonOrThrow())), "patches") {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {folded(inputs[0])};
          }
        };
    return new SequentialBlock().add(fold).add(backbone.build());
  }

  /** (N, C, H, W) as (N, C · side², H / side, W / side). */
  NDArray rearrange(NDArray images) {
    var shape = images.getShape();
    var folded = folded(shape);
    return images
        .reshape(shape.get(0), shape.get(1), folded.get(2), blockSize, folded.get(3), blockSize)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(folded);
  }

  private Shape folded(Shape image) {
    if (image.get(2) % blockSize != 0 || image.get(3) % blockSize != 0) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels have no squares of %d: let the input's size be a multiple of that"
              .formatted(image.get(2), image.get(3), blockSize));
    }
    return new Shape(
        image.get(0),
        image.get(1) * blockSize * blockSize,
        image.get(2) / blockSize,
        image.get(3) / blockSize);
  }
}
