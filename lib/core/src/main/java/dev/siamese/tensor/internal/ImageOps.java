package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;

/** Convolution and resampling of images and signals, with gradients. */
public final class ImageOps {

  private ImageOps() {}

  /**
   * Maps every image through its own affine transform. Pixels are interpolated by cubic convolution
   * (Keys 1981), which keeps thin strokes sharp where linear interpolation blurs them; outside the
   * image they are 0.
   *
   * @param images (N, C, H, W)
   * @param theta (N, 2, 3): output coordinates in [−1, 1] to input coordinates
   * @return (N, C, H, W)
   */
  public static NDArray affine(NDArray images, NDArray theta) {
    return TorchOps.call("affine", images, theta);
  }

  /**
   * Moves every pixel by its own displacement, given at the points of a coarse grid with bicubic
   * interpolation between them. Pixels are read as in {@link #affine}.
   *
   * @param images (N, C, H, W)
   * @param displacements (N, 2, g, g): from output to input position, x before y; the image is 2
   *     wide and 2 high
   * @return (N, C, H, W)
   */
  public static NDArray warp(NDArray images, NDArray displacements) {
    return TorchOps.call("warp", images, displacements);
  }

  /**
   * Moves every pixel towards the maximum or the minimum of the 3×3 pixels around it.
   *
   * @param images (N, C, H, W)
   * @param strengths (N, 1, 1, 1): the fraction of the way to the maximum if positive, to the
   *     minimum if negative
   * @return (N, C, H, W)
   */
  public static NDArray dilateOrErode(NDArray images, NDArray strengths) {
    return TorchOps.call("dilate_or_erode", images, strengths);
  }

  /**
   * Resamples every signal at other times, by linear interpolation. Before the first and after the
   * last step the value is that of the first and last step.
   *
   * @param signals (N, …, T)
   * @param times (N, T): where each output step is read, from −1 at the first input step to 1 at
   *     the last
   * @return (N, …, T)
   */
  public static NDArray gridSample1d(NDArray signals, NDArray times) {
    return TorchOps.call("grid_sample_1d", signals, times);
  }

  /**
   * Convolution with zero padding that keeps the size of the images; computed in the type of the
   * images, channels-last.
   *
   * @param images (N, C, H, W)
   * @param kernels (filters, height, width, C), height and width odd
   * @return (N, filters, H, W)
   */
  public static NDArray conv2dSame(NDArray images, NDArray kernels) {
    return TorchOps.call("conv2d_same", images, kernels);
  }

  /**
   * Convolution without padding; computed in the type of the images, channels-last.
   *
   * @param images (N, C, H, W)
   * @param kernels (filters, height, width, C)
   * @param bias (filters)
   * @return (N, filters, H − height + 1, W − width + 1)
   */
  public static NDArray conv2dValid(NDArray images, NDArray kernels, NDArray bias) {
    return TorchOps.call("conv2d_valid", images, kernels, bias);
  }
}
