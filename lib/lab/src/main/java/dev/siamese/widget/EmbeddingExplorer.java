package dev.siamese.widget;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.siamese.chart.Chart;
import dev.siamese.chart.EmbeddingMap;
import dev.siamese.chart.Palette;
import dev.siamese.data.Images;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Pca;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map of embeddings that shows the image of each point, with zoom, and a slider through the
 * moments of a training. Embeddings of more than two dimensions are projected on the first two
 * principal components of the last moment, so that all moments share their axes.
 *
 * <p>Not thread-safe.
 */
public final class EmbeddingExplorer implements Widget {

  private static final int MAX_IMAGES = 600;
  private static final int SIDE = 32; // pixels of an image
  private static final int PICTURE = 440; // side of the still picture
  private static final int THUMBNAIL = 20; // side of an image in it
  private static final int RANGE = 2000; // coordinates are rounded to such a fraction of the map

  private final String title;
  private final Images images;
  private final List<Frame> frames = new ArrayList<>();

  private record Frame(String name, float[] values, Shape shape) {}

  /**
   * A map without points.
   *
   * @param title printed above the map
   * @param images dark on light, at most 600
   */
  public EmbeddingExplorer(String title, Images images) {
    if (images.size() > MAX_IMAGES || images.size() < 3) {
      throw new IllegalArgumentException(
          "a map shows 3 to %d images, not %d: select some".formatted(MAX_IMAGES, images.size()));
    }
    this.title = title;
    this.images = images;
  }

  /**
   * Adds a moment of the training; the last one is shown first.
   *
   * @param name such as {@code epoch 3}
   * @param embeddings (N, D), one row per image, with the same D of at least 2 at every moment;
   *     their values are copied
   * @return this map
   * @throws IllegalArgumentException if the shape is another one
   */
  public EmbeddingExplorer add(String name, NDArray embeddings) {
    var shape = embeddings.getShape();
    boolean fits =
        shape.dimension() == 2
            && shape.get(0) == images.size()
            && shape.get(1) >= 2
            && frames.stream().allMatch(frame -> frame.shape.equals(shape));
    if (!fits) {
      throw new IllegalArgumentException(
          "embeddings of shape %s for %d images: they must be (N, D) with the same D of at least 2 at every moment"
              .formatted(shape, images.size()));
    }
    frames.add(new Frame(name, Tensors.toFloatArray(embeddings), shape));
    return this;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Chart fallback() {
    var last = points().get(frames.size() - 1);
    var map = new EmbeddingMap(title, PICTURE, THUMBNAIL);
    var small = images.resized(2 * THUMBNAIL);
    for (int i = 0; i < images.size(); i++) {
      var color = Palette.series(images.label(i));
      map.add(last[2 * i], last[2 * i + 1], small.toBufferedImage(i), color);
    }
    return map;
  }

  @Override
  public String altText() {
    return "Map of %d drawings of %d classes at the moment: %s"
        .formatted(images.size(), images.classes().size(), frames.get(frames.size() - 1).name());
  }

  /** The coordinates of each moment: x and y of each image. */
  private List<float[]> points() {
    if (frames.isEmpty()) {
      throw new IllegalStateException("the map has no points: add the embeddings of a moment");
    }
    var last = frames.get(frames.size() - 1);
    if (last.shape.get(1) == 2) {
      return frames.stream().map(Frame::values).toList();
    }
    try (var manager = Torch.manager(Torch.device("cpu"))) {
      var pca = Pca.fit(Tensors.create(manager, last.values, last.shape), 2);
      return frames.stream()
          .map(each -> pca.transform(Tensors.create(manager, each.values, each.shape)))
          .map(Tensors::toFloatArray)
          .toList();
    }
  }

  @Override
  public String html() {
    var small = images.withChannels(1).resized(SIDE);
    int columns = (int) Math.ceil(Math.sqrt(images.size()));
    var points = points();
    var shown = new ArrayList<Map<String, ?>>();
    for (int i = 0; i < points.size(); i++) {
      shown.add(Map.of("name", frames.get(i).name, "points", scaled(points.get(i), points)));
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("title", title);
    data.put("frames", shown);
    data.put("range", RANGE);
    data.put("labels", images.labels());
    data.put("classes", images.classes().stream().map(Object::toString).toList());
    data.put("side", SIDE);
    data.put("columns", columns);
    data.put("sprite", Sprite.base64(small, columns, 15));
    return WidgetHtml.of(this, data, "embedding-explorer.js");
  }

  /** Coordinates from 0 to the range, on a scale of all moments and the same for both axes. */
  private static int[] scaled(float[] points, List<float[]> all) {
    var low = new float[] {Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY};
    var high = new float[] {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (var some : all) {
      for (int i = 0; i < some.length; i++) {
        low[i % 2] = Math.min(low[i % 2], some[i]);
        high[i % 2] = Math.max(high[i % 2], some[i]);
      }
    }
    float span = Math.max(1e-9f, Math.max(high[0] - low[0], high[1] - low[1]));
    var scaled = new int[points.length];
    for (int i = 0; i < points.length; i++) {
      float middle = (low[i % 2] + high[i % 2]) / 2;
      scaled[i] = Math.round(RANGE * ((points[i] - middle) / span + 0.5f));
    }
    return scaled;
  }
}
