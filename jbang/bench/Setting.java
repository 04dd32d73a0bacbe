package bench;

import ai.djl.Device;
import dev.siamese.catalog.DataHome;
import dev.siamese.catalog.Omniglot;
import dev.siamese.engine.Seed;

/**
 * What all works have in common.
 *
 * @param device to measure on
 * @param rounds to measure, after warming up
 * @param seed the root of all chance
 */
public record Setting(Device device, int rounds, Seed seed) {

  /** The data that both sides read. */
  Omniglot omniglot() {
    return new Omniglot(DataHome.standard());
  }
}
