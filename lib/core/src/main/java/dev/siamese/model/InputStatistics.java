package dev.siamese.model;

import ai.djl.Device;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What preprocessed training images look like in a few numbers: brightness, contrast, edges. An
 * image far from them, by the Mahalanobis distance, is an outlier.
 *
 * @param mean of the features
 * @param precision the inverse of their covariance, row by row
 * @param limit the largest squared distance of an image that is not an outlier
 */
record InputStatistics(double[] mean, double[] precision, double limit) {

  private static final String DAMAGED =
      "the encoder's statistics of its training images are damaged: use another copy of its file";
  private static final int MIN_CLASSES = 10;
  private static final int MIN_IMAGES = 60;
  private static final int MAX_IMAGES = 2000;
  private static final int BATCH = 256; // images that are in memory as floats at a time
  private static final int FOLDS = 5;
  private static final double QUANTILE = 0.99; // of the squared distances in unseen classes
  private static final double LIMIT_FACTOR = 3; // of that quantile
  private static final double VARIANCE_FLOOR = 1e-4; // of features from 0 to 1
  private static final double EXTREME = 0.05; // from black or white

  /**
   * {@return the statistics of training images; none for other samples, and for too few images or
   * classes}
   */
  static Optional<InputStatistics> of(Preprocessor input, Dataset train) {
    int classes = train.classes().size();
    if (!(train instanceof Images) || train.size() < MIN_IMAGES || classes < MIN_CLASSES) {
      return Optional.empty();
    }
    int count = Math.min(train.size(), MAX_IMAGES);
    var rows =
        IntStream.range(0, count).map(i -> (int) ((long) i * train.size() / count)).toArray();
    var features = features(input, train.select(rows));
    if (features.length == 0) {
      return Optional.empty();
    }
    var unseen = new double[count]; // distances from statistics of other classes
    for (int fold = 0; fold < FOLDS; fold++) {
      int held = fold;
      var isHeld = IntStream.range(0, count).filter(i -> train.label(rows[i]) % FOLDS == held);
      var others = IntStream.range(0, count).filter(i -> train.label(rows[i]) % FOLDS != held);
      var statistics = fit(others.mapToObj(i -> features[i]).toArray(double[][]::new));
      isHeld.forEach(i -> unseen[i] = statistics.distance(features[i]));
    }
    Arrays.sort(unseen);
    double quantile = unseen[(int) (QUANTILE * (count - 1))];
    var all = fit(features);
    return Optional.of(new InputStatistics(all.mean, all.precision, LIMIT_FACTOR * quantile));
  }

  /**
   * The statistics in text.
   *
   * @throws DataException if the text is damaged
   */
  static InputStatistics parse(String json) {
    try {
      var statistics = new Gson().fromJson(json, InputStatistics.class);
      if (statistics != null
          && statistics.mean != null
          && statistics.precision != null
          && statistics.precision.length == statistics.mean.length * statistics.mean.length) {
        return statistics;
      }
    } catch (JsonParseException e) {
      throw new DataException(DAMAGED, e);
    }
    throw new DataException(DAMAGED);
  }

  String toJson() {
    return new Gson().toJson(this);
  }

  /** Whether each image is an outlier. */
  boolean[] outliers(Preprocessor input, Dataset raw) {
    var features = features(input, raw);
    var outliers = new boolean[raw.size()];
    for (int i = 0; i < features.length; i++) {
      outliers[i] = !(distance(features[i]) <= limit);
    }
    return outliers;
  }

  private double distance(double[] features) {
    int n = mean.length;
    if (features.length != n) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += (features[i] - mean[i]) * precision[i * n + j] * (features[j] - mean[j]);
      }
    }
    return sum;
  }

  private static InputStatistics fit(double[][] features) {
    int n = features[0].length;
    var mean = new double[n];
    var covariance = new double[n][2 * n]; // beside the identity, for its inverse
    for (var each : features) {
      for (int i = 0; i < n; i++) {
        mean[i] += each[i] / features.length;
      }
    }
    for (var each : features) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          covariance[i][j] += (each[i] - mean[i]) * (each[j] - mean[j]) / features.length;
        }
      }
    }
    for (int i = 0; i < n; i++) {
      covariance[i][i] += VARIANCE_FLOOR;
      covariance[i][n + i] = 1;
    }
    return new InputStatistics(mean, inverse(covariance), 0);
  }

  /** Gauss–Jordan elimination of a positive definite matrix beside the identity. */
  private static double[] inverse(double[][] rows) {
    int n = rows.length;
    for (int pivot = 0; pivot < n; pivot++) {
      double scale = rows[pivot][pivot];
      for (int column = 0; column < 2 * n; column++) {
        rows[pivot][column] /= scale;
      }
      for (int row = 0; row < n; row++) {
        double factor = rows[row][pivot];
        for (int column = 0; row != pivot && column < 2 * n; column++) {
          rows[row][column] -= factor * rows[pivot][column];
        }
      }
    }
    return IntStream.range(0, n * n).mapToDouble(i -> rows[i / n][n + i % n]).toArray();
  }

  /** (N, 7) for images of (C, H, W); (0) for other preprocessed samples. */
  private static double[][] features(Preprocessor input, Dataset raw) {
    var samples = BackboneInput.withoutNetwork(input).transform(raw);
    var features = new double[samples.size()][];
    for (int start = 0; start < features.length; start += BATCH) {
      int end = Math.min(start + BATCH, features.length);
      try (var manager = Torch.manager(Device.cpu())) {
        var batch = samples.batch(manager, IntStream.range(start, end).toArray());
        if (batch.size() != 1 || batch.get(0).getShape().dimension() != 4) {
          return new double[0][];
        }
        var shape = batch.get(0).getShape();
        int[] size = {(int) shape.get(1), (int) shape.get(2), (int) shape.get(3)};
        var values = Tensors.toFloatArray(batch.get(0));
        for (int i = start; i < end; i++) {
          features[i] = features(values, (i - start) * size[0] * size[1] * size[2], size);
        }
      }
    }
    return features;
  }

  /** Mean, standard deviation, fractions of black and of white, edges, border, and saturation. */
  private static double[] features(float[] values, int offset, int[] size) {
    int pixels = size[1] * size[2];
    var grey = new double[pixels];
    double saturation = 0;
    for (int pixel = 0; pixel < pixels; pixel++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int channel = 0; channel < size[0]; channel++) {
        double value = values[offset + channel * pixels + pixel];
        grey[pixel] += value / size[0];
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      saturation += (high - low) / pixels;
    }
    var statistics = IntStream.range(0, pixels).mapToDouble(i -> grey[i]).summaryStatistics();
    double mean = statistics.getAverage();
    double square = 0;
    double edges = 0;
    double border = 0;
    int bordering = 0;
    double black = 0;
    double white = 0;
    for (int row = 0; row < size[1]; row++) {
      for (int column = 0; column < size[2]; column++) {
        double value = grey[row * size[2] + column];
        square += (value - mean) * (value - mean) / pixels;
        black += value < EXTREME ? 1.0 / pixels : 0;
        white += value > 1 - EXTREME ? 1.0 / pixels : 0;
        edges += column > 0 ? Math.abs(value - grey[row * size[2] + column - 1]) / pixels : 0;
        edges += row > 0 ? Math.abs(value - grey[(row - 1) * size[2] + column]) / pixels : 0;
        if (row == 0 || column == 0 || row == size[1] - 1 || column == size[2] - 1) {
          border += value;
          bordering++;
        }
      }
    }
    return new double[] {
      mean, Math.sqrt(square), black, white, edges, border / bordering, saturation
    };
  }
}
