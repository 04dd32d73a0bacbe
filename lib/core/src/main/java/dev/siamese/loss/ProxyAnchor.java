package dev.siamese.loss;

import ai.djl.Device;
import dev.siamese.tensor.Seed;

/**
 * Proxy-anchor loss (Kim et al. 2020): every class has a learned proxy, which pulls its samples and
 * pushes all others, the farthest and nearest hardest.
 *
 * <p>1/C⁺ Σ over proxies p with samples in the batch of log(1 + Σ exp(alpha (margin − cos(x⁺, p))))
 * + 1/C Σ over all proxies of log(1 + Σ exp(alpha (margin + cos(x⁻, p)))), C⁺ and C being their
 * numbers. Needs classes, numbered from 0.
 *
 * <p>Use it where classes are known and few enough for one proxy each: it converges fast, and needs
 * no mining and no more than one sample of a class in a batch.
 *
 * <p>The numbers are those of pytorch-metric-learning's ProxyAnchorLoss. Only a proxy's direction
 * counts, and an Adam step does not depend on the gradient's size; so proxies start short, a
 * hundredth of the usual, which makes them turn faster, as the hundredfold learning rate does that
 * the paper gives them.
 *
 * @param margin of the cosines, above 0; 0.1 in the paper
 * @param alpha scale of the exponents, above 0: the larger, the more the hardest samples decide; 32
 *     in the paper
 */
public record ProxyAnchor(double margin, double alpha) implements LossSpec {

  public ProxyAnchor {
    if (!(margin > 0)) {
      throw new IllegalArgumentException("proxy-anchor loss needs a margin above 0, not " + margin);
    }
    if (!(alpha > 0)) {
      throw new IllegalArgumentException("proxy-anchor loss needs an alpha above 0, not " + alpha);
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
    return Losses.FAMILY.print(this);
  }
}
