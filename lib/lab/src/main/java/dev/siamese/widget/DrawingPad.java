package dev.siamese.widget;

import dev.siamese.chart.Chart;
import dev.siamese.chart.ImageGrid;
import dev.siamese.chart.Palette;
import dev.siamese.data.Images;
import dev.siamese.distance.Distances;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two fields to draw in, and the distance of the two drawings by an encoder of grey images, which
 * is computed in the browser. Weights are rounded to 16 bits, which changes distances by less than
 * 0.01.
 */
public final class DrawingPad implements Widget {

  private static final int MIN_SIDE = 360; // pixels of a field
  private static final double PEN = 0.045; // of the side of a field, as in Omniglot
  private static final int CLASSES = 6; // of the examples, two images of each

  private final String title;
  private final Encoder encoder;
  private final double threshold;
  private final Images examples;

  private DrawingPad(String title, Encoder encoder, double threshold, Images examples) {
    this.title = title;
    this.encoder = encoder;
    this.threshold = threshold;
    this.examples = examples;
  }

  /**
   * {@return a pad with the weights that the encoder has when the HTML is made}
   *
   * @param title printed above the fields
   * @param encoder its input is an {@link ImageInput} of grey images, its distance one of {@link
   *     Distances}
   * @param threshold the distance up to which two drawings are the same, above 0
   * @param examples square grey images of at least two classes with two images each; some are shown
   * @throws IllegalArgumentException if one of them is of another kind
   */
  public static DrawingPad of(String title, Encoder encoder, double threshold, Images examples) {
    if (!(encoder.card().input() instanceof ImageInput input) || input.channels() != 1) {
      throw new IllegalArgumentException(
          "a drawing pad needs an encoder with the input ImageInput of 1 channel, not "
              + encoder.card().input());
    }
    if (!(encoder.card().distance() instanceof Distances)) {
      throw new IllegalArgumentException(
          "a drawing pad has the distances %s, not %s"
              .formatted(List.of(Distances.values()), encoder.card().distance()));
    }
    if (!(threshold > 0)) {
      throw new IllegalArgumentException("the threshold must be above 0: " + threshold);
    }
    return new DrawingPad(title, encoder, threshold, some(examples));
  }

  /** Two images of each of a few classes, which are spread evenly. */
  private static Images some(Images all) {
    if (all.channels() != 1 || all.width() != all.height()) {
      throw new IllegalArgumentException(
          "the examples must be square grey images, not of %d×%d pixels in %d channels"
              .formatted(all.height(), all.width(), all.channels()));
    }
    var rowsByClass = new LinkedHashMap<Integer, List<Integer>>();
    for (int row = 0; row < all.size(); row++) {
      rowsByClass.computeIfAbsent(all.label(row), label -> new ArrayList<>()).add(row);
    }
    var classes = rowsByClass.values().stream().filter(rows -> rows.size() > 1).toList();
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "the examples must have at least 2 classes with 2 images each, not " + classes.size());
    }
    int count = Math.min(CLASSES, classes.size());
    var rows = new int[2 * count];
    for (int i = 0; i < count; i++) {
      var chosen = classes.get(i * classes.size() / count);
      rows[2 * i] = chosen.get(0);
      rows[2 * i + 1] = chosen.get(chosen.size() / 2);
    }
    return all.select(rows);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public Chart fallback() {
    double distance = distance();
    boolean same = distance <= threshold;
    var color = same ? Palette.SAME : Palette.DIFFERENT;
    var caption = String.format(Locale.ROOT, "distance %.3f", distance);
    return new ImageGrid(2, 200)
        .title(title)
        .add(examples.toBufferedImage(0), caption, color)
        .add(examples.toBufferedImage(1), same ? "same" : "different", color);
  }

  @Override
  public String altText() {
    double distance = distance();
    return String.format(
        Locale.ROOT,
        "Two drawings of one character at a distance of %.3f, with a threshold of %.3f: %s",
        distance,
        threshold,
        distance <= threshold ? "same" : "different");
  }

  /** The distance of the first two examples. */
  private double distance() {
    return exampleDistances()[0][1];
  }

  /** The distances of all examples by the encoder: (N, N). */
  float[][] exampleDistances() {
    try (var manager = Torch.manager(encoder.device());
        var embeddings = encoder.embed(examples, manager);
        var all = encoder.card().distance().allPairs(embeddings, embeddings)) {
      var flat = Tensors.toFloatArray(all);
      var rows = new float[examples.size()][];
      Arrays.setAll(rows, i -> Arrays.copyOfRange(flat, i * rows.length, (i + 1) * rows.length));
      return rows;
    }
  }

  @Override
  public String html() {
    int scale = (MIN_SIDE + examples.width() - 1) / examples.width();
    int side = scale * examples.width();
    var onnx = onnx();
    var data = new LinkedHashMap<String, Object>();
    data.put("title", title);
    data.put("threshold", threshold);
    data.put("distance", encoder.card().distance().toString());
    data.put("size", ((ImageInput) encoder.card().input()).size());
    data.put("side", side);
    data.put("pen", PEN * side);
    data.put("labels", examples.labels());
    data.put("exampleSide", examples.width());
    data.put("examples", Sprite.base64(examples, examples.size(), 255));
    data.put(
        "network",
        Map.of(
            "nodes", onnx.nodes(),
            "constants", onnx.constants(),
            "input", onnx.input(),
            "output", onnx.output()));
    data.put("weights", onnx.weights());
    return WidgetHtml.of(this, data, "onnx.js", "drawing-pad.js");
  }

  private OnnxFile onnx() {
    try {
      var file = Files.createTempFile("encoder", ".onnx");
      try {
        encoder.exportOnnx(file);
        return OnnxFile.of(Files.readAllBytes(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the encoder to a temporary file", e);
    }
  }
}
