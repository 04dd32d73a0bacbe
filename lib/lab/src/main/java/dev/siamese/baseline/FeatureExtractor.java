package dev.siamese.baseline;

import ai.djl.Device;
import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Torch;

/**
 * Computes feature vectors of samples without a trained encoder, to compare with its embeddings.
 *
 * @param <D> the samples
 */
@FunctionalInterface
public interface FeatureExtractor<D extends Dataset> {

  /**
   * {@return the features of all N samples: (N, F)}
   *
   * @param samples N samples
   */
  float[][] extract(D samples);

  /**
   * Few-shot classification by the distance between features.
   *
   * @param episodes the support and query samples
   * @param distance between two rows of features
   * @return the prediction for every query
   */
  default FewShotResult evaluate(EpisodeSet<D> episodes, Distance distance) {
    try (var manager = Torch.manager(Device.cpu())) {
      return FewShotResult.evaluate(manager.create(extract(episodes.data())), episodes, distance);
    }
  }
}
