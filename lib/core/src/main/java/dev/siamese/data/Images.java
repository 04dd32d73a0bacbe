package dev.siamese.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.internal.Tensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Grey images of one size in one array of bytes: 0 is black, 255 is white. As a batch they are
 * {@code (N, 1, height, width)}, from 0 to 1.
 */
public final class Images implements Dataset {

  private final int height;
  private final int width;
  private final byte[] pixels;
  private final int[] labels;
  private final List<ClassInfo> classes;

  /**
   * Takes the arrays as they are, without copying.
   *
   * @param pixels row by row, image after image: {@code labels.length × height × width} bytes
   * @param labels the class of each image
   * @param classes the classes, in the order of their labels
   */
  public Images(int height, int width, byte[] pixels, int[] labels, List<ClassInfo> classes) {
    if ((long) labels.length * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "%d images of %d×%d need %d bytes, not %d"
              .formatted(
                  labels.length,
                  height,
                  width,
                  (long) labels.length * height * width,
                  pixels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes.size()) {
        throw new IllegalArgumentException(
            "label " + label + " is not one of the " + classes.size() + " classes");
      }
    }
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
    this.classes = List.copyOf(classes);
  }

  /** Pictures of one class each, in the order given; they must all have the same size. */
  public static Images of(List<BufferedImage> pictures) {
    var first = pictures.get(0);
    int area = first.getHeight() * first.getWidth();
    var pixels = new byte[pictures.size() * area];
    var classes = new ArrayList<ClassInfo>();
    for (int i = 0; i < pictures.size(); i++) {
      var picture = pictures.get(i);
      if (picture.getWidth() != first.getWidth() || picture.getHeight() != first.getHeight()) {
        throw new IllegalArgumentException(
            "picture %d is %d×%d, the first is %d×%d: scale them to one size before"
                .formatted(
                    i,
                    picture.getWidth(),
                    picture.getHeight(),
                    first.getWidth(),
                    first.getHeight()));
      }
      toGrayscale(picture, pixels, i * area);
      classes.add(new ClassInfo("image" + i, ""));
    }
    var labels = IntStream.range(0, pictures.size()).toArray();
    return new Images(first.getHeight(), first.getWidth(), pixels, labels, classes);
  }

