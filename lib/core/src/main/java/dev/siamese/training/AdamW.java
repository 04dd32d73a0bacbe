package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Scalar;
import java.util.List;
import java.util.stream.Stream;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019) and clipping of the gradient's
 * norm. The gradients of the encoder and of the loss are clipped separately. Matrices can be
 * updated by {@link Muon} instead.
 */
final class AdamW {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<Moments> moments;
  private final double weightDecay;
  private final double maxGradientNorm;
  private int steps;

  /**
   * An optimizer with moments of 0.
   *
   * @param weights each clipped as a whole
   * @param weightDecay the fraction by which a step shrinks the weights, per learning rate
   * @param maxGradientNorm a gradient with a larger norm is scaled down to it
   * @param muonUpdateRms see {@link Muon}; 0 for Adam alone
   * @param manager owns two or three arrays of the size of the weights
   */
  AdamW(
      List<Weights> weights,
      double weightDecay,
      double maxGradientNorm,
      double muonUpdateRms,
      NDManager manager) {
    this.moments = weights.stream().map(each -> new Moments(each, muonUpdateRms, manager)).toList();
    this.weightDecay = weightDecay;
    this.maxGradientNorm = maxGradientNorm;
  }

  /** Updates the weights by their gradients and sets the gradients to 0. */
  void step(double learningRate) {
    steps++;
    for (var each : moments) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        each.step(learningRate);
      }
    }
  }

  /** The moments, for a checkpoint. */
  List<NDArray> state() {
    return moments.stream().flatMap(Moments::state).toList();
  }

  /** Continues after so many steps, with restored moments. */
  void resumeAt(int steps) {
    this.steps = steps;
  }

  /** The weights with the moving averages of their gradient and of its square. */
  private final class Moments {

    private final Weights weights;
    private final NDManager manager;
    private final NDArray values;
    private final NDArray mean;
    private final NDArray square;
    private final Muon muon; // null without

    Moments(Weights weights, double muonUpdateRms, NDManager manager) {
      this.weights = weights;
      this.manager = manager;
      values = weights.values(manager);
      mean = manager.zeros(values.getShape());
      square = manager.zeros(values.getShape());
      muon = muonUpdateRms > 0 ? new Muon(weights, muonUpdateRms, manager) : null;
    }

    Stream<NDArray> state() {
      var adam = Stream.of(mean, square);
      return muon == null ? adam : Stream.concat(adam, Stream.of(muon.momentum()));
    }

    void step(double learningRate) {
      try (var gradient = weights.gradients(manager)) {
        step(gradient, learningRate);
      }
      weights.zeroGradients();
    }

    private void step(NDArray gradient, double learningRate) {
      var norm = gradient.square().sum().sqrt();
      gradient.divi(
          norm.add(Scalar.constant(1e-6))
              .div(Scalar.constant(maxGradientNorm))
              .maximum(Scalar.constant(1)));
      mean.muli(Scalar.constant(BETA1)).addi(gradient.mul(Scalar.constant(1 - BETA1)));
      square.muli(Scalar.constant(BETA2)).addi(gradient.square().mul(Scalar.constant(1 - BETA2)));
      double meanCorrection = 1 - Math.pow(BETA1, steps);
      double squareCorrection = 1 - Math.pow(BETA2, steps);
      var divisor =
          square
              .sqrt()
              .div(Scalar.temporary(manager, Math.sqrt(squareCorrection)))
              .add(Scalar.constant(EPSILON));
      values.muli(Scalar.temporary(manager, 1 - learningRate * weightDecay));
      var update = mean.div(divisor).divi(Scalar.temporary(manager, meanCorrection));
      if (muon != null) {
        muon.replaceMatrixUpdates(gradient, update);
      }
      values.subi(update.muli(Scalar.temporary(manager, learningRate)));
    }
  }
}
