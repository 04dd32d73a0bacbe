package dev.siamese.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.siamese.tensor.Scalar;
import dev.siamese.tensor.Weights;
import java.util.List;
import java.util.stream.Stream;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019), the gradient's norm clipped
 * before. It moves the encoder's weights and those of the loss alike; the gradient of each is
 * clipped by itself, so that neither drowns the other. Matrices can be {@link Muon}'s instead.
 *
 * <p>Holds two or three arrays of the size of the weights: close it.
 */
final class AdamW implements AutoCloseable {

  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final List<Moments> moments;
  private final double weightDecay;
  private final double maxGradientNorm;
  private int steps;

  /**
   * Prepares the moments.
   *
   * @param weights each flat and optimised as a whole
   * @param decay the part of the weights taken off per step, times the learning rate
   * @param largestNorm a gradient longer than this is shortened to it
   * @param muon the strength of {@link Muon}; 0 for Adam's moves of everything
   */
  AdamW(List<Weights> weights, double decay, double largestNorm, double muon) {
    this.moments = weights.stream().map(each -> new Moments(each, muon)).toList();
    this.weightDecay = decay;
    this.maxGradientNorm = largestNorm;
  }

  /** Moves the weights against their gradients and clears those. */
  void step(double rate) {
    steps++;
    for (var each : moments) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        each.step(rate);
      }
    }
  }

  /** The moments, to be saved and restored. */
  List<NDArray> state() {
    return moments.stream().flatMap(Moments::state).toList();
  }

  /** Goes on after so many steps, with moments that have been restored. */
  void resumeAt(int steps) {
    this.steps = steps;
  }

  @Override
  public void close() {
    moments.forEach(each -> each.manager.close());
  }

  /** Running means of a gradient and of its square, beside the weights that they move. */
  private final class Moments {

    private final Weights weights;
    private final NDManager manager;
    private final NDArray mean;
    private final NDArray square;
    private final Muon muon; // null for none

    Moments(Weights weights, double strength) {
      this.weights = weights;
      manager = weights.values().getManager().newSubManager();
      mean = manager.zeros(weights.values().getShape());
      square = manager.zeros(weights.values().getShape());
      muon = strength > 0 ? new Muon(weights, strength, manager) : null;
    }

    Stream<NDArray> state() {
      var adam = Stream.of(mean, square);
      return muon == null ? adam : Stream.concat(adam, Stream.of(muon.momentum()));
    }

    void step(double rate) {
      var gradient = weights.gradients();
      var norm = gradient.square().sum().sqrt();
      gradient.divi(
          norm.add(Scalar.constant(1e-6))
              .div(Scalar.constant(maxGradientNorm))
              .maximum(Scalar.constant(1)));
      mean.muli(Scalar.constant(BETA1)).addi(gradient.mul(Scalar.constant(1 - BETA1)));
      square.muli(Scalar.constant(BETA2)).addi(gradient.square().mul(Scalar.constant(1 - BETA2)));
      double biasOfMean = 1 - Math.pow(BETA1, steps);
      double biasOfSquare = 1 - Math.pow(BETA2, steps);
      var divisor =
          square
              .sqrt()
              .div(Scalar.temporary(Math.sqrt(biasOfSquare)))
              .add(Scalar.constant(EPSILON));
      weights.values().muli(Scalar.temporary(1 - rate * weightDecay));
      var move = mean.div(divisor).divi(Scalar.temporary(biasOfMean));
      if (muon != null) {
        muon.replaceMatrixUpdates(gradient, move);
      }
      weights.values().subi(move.muli(Scalar.temporary(rate)));
      weights.zeroGradients();
    }
  }
}
