package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.tensor.Seed;

/**
 * Proxy-anchor loss (Kim et al. 2020): a learned proxy of every class attracts the samples of the
 * class and repels all others, with the most weight on the hardest samples.
 *
 * <p>1/C⁺ Σ over proxies p with samples in the batch of log(1 + Σ exp(alpha (margin − cos(x⁺, p))))
 * + 1/C Σ over all proxies of log(1 + Σ exp(alpha (margin + cos(x⁻, p)))), C⁺ and C being the
 * numbers of these proxies. Needs classes, numbered from 0.
 *
 * <p>Use it where classes are known and few enough for one proxy each: it converges fast, and needs
 * neither a miner nor more than one sample of a class in a batch.
 *
 * <p>Equals pytorch-metric-learning's ProxyAnchorLoss. Only the direction of a proxy matters, and
 * an Adam step does not depend on the size of the gradient; proxies are therefore initialised with
 * a standard deviation of 0.01, which has the effect of the paper's hundredfold learning rate.
 *
 * @param margin of the cosines, above 0. Default: 0.1, as in the paper
 * @param alpha scale of the exponents, above 0: the larger, the more the hardest samples dominate.
 *     Default: 32, as in the paper
 */
public record ProxyAnchor(double margin, double alpha) implements LossSpec {

  /**
   * Checks the values.
   *
   * @param margin of the cosines, above 0
   * @param alpha scale of the exponents, above 0: the larger, the more the hardest samples dominate
   * @throws IllegalArgumentException if a value is out of its range
   */
  public ProxyAnchor {
    if (!(margin > 0)) {
      throw new IllegalArgumentException(
          "the margin of proxy-anchor loss must be above 0, not " + margin);
    }
    if (!(alpha > 0)) {
      throw new IllegalArgumentException(
          "alpha of proxy-anchor loss must be above 0, not " + alpha);
    }
  }

  /** A margin of 0.1 and an alpha of 32, as in the paper. */
  public ProxyAnchor() {
    this(0.1, 32);
  }

  /** A loss with one proxy for each class, in random directions. */
  @Override
  public Loss create(int classes, int dimensions, Device device, Seed seed) {
    return new ProxyAnchorLoss(this, classes, dimensions, device, seed);
  }

  @Override
  public String toString() {
    return FAMILY.print(this);
  }
}
