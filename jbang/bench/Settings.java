package bench;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.tensor.Seed;

/**
 * What all workloads share.
 *
 * @param device to compute on
 * @param rounds number of measured rounds, after warm-up
 * @param seed random seed
 */
public record Settings(Device device, int rounds, Seed seed) {

  /** Omniglot, which both sides read. */
  Omniglot omniglot() {
    return new Omniglot(DataDirectory.fromEnvironment());
  }
}
