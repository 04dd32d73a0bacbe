package dev.siamese.search;

import java.util.Random;

/** Random vectors around random centres, which have near and far neighbours as embeddings have. */
final class RandomVectors {

  private RandomVectors() {}

  static float[][] of(int count, int dimensions, long seed) {
    var random = new Random(seed);
    var centres = new float[Math.max(1, count / 20)][dimensions];
    for (var centre : centres) {
      for (int i = 0; i < dimensions; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
    var vectors = new float[count][dimensions];
    for (int row = 0; row < count; row++) {
      var centre = centres[random.nextInt(centres.length)];
      for (int i = 0; i < dimensions; i++) {
        vectors[row][i] = centre[i] + 0.5f * (float) random.nextGaussian();
      }
    }
    return vectors;
  }
}