  /**
   * What a batch shows, such as one that was altered, each image of a class of its own; values
   * below 0 are black, above 1 white.
   *
   * @param batch (N, 1, height, width), as {@link #batch} makes it
   */
  public static Images of(NDArray batch) {
    var shape = batch.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1) {
      throw new IllegalArgumentException(
          "grey images are (N, 1, height, width), not %s".formatted(shape));
    }
    var values = Tensors.toFloatArray(batch);
    var pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[i])));
    }
    var labels = IntStream.range(0, (int) shape.get(0)).toArray();
    var classes = IntStream.of(labels).mapToObj(i -> new ClassInfo("image" + i, "")).toList();
    return new Images((int) shape.get(2), (int) shape.get(3), pixels, labels, classes);
  }

  /**
   * One picture from a file: PNG, JPEG, GIF, BMP or PGM.
   *
   * @throws DataException if it cannot be read
   */
  public static Images read(Path file) {
    try {
      return of(List.of(ImageCodec.read(file)));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no picture " + file);
    } catch (IOException e) {
      throw new DataException("cannot read the picture " + file, e);
    }
  }

  /** Writes a picture's grey values (luma of Rec. 601) into an array. */
  public static void toGrayscale(BufferedImage picture, byte[] target, int offset) {
    int w = picture.getWidth();
    int h = picture.getHeight();
    if (picture.getType() == BufferedImage.TYPE_BYTE_GRAY) {
      var grey = (byte[]) picture.getRaster().getDataElements(0, 0, w, h, null);
      System.arraycopy(grey, 0, target, offset, grey.length);
      return;
    }
    var rgb = picture.getRGB(0, 0, w, h, null, 0, w);
    for (int i = 0; i < rgb.length; i++) {
      int red = rgb[i] >> 16 & 255;
      int green = rgb[i] >> 8 & 255;
      int blue = rgb[i] & 255;
      target[offset + i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    }
  }

  public int height() {
    return height;
  }

  public int width() {
    return width;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public List<ClassInfo> classes() {
    return classes;
  }

  @Override
  public NDList batch(NDManager manager, int[] rows) {
    int area = height * width;
    var bytes = DirectBuffers.get(rows.length * area);
    for (int row : rows) {
      bytes.put(pixels, row * area, area);
    }
    var shape = new Shape(rows.length, 1, height, width);
    try (var raw = Tensors.create(manager, bytes.rewind(), shape, DataType.UINT8)) {
      var batch = raw.toType(DataType.FLOAT32, false);
      batch.muli(Scalar.constant(1f / 255));
      return new NDList(batch);
    }
  }

  @Override
  public Images filterClasses(IntPredicate wanted) {
    var kept = ClassSubset.of(this, wanted);
    return new Images(height, width, select(kept.rows()).pixels, kept.labels(), kept.classes());
  }

  /**
   * These images and others of the same size, whose classes are taken for other ones.
   *
   * @throws IllegalArgumentException if they are of another size
   */
  public Images concatDisjoint(Images others) {
    return concatDisjoint(List.of(this, others));
  }

  /**
   * Images of one size, one set after the other, whose classes are all taken for different ones.
   *
   * @param parts at least one
   * @throws IllegalArgumentException if they are of several sizes
   */
  public static Images concatDisjoint(List<Images> parts) {
    var first = parts.get(0);
    int area = first.height * first.width;
    int count = parts.stream().mapToInt(Images::size).sum();
    var pixels = new byte[Math.multiplyExact(count, area)];
    var labels = new int[count];
    var classes = new ArrayList<ClassInfo>();
    int row = 0;
    for (var part : parts) {
      if (part.height != first.height || part.width != first.width) {
        throw new IllegalArgumentException(
            "images of %d×%d and of %d×%d: scale them to one size before"
                .formatted(first.height, first.width, part.height, part.width));
      }
      System.arraycopy(part.pixels, 0, pixels, row * area, part.pixels.length);
      for (int label : part.labels) {
        labels[row++] = classes.size() + label;
      }
      classes.addAll(part.classes);
    }
    return new Images(first.height, first.width, pixels, labels, classes);
  }

  /**
   * The same images in other classes.
   *
   * @param labels the class of each image
   * @param classes the classes, in the order of their labels
   * @throws IllegalArgumentException if there are not as many labels as images
   */
  public Images withLabels(int[] labels, List<ClassInfo> classes) {
    return new Images(height, width, pixels, labels, classes);
  }

  /** Some of the images in the order given; the classes stay as they are. */
  public Images select(int... rows) {
    int area = height * width;
    var part = new byte[rows.length * area];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(pixels, rows[i] * area, part, i * area, area);
    }
    var partLabels = Arrays.stream(rows).map(row -> labels[row]).toArray();
    return new Images(height, width, part, partLabels, classes);
  }

  /** One image as a picture, for a chart. */
  public BufferedImage toBufferedImage(int row) {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    int area = height * width;
    var grey = Arrays.copyOfRange(pixels, row * area, (row + 1) * area);
    picture.getRaster().setDataElements(0, 0, width, height, grey);
    return picture;
  }

  /** The grey values of one image as numbers from 0 to 1, row by row. */
  public float[] pixels(int row) {
    int area = height * width;
    var values = new float[area];
    for (int i = 0; i < area; i++) {
      values[i] = (pixels[row * area + i] & 255) / 255f;
    }
    return values;
  }

  /** Copies the grey values of one image. */
  void copyPixels(int row, byte[] target) {
    System.arraycopy(pixels, row * height * width, target, 0, height * width);
  }

  /** Every image scaled to a square of another size, each new pixel the mean of what it covers. */
  public Images resized(int size) {
    return resized(size, size);
  }

  /** Every image stretched to another size, each new pixel the mean of what it covers. */
  public Images resized(int newHeight, int newWidth) {
    if (newHeight == height && newWidth == width) {
      return this;
    }
    var across = Overlap.table(width, newWidth);
    var down = Overlap.table(height, newHeight);
    int area = newHeight * newWidth;
    var scaled = new byte[Math.multiplyExact(labels.length, area)];
    IntStream.range(0, labels.length)
        .parallel()
        .forEach(i -> scale(i, across, down, scaled, i * area));
    return new Images(newHeight, newWidth, scaled, labels, classes);
  }

  private void scale(int image, Overlap[] across, Overlap[] down, byte[] target, int offset) {
    int source = image * height * width;
    var narrow = new float[height * across.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < across.length; x++) {
        var cover = across[x];
        float sum = 0;
        for (int k = 0; k < cover.weights().length; k++) {
          sum += cover.weights()[k] * (pixels[source + y * width + cover.start() + k] & 255);
        }
        narrow[y * across.length + x] = sum;
      }
    }
    for (int y = 0; y < down.length; y++) {
      var cover = down[y];
      for (int x = 0; x < across.length; x++) {
        float sum = 0.5f;
        for (int k = 0; k < cover.weights().length; k++) {
          sum += cover.weights()[k] * narrow[(cover.start() + k) * across.length + x];
        }
        target[offset + y * across.length + x] = (byte) (int) sum;
      }
    }
  }

  /** Every image as its negative: what was ink on paper becomes a stroke of ones on zeros. */
  public Images inverted() {
    var negative = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      negative[i] = (byte) ~pixels[i];
    }
    return new Images(height, width, negative, labels, classes);
  }

  /**
   * Four times the classes: each turned by 0, 90, 180 and 270 degrees is a class of its own
   * (Santoro et al. 2016), of a group that is turned like it. Images must be square.
   */
  public Images withRotatedClasses() {
    if (height != width) {
      throw new IllegalArgumentException(
          "rotated classes need square images, not %d×%d: scale them before"
              .formatted(height, width));
    }
    int n = size();
    int area = height * width;
    var turned = Arrays.copyOf(pixels, 4 * pixels.length);
    var newLabels = Arrays.copyOf(labels, 4 * n);
    var newClasses = new ArrayList<>(classes);
    for (int turn = 1; turn < 4; turn++) {
      for (int i = turn * n; i < (turn + 1) * n; i++) {
        newLabels[i] = labels[i - turn * n] + turn * classes.size();
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            int from = (i - n) * area + x * width + (width - 1 - y);
            turned[i * area + y * width + x] = turned[from];
          }
        }
      }
      for (var label : classes) {
        newClasses.add(new ClassInfo(label.name(), label.group() + "@" + 90 * turn));
      }
    }
    return new Images(height, width, turned, newLabels, newClasses);
  }

  /** Which source pixels one scaled pixel covers, and by how much. */
  private record Overlap(int start, float[] weights) {

    static Overlap[] table(int from, int to) {
      var table = new Overlap[to];
      double step = (double) from / to;
      for (int i = 0; i < to; i++) {
        double left = i * step;
        double right = Math.min(from, left + step);
        int start = (int) left;
        var weights = new float[(int) Math.ceil(right - 1e-9) - start];
        for (int k = 0; k < weights.length; k++) {
          double covered = Math.min(right, start + k + 1) - Math.max(left, start + k);
          weights[k] = (float) (covered / (right - left));
        }
        table[i] = new Overlap(start, weights);
      }
      return table;
    }
  }
}
