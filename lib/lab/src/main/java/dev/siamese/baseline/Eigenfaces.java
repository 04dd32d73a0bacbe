package dev.siamese.baseline;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.TorchOps;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baseline of face recognition (Turk and Pentland 1991): images as their coordinates along the
 * principal axes of other images, those along which these differ most. Nothing is learned of what
 * makes two images the same.
 *
 * <p>Owns native memory: close it.
 */
public final class Eigenfaces implements AutoCloseable {

  private final int imageSize;
  private final NDManager manager;
  private final NDArray mean; // (1, D)
  private final NDArray principalAxes; // (K, D)
  private final NDArray componentStds; // (K)

  private Eigenfaces(int side, NDManager manager, NDArray mean, NDArray axes, NDArray deviations) {
    this.imageSize = side;
    this.manager = manager;
    this.mean = mean;
    this.principalAxes = axes;
    this.componentStds = deviations;
  }

  /**
   * Finds the axes of images, which should be of those classes only that may be learned from.
   *
   * @param images N of them, at least 2
   * @param side of the square that they are scaled to, D = side²
   * @throws IllegalArgumentException if there are fewer than 2 images
   */
  public static Eigenfaces fit(Images images, int side, Device device) {
    if (images.size() < 2) {
      throw new IllegalArgumentException(
          "principal axes take at least 2 images, not " + images.size());
    }
    var manager = Torch.manager(device);
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var pixels = pixels(images, side, manager);
      var mean = pixels.mean(new int[] {0}, true);
      var centred = pixels.sub(mean);
      // of N centred rows the last axis is of no spread, its direction of no meaning
      long count = Math.min(images.size() - 1, pixels.getShape().get(1));
      var first = new NDIndex("0:{}", count);
      var deviations = TorchOps.svdvals(centred).get(first);
      deviations = deviations.div((float) Math.sqrt(images.size() - 1));
      return new Eigenfaces(
          side,
          manager,
          Tensors.moveTo(mean, manager),
          Tensors.moveTo(TorchOps.rightSingularVectors(centred).get(first), manager),
          Tensors.moveTo(deviations, manager));
    }
  }

  private static NDArray pixels(Images images, int side, NDManager manager) {
    var rows = IntStream.range(0, images.size()).toArray();
    return images.resized(side).batch(manager, rows).singletonOrThrow().reshape(rows.length, -1);
  }

  /** How many axes there are: the lesser of the images less one and of their pixels. */
  public int componentCount() {
    return (int) principalAxes.getShape().get(0);
  }

  /**
   * Images as their coordinates.
   *
   * @param components how many axes, those of the greatest spread first
   * @param owner gets the result
   * @return (N, components)
   * @throws IllegalArgumentException if there are not as many axes
   */
  public NDArray transform(Images images, int components, NDManager owner) {
    if (components < 1 || components > componentCount()) {
      throw new IllegalArgumentException(
          "%d components of %d: at least 1, and no more than there are"
              .formatted(components, componentCount()));
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var first = principalAxes.get(new NDIndex("0:{}", components));
      var coordinates = pixels(images, imageSize, manager).sub(mean).matMul(first.transpose());
      return Tensors.moveTo(coordinates, owner);
    }
  }

  /**
   * The number of components by which pairs of images are told best: of least equal error rate, the
   * smaller number if several have it.
   *
   * @param validation images of classes that are neither learned from nor judged on
   */
  public int bestComponents(Images validation, Distance distance) {
    try (var owner = Torch.manager(manager.getDevice())) {
      var all = transform(validation, componentCount(), owner);
      int best = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int components = 1; components <= componentCount(); components++) {
        try (var some = all.get(new NDIndex(":, 0:{}", components))) {
          double error =
              VerificationPairs.all(some, validation.labels(), distance).equalErrorRate();
          if (error < least) {
            least = error;
            best = components;
          }
        }
      }
      return best;
    }
  }

  /**
   * The mean image and the first axes as images, to be looked at: grey where an axis is 0, white
   * and black where it is farthest from that.
   */
  public Images toImages(int components) {
    int area = imageSize * imageSize;
    var values = Arrays.copyOf(Tensors.toFloatArray(mean), (components + 1) * area);
    var directions = Tensors.toFloatArray(principalAxes.get(new NDIndex("0:{}", components)));
    for (int axis = 0; axis < components; axis++) {
      float largest = 0;
      for (int i = 0; i < area; i++) {
        largest = Math.max(largest, Math.abs(directions[axis * area + i]));
      }
      for (int i = 0; i < area; i++) {
        values[(axis + 1) * area + i] = 0.5f + directions[axis * area + i] / (2 * largest);
      }
    }
    var pixels = new byte[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * values[i]);
    }
    var labels = IntStream.rangeClosed(0, components).toArray();
    List<ClassInfo> classes =
        IntStream.of(labels)
            .mapToObj(i -> new ClassInfo(i == 0 ? "mean" : "axis" + i, ""))
            .toList();
    return new Images(imageSize, imageSize, pixels, labels, classes);
  }

  @Override
  public void close() {
    manager.close();
  }
}
