package dev.siamese.search;

import java.util.Arrays;
import java.util.Map;

/**
 * Up to {@value #SIZE} vectors, stored value by value rather than vector by vector, so that the
 * squared distances of all of them to a query are sums over arrays, which the JVM computes with
 * vector instructions.
 */
final class VectorBlock {

  static final int SIZE = 512;

  private final float[][] values; // (dimensions, SIZE); NaN for a removed vector
  private final String[] keys;
  private final Map<String, String>[] fields;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  VectorBlock(int dimensions) {
    this(new float[dimensions][SIZE], new String[SIZE], new Map[SIZE]);
    Arrays.fill(values[0], Float.NaN);
  }

  private VectorBlock(float[][] values, String[] keys, Map<String, String>[] fields) {
    this.values = values;
    this.keys = keys;
    this.fields = fields;
  }

  VectorBlock copy() {
    var copies = Arrays.stream(values).map(float[]::clone).toArray(float[][]::new);
    return new VectorBlock(copies, keys.clone(), fields.clone());
  }

  void set(int i, String key, float[] vector, Map<String, String> ofVector) {
    keys[i] = key;
    fields[i] = ofVector;
    for (int d = 0; d < vector.length; d++) {
      values[d][i] = vector[d];
    }
  }

  /** Removes a vector: its distances are NaN. */
  void remove(int i) {
    keys[i] = null;
    fields[i] = null;
    values[0][i] = Float.NaN;
  }

  String key(int i) {
    return keys[i];
  }

  Map<String, String> fields(int i) {
    return fields[i];
  }

  float[] vector(int i) {
    var vector = new float[values.length];
    for (int d = 0; d < vector.length; d++) {
      vector[d] = values[d][i];
    }
    return vector;
  }

  /** Squared Euclidean distances of all vectors to a query, in single precision. */
  void squaredDistances(float[] query, float[] result) {
    Arrays.fill(result, 0);
    for (int d = 0; d < query.length; d++) {
      addSquares(values[d], query[d], result);
    }
  }

  /** A loop over two arrays from 0 in both, which is the form that the JVM vectorises. */
  private static void addSquares(float[] values, float query, float[] result) {
    for (int i = 0; i < result.length; i++) {
      float difference = values[i] - query;
      result[i] += difference * difference;
    }
  }
}
