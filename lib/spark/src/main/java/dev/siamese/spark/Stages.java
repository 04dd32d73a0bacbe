package dev.siamese.spark;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * The intermediate results of a job, each a Parquet folder, so that a job that was interrupted
 * continues after the last one that is complete. Spark writes the file {@code _SUCCESS} last.
 */
final class Stages {

  private final SparkSession spark;
  private final FileSystem files;
  private final Path folder;
  private final Consumer<String> progress;
  private int resumed;

  /**
   * Opens a folder, or creates it.
   *
   * @param folder on a file system that all executors reach
   * @param fingerprint of the job
   * @param progress receives a line per stage
   * @throws DataException if the folder is of another job
   */
  Stages(SparkSession spark, String folder, String fingerprint, Consumer<String> progress) {
    this.spark = spark;
    this.folder = new Path(folder);
    this.progress = progress;
    this.files = fileSystem(spark, folder);
    var job =
        new String(
            file("job.txt", () -> fingerprint.getBytes(StandardCharsets.UTF_8)),
            StandardCharsets.UTF_8);
    resumed = 0;
    if (!job.equals(fingerprint)) {
      throw new DataException(
          "%s is of an unfinished job with other data or options: delete it, or choose another output"
              .formatted(folder));
    }
  }

  static FileSystem fileSystem(SparkSession spark, String path) {
    try {
      var files = new Path(path).getFileSystem(spark.sparkContext().hadoopConfiguration());
      files.setWriteChecksum(false); // local files need none beside them
      return files;
    } catch (IOException | IllegalArgumentException e) {
      throw new DataException("cannot open " + path, e);
    }
  }

  /** The number of stages that were complete. */
  int resumed() {
    return resumed;
  }

  /** The rows of a stage, which are computed and written unless they are complete. */
  Dataset<Row> rows(String name, Supplier<Dataset<Row>> work) {
    var path = new Path(folder, name);
    if (exists(new Path(path, "_SUCCESS"))) {
      resumed++;
      progress.accept(name + ": complete");
    } else {
      long start = System.nanoTime();
      work.get().write().mode(SaveMode.Overwrite).parquet(path.toString());
      progress.accept("%s: %.1f s".formatted(name, (System.nanoTime() - start) / 1e9));
    }
    return spark.read().parquet(path.toString());
  }

  /** The bytes of a small file, which is computed and written unless it exists. */
  byte[] file(String name, Supplier<byte[]> work) {
    var path = new Path(folder, name);
    try {
      if (exists(path)) {
        resumed++;
        try (var in = files.open(path)) {
          return in.readAllBytes();
        }
      }
      var bytes = work.get();
      var part = new Path(folder, name + ".part");
      try (var out = files.create(part, true)) {
        out.write(bytes);
      }
      if (!files.rename(part, path)) {
        throw new IOException("cannot rename " + part);
      }
      return bytes;
    } catch (IOException e) {
      throw new DataException("cannot write " + path, e);
    }
  }

  private boolean exists(Path path) {
    try {
      return files.exists(path);
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  void delete() {
    try {
      files.delete(folder, true);
    } catch (IOException e) {
      throw new DataException("cannot delete " + folder, e);
    }
  }
}
