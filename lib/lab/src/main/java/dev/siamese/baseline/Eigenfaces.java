package dev.siamese.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Pca;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Eigenfaces (Turk and Pentland 1991): the principal components of images as features, (N,
 * components).
 */
public final class Eigenfaces implements FeatureExtractor<Images> {

  private final int imageSize;
  private final float[] mean; // (D)
  private final float[] axes; // (K, D), flat

  private Eigenfaces(int imageSize, float[] mean, float[] axes) {
    this.imageSize = imageSize;
    this.mean = mean;
    this.axes = axes;
  }

  /**
   * Computes the principal axes of training images.
   *
   * @param images (N), at least 2
   * @param imageSize side of the square that all images are scaled to; D = imageSize²
   * @return with min(N − 1, D) components
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static Eigenfaces fit(Images images, int imageSize) {
    if (images.size() < 2) {
      throw new IllegalArgumentException(
          "principal axes need at least 2 images, got " + images.size());
    }
    try (var manager = Torch.manager(Device.cpu());
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pixels = Pixels.flatten(images.withChannels(1).resized(imageSize), manager);
      var pca = Pca.fit(pixels, Long.MAX_VALUE);
      return new Eigenfaces(
          imageSize, Tensors.toFloatArray(pca.mean()), Tensors.toFloatArray(pca.components()));
    }
  }

  /** {@return the number of components} */
  public int componentCount() {
    return axes.length / mean.length;
  }

  /**
   * {@return the components with the largest variance only}
   *
   * @param components from 1 to {@link #componentCount}
   * @throws IllegalArgumentException if {@code components} is not from 1 to {@link #componentCount}
   */
  public Eigenfaces withComponents(int components) {
    if (components < 1 || components > componentCount()) {
      throw new IllegalArgumentException(
          "components %d: must be from 1 to %d".formatted(components, componentCount()));
    }
    return new Eigenfaces(imageSize, mean, Arrays.copyOf(axes, components * mean.length));
  }

  @Override
  public float[][] extract(Images images) {
    try (var manager = Torch.manager(Device.cpu())) {
      return Tensors.toRows(project(images, manager));
    }
  }

  private NDArray project(Images images, NDManager manager) {
    var center = Tensors.create(manager, mean, new Shape(1, mean.length));
    var directions = Tensors.create(manager, axes, new Shape(componentCount(), mean.length));
    return new Pca(center, directions)
        .transform(Pixels.flatten(images.withChannels(1).resized(imageSize), manager));
  }

  /**
   * {@return the number of components with the lowest equal error rate over all pairs of validation
   * images; the smallest such number}
   *
   * @param validation images of classes used for neither training nor test
   * @param distance between the projections of two images
   */
  public int bestComponents(Images validation, Distance distance) {
    try (var manager = Torch.manager(Device.cpu())) {
      var features = project(validation, manager);
      int best = 1;
      double lowest = Double.POSITIVE_INFINITY;
      for (int components = 1; components <= componentCount(); components++) {
        try (var some = features.get(new NDIndex(":, 0:{}", components))) {
          var pairs = VerificationPairs.all(some, validation.labels(), distance);
          double error = pairs.equalErrorRate();
          if (error < lowest) {
            lowest = error;
            best = components;
          }
        }
      }
      return best;
    }
  }

  /**
   * {@return the mean image, then every axis as an image: 0 is grey, the largest magnitude white or
   * black}
   */
  public Images toImages() {
    int area = mean.length;
    var values = Arrays.copyOf(mean, area + axes.length);
    for (int axis = 0; axis < componentCount(); axis++) {
      float max = 0;
      for (int i = axis * area; i < (axis + 1) * area; i++) {
        max = Math.max(max, Math.abs(axes[i]));
      }
      for (int i = axis * area; i < (axis + 1) * area; i++) {
        values[area + i] = 0.5f + axes[i] / (2 * max);
      }
    }
    var pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * values[i]);
    }
    var labels = IntStream.rangeClosed(0, componentCount()).toArray();
    List<ClassInfo> classes =
        IntStream.of(labels)
            .mapToObj(i -> new ClassInfo(i == 0 ? "mean" : "axis" + i, ""))
            .toList();
    return new Images(imageSize, imageSize, pixels, new Targets(labels, classes));
  }
}
