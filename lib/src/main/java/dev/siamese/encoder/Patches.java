package dev.siamese.encoder;

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
 * @param side of a square, by which those of the image must be divisible
 * @param body the network; takes (N, channels · side², height / side, width / side)
 */
public record Patches(int side, Architecture body) implements Architecture {

  public Patches {
    Sizes.checked("side", side);
  }

  @Override
  public Block build() {
    var fold =
        new LambdaBlock(inputs -> new NDList(fold(inputs.singletonOrThrow())), "patches") {
          @Override
          public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {folded(inputs[0])};
          }
        };
    return new SequentialBlock().add(fold).add(body.build());
  }

  /** (N, C, H, W) as (N, C · side², H / side, W / side). */
  NDArray fold(NDArray images) {
    var shape = images.getShape();
    var folded = folded(shape);
    return images
        .reshape(shape.get(0), shape.get(1), folded.get(2), side, folded.get(3), side)
        .transpose(0, 1, 3, 5, 2, 4)
        .reshape(folded);
  }

  private Shape folded(Shape image) {
    if (image.get(2) % side != 0 || image.get(3) % side != 0) {
      throw new IllegalArgumentException(
          "images of %d×%d pixels have no squares of %d: let the input's size be a multiple of that"
              .formatted(image.get(2), image.get(3), side));
    }
    return new Shape(
        image.get(0), image.get(1) * side * side, image.get(2) / side, image.get(3) / side);
  }
}
