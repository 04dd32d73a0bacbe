package dev.siamese.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.Dataset;
import dev.siamese.loss.Loss;
import dev.siamese.metrics.EmbeddingStatistics;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.NoGrad;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One step of training: draw a batch, augment it, embed it, compute the loss, move the weights.
 *
 * @param transformed the samples as the network takes them
 * @param manager of the batches
 */
record TrainingStep(
    Encoder encoder,
    Dataset transformed,
    NDManager manager,
    Sampler sampler,
    Augmentation augmentation,
    Loss loss,
    Seed seed) {

  private static final int MAX_SAMPLES = 128; // to look for collapse

  /**
   * Trains on one batch.
   *
   * @param step its number, from 0
   * @return the loss, a scalar that the device may still be computing; the caller closes it
   */
  NDArray run(int step, RunState state, double learningRate) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var drawn = sampler.batch(step);
      state.samplesSeen += drawn.indices().length;
      var batch = new NDList(transformed.batch(manager, drawn.indices()));
      var random = seed.derive("augmentation").derive(step).generator();
      batch.set(0, augmentation.apply(batch.head(), random));
      NDArray value;
      try (var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
        var embeddings = encoder.forward(batch, true);
        var result = loss.compute(embeddings, drawn.labels().withStep(step));
        gradients.backward(result);
        value = result.stopGradient();
      }
      state.optimizer.step(learningRate);
      NDScope.unregister(value);
      return value;
    }
  }

  /** Statistics of some training samples, the same ones after every epoch, from one transfer. */
  EmbeddingStatistics statistics() {
    var order = new Seed(0).permutation(transformed.size());
    var rows = Arrays.stream(order).limit(MAX_SAMPLES).sorted().toArray();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var batch = transformed.batch(manager, rows);
      var embeddings = NoGrad.get(() -> encoder.forward(batch, false));
      return EmbeddingStatistics.ofUnlabeled(Tensors.toRows(embeddings));
    }
  }

  /**
   * The likely causes of a loss that is NaN or infinite: draws the batch again and looks for
   * samples that are not finite.
   *
   * @param step its number, from 0
   */
  String explainNonFinite(int step, double learningRate) {
    var rows = sampler.batch(step).indices();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var broken = NonFinite.nonFiniteRows(transformed.batch(manager, rows).head());
      return broken.length > 0
          ? "its samples hold NaN or infinity in "
              + NonFinite.describeRows(IntStream.of(broken).map(i -> rows[i]).distinct().toArray())
              + " of the data"
          : "its samples are finite, so lower the learning rate (now %s) or maxGradientNorm, or look for a division by 0 or a logarithm or root of 0 in a loss or network of your own"
              .formatted(learningRate);
    }
  }
}
