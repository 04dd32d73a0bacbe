package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Time series as features of random convolutions, those of {@link MiniRocket}, standardised by the
 * training series: {@code (N, features, 1)}, and ones (N).
 *
 * @param channels the number of values per time step
 * @param maxLength of the series; they are resampled to the longest training series or to this
 * @param features the approximate number of features
 * @param length computed by {@link #fit}: the number of time steps; 0 before
 * @param parameters computed by {@link #fit}: the bias, the mean and the inverse standard deviation
 *     of every feature; empty before
 */
record MiniRocketInput(
    int channels,
    int maxLength,
    int features,
    @JsonOptional int length,
    @JsonOptional List<Float> parameters)
    implements SequenceInput {

  private static final int MAX_BIAS_SERIES = 1000;
  private static final double MIN_STD = 0.01; // below it, a feature is nearly constant

  MiniRocketInput {
    Checks.requirePositive("channels", channels);
    Checks.requirePositive("maxLength", maxLength);
    Checks.requirePositive("features", features);
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
  }

  @Override
  public MiniRocketInput fit(Dataset train) {
    var series = Checks.requireType(Sequences.class, train);
    int longest = IntStream.range(0, series.size()).map(series::length).max().orElse(1);
    int steps = Math.max(MiniRocket.WIDTH, Math.min(maxLength, longest));
    var rocket = new MiniRocket(steps, series.features(), features);
    var values = values(series, steps);
    var biases = rocket.biases(Arrays.copyOf(values, Math.min(MAX_BIAS_SERIES, values.length)));
    var rows = transform(rocket, values, biases);
    int size = biases.length;
    var numbers = Arrays.copyOf(biases, 3 * size);
    var means = new double[size];
    for (var row : rows) {
      for (int f = 0; f < size; f++) {
        means[f] += row[f] / (double) rows.length;
      }
    }
    var variances = new double[size];
    for (var row : rows) {
      for (int f = 0; f < size; f++) {
        variances[f] += (row[f] - means[f]) * (row[f] - means[f]) / rows.length;
      }
    }
    for (int f = 0; f < size; f++) {
      numbers[size + f] = (float) means[f];
      numbers[2 * size + f] = (float) (1 / Math.max(MIN_STD, Math.sqrt(variances[f])));
    }
    var parameters = new ArrayList<Float>();
    for (float number : numbers) {
      parameters.add(number);
    }
    return new MiniRocketInput(series.features(), maxLength, features, steps, parameters);
  }

  /** The series of one length, with mean 0 and standard deviation 1: (channels · steps) each. */
  private static float[][] values(Sequences series, int steps) {
    var equal = series.resampledTo(steps).standardized();
    var values = new float[equal.size()][equal.features() * steps];
    for (int row = 0; row < values.length; row++) {
      var interleaved = equal.values(row);
      for (int i = 0; i < interleaved.length; i++) {
        values[row][i % equal.features() * steps + i / equal.features()] = interleaved[i];
      }
    }
    return values;
  }

  private static float[][] transform(MiniRocket rocket, float[][] series, float[] biases) {
    return Arrays.stream(series)
        .parallel()
        .map(values -> rocket.transform(values, biases))
        .toArray(float[][]::new);
  }

  @Override
  public Sequences transform(Dataset raw) {
    if (length == 0) {
      throw new IllegalStateException("the input is not fitted to training series");
    }
    var series = VariableLengthInput.requireSequences(raw, channels);
    var rocket = new MiniRocket(length, channels, features);
    int size = rocket.size();
    var numbers = new float[3 * size];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = parameters.get(i);
    }
    var rows = transform(rocket, values(series, length), Arrays.copyOf(numbers, size));
    for (var row : rows) {
      for (int f = 0; f < size; f++) {
        row[f] = (row[f] - numbers[size + f]) * numbers[2 * size + f];
      }
    }
    return new Sequences(size, rows, series.targets()).channelsFirst();
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, parameters.size() / 3, 1), new Shape(n));
  }
}
