package bench;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.tensor.Seed;

/**
 * What all works have in common.
 *
 * @param device to measure on
 * @param rounds to measure, after warming up
 * @param seed the root of all chance
 */
public record Settings(Device device, int rounds, Seed seed) {

  /** The data that both sides read. */
  Omniglot omniglot() {
    return new Omniglot(DataDirectory.fromEnvironment());
  }
}
