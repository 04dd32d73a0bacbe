package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import java.util.List;

/**
 * Time series of the UCR archive (Dau et al. 2019) with its own split into training and test part.
 */
public final class UcrArchive {

  /** The sets of the archive that the catalogue has. */
  public static final List<String> NAMES = List.of("GunPoint", "ItalyPowerDemand", "ArrowHead");

  private final DataDirectory home;

  public UcrArchive(DataDirectory home) {
    this.home = home;
  }

  /**
   * The training part of a set.
   *
   * @param name one of {@link #NAMES}
   * @throws DataException if it cannot be found or read
   */
  public Sequences train(String name) {
    return read(name, "TRAIN");
  }

  /** The test part of a set, on which nothing may be chosen. */
  public Sequences test(String name) {
    return read(name, "TEST");
  }

  /** Whether both parts are there already. */
  public boolean isPresent(String name) {
    return home.isPresent(file(name, "TRAIN")) && home.isPresent(file(name, "TEST"));
  }

  private Sequences read(String name, String part) {
    return TsFile.read(home.fetch(file(name, part)));
  }

  private static String file(String name, String part) {
    return "timeseries/%s/%s_%s.ts".formatted(name, name, part);
  }
}
