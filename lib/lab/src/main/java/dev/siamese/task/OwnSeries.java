package dev.siamese.task;

import dev.siamese.catalog.SeriesFile;
import dev.siamese.data.DataException;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Time series of the user's own. */
final class OwnSeries {

  static final String KINDS =
      "a .ts file, a CSV file with one series per row and a label column, or a folder with two such files whose names end in TRAIN and TEST";

  private OwnSeries() {}

  /**
   * One file, of which a third of each class, at random, is the test part; or a folder with a
   * training and a test part.
   *
   * @param path the file or folder
   * @param heldOut ignored
   * @param seed of the split
   * @param skipped unused: a damaged row is an error
   * @return the task
   * @throws DataException if it cannot be read, or a class has too few series
   */
  static Task load(Path path, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var files = OwnParts.files(path, OwnParts.SERIES);
    if (files.size() == 2) {
      return ofParts(path, files.get(0), files.get(1));
    }
    var file = files.get(0);
    var all = SeriesFile.read(file);
    var isTest = OwnParts.stratifiedThird(file, all, "series", seed.derive("split"));
    var task =
        new SeriesTask(
            OwnParts.name(path),
            all.select(OwnParts.rows(isTest, false)),
            all.select(OwnParts.rows(isTest, true)));
    return described(task, "a random third of each class is held out for the test");
  }

  /**
   * The task of evaluating an encoder: test series that were held out, compared with the series
   * that it was trained on.
   *
   * @throws DataException if the data does not have these
   */
  static Task evaluation(Path path, EvaluationRequest request) {
    var files = OwnParts.files(path, OwnParts.SERIES);
    var train = SeriesFile.read(files.get(0));
    var test = files.size() == 2 ? SeriesFile.read(files.get(1)) : train;
    var trained = new HashSet<>(request.split().train());
    var trainHashes = hashes(train);
    var references =
        IntStream.range(0, train.size()).filter(row -> trained.contains(trainHashes.get(row)));
    var known = references.toArray();
    if (known.length == 0) {
      throw new DataException(
          path
              + " has none of the series that the encoder was trained on, with which test series are compared: give a folder with the training file and a test file");
    }
    var testHashes = hashes(test);
    var chosen = request.select(testHashes).names();
    var rows = IntStream.range(0, test.size()).filter(row -> chosen.contains(testHashes.get(row)));
    var support = train.select(known);
    return described(
        new SeriesTask(
            OwnParts.name(path),
            support,
            SeriesFile.withClasses(test.select(rows.toArray()), support.classes())),
        "the split is that of the training");
  }

  /** The hash of each series. */
  static List<String> hashes(Sequences series) {
    return IntStream.range(0, series.size())
        .mapToObj(
            row -> {
              var values = series.values(row);
              var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
              bytes.asFloatBuffer().put(values);
              return RecordedSplit.hash(bytes.array());
            })
        .toList();
  }

  private static Task ofParts(Path folder, Path trainFile, Path testFile) {
    var train = SeriesFile.read(trainFile);
    OwnParts.requireClasses(trainFile, train, "series", 2, "as pairs for training");
    var test = SeriesFile.withClasses(SeriesFile.read(testFile), train.classes());
    if (test.features() != train.features()) {
      throw new DataException(
          "%s has %s, %s has %d"
              .formatted(
                  trainFile, Counts.of(train.features(), "channel"), testFile, test.features()));
    }
    return described(
        new SeriesTask(OwnParts.name(folder), train, test), "the split is that of the two files");
  }

  private static Task described(SeriesTask task, String split) {
    var train = task.train();
    var lengths = IntStream.range(0, train.size()).map(train::length).summaryStatistics();
    return new OwnTask(
        task,
        "%s; %s of %s values; %s"
            .formatted(
                task,
                Counts.of(train.features(), "channel"),
                lengths.getMin() == lengths.getMax()
                    ? "%,d".formatted(lengths.getMax())
                    : "%,d to %,d".formatted(lengths.getMin(), lengths.getMax()),
                split));
  }
}
