package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;

/** Embeds samples into Java arrays. */
final class EmbeddedSamples {

  private EmbeddedSamples() {}

  /**
   * Embeds samples that have not been preprocessed: (N, D).
   *
   * @param name of the samples in error messages
   * @throws IllegalArgumentException if an embedding contains NaN or infinity
   */
  static float[][] embed(Encoder encoder, Dataset samples, String name) {
    if (samples.size() == 0) {
      return new float[0][];
    }
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(samples, manager);
      var invalid = NonFinite.nonFiniteRows(embeddings);
      if (invalid.length > 0) {
        throw new IllegalArgumentException(
            "the embedding of %s %d of %d contains NaN or infinity: check the sample and the encoder"
                .formatted(name, invalid[0], samples.size()));
      }
      return Tensors.toRows(embeddings);
    }
  }

  /**
   * The distance of each pair of samples that have not been preprocessed.
   *
   * @throws IllegalArgumentException if the sizes differ or an embedding contains NaN or infinity
   */
  static float[] distances(Encoder encoder, Dataset left, Dataset right) {
    if (left.size() != right.size()) {
      throw new IllegalArgumentException(
          "%d samples on the left but %d on the right: the numbers must be equal"
              .formatted(left.size(), right.size()));
    }
    if (left.size() == 0) {
      return new float[0];
    }
    try (var manager = Torch.manager(encoder.device())) {
      var a = encoder.embed(left, manager);
      var b = encoder.embed(right, manager);
      NonFinite.requireFinite(a);
      NonFinite.requireFinite(b);
      return Tensors.toFloatArray(encoder.card().distance().paired(a, b));
    }
  }

  /**
   * The embedding of a single sample, or the numbers themselves.
   *
   * @throws IllegalArgumentException if it contains NaN or infinity, or the type of the sample is
   *     not supported
   */
  static float[] embed(Encoder encoder, Object sample) {
    if (sample instanceof float[] embedding) {
      requireFinite(embedding);
      return embedding;
    }
    return embed(encoder, encoder.card().input().sample(sample), "sample")[0];
  }

  static void requireFinite(float[] embedding) {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "the embedding contains NaN or infinity: check the sample and the encoder");
      }
    }
  }
}
