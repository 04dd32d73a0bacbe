package dev.siamese.catalog;

import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import java.util.List;

/** Time series of the UCR archive (Dau et al. 2019), with its own training and test parts. */
public final class UcrArchive {

  /** The data sets of the archive that the catalogue has. */
  public static final List<String> NAMES = List.of("GunPoint", "ItalyPowerDemand", "ArrowHead");

  private static final List<Integer> TRAIN = List.of(50, 67, 36); // published sizes
  private static final List<Integer> TEST = List.of(150, 1029, 175);

  private final DataDirectory data;

  /**
   * The data sets in a data directory; each is read, or downloaded, when it is used.
   *
   * @param data where the files are, or are downloaded to
   */
  public UcrArchive(DataDirectory data) {
    this.data = data;
  }

  /**
   * {@return the training part of a data set}
   *
   * @param name one of {@link #NAMES}
   * @throws DataException if it cannot be found, downloaded or read
   */
  public Sequences train(String name) {
    return read(name, "TRAIN", TRAIN);
  }

  /**
   * {@return the test part of a data set, not to be used for choosing hyper-parameters}
   *
   * @param name one of {@link #NAMES}
   */
  public Sequences test(String name) {
    return read(name, "TEST", TEST);
  }

  /**
   * {@return whether both parts are present, so that neither need be downloaded}
   *
   * @param name one of {@link #NAMES}
   */
  public boolean isPresent(String name) {
    return data.isPresent(file(name, "TRAIN")) && data.isPresent(file(name, "TEST"));
  }

  private Sequences read(String name, String part, List<Integer> sizes) {
    var file = file(name, part);
    var series = TsFile.read(data.fetch(file));
    DataDirectory.requireComplete(file, series.size(), sizes.get(NAMES.indexOf(name)));
    return series;
  }

  private static String file(String name, String part) {
    return "timeseries/%s/%s_%s.ts".formatted(name, name, part);
  }
}
