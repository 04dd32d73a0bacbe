package dev.siamese.spark;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Reads and writes CSV files and Parquet by the ending of their names. */
final class SparkTables {

  private SparkTables() {}

  /**
   * A table: CSV with a header if the name ends in {@code .csv} or {@code .tsv}, else Parquet. All
   * values of CSV are texts without white space around them.
   *
   * @throws DataException if there is no such file, or it cannot be read
   */
  static Dataset<Row> read(SparkSession spark, String path) {
    requireExists(spark, path);
    try {
      if (!isCsv(path)) {
        return spark.read().parquet(path);
      }
      var table =
          spark
              .read()
              .option("header", true)
              .option("sep", separator(path))
              .option("quote", "\"")
              .option("escape", "\"")
              .option("multiLine", true)
              .option("mode", "FAILFAST")
              .option("ignoreLeadingWhiteSpace", true)
              .option("ignoreTrailingWhiteSpace", true)
              .csv(path);
      return table.toDF(Arrays.stream(table.columns()).map(String::strip).toArray(String[]::new));
    } catch (Exception e) { // Scala declares no checked exceptions
      throw SparkSessions.unwrapped(e);
    }
  }

  private static String separator(String path) {
    return path.toLowerCase(Locale.ROOT).endsWith(".tsv") ? "\t" : ",";
  }

  static boolean isCsv(String path) {
    return path.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv)");
  }

  static void requireExists(SparkSession spark, String path) {
    if (!exists(spark, path)) {
      throw new DataException("there is no " + path);
    }
  }

  private static boolean exists(SparkSession spark, String path) {
    try {
      return Stages.fileSystem(spark, path).exists(new Path(path));
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  /**
   * Refuses to overwrite, except what a job left that was stopped while it wrote.
   *
   * @throws DataException if the output exists
   */
  static void requireAbsent(SparkSession spark, String out) {
    if (exists(spark, out) && !isIncomplete(spark, out)) {
      throw new DataException("%s exists: delete it, or choose another output".formatted(out));
    }
  }

  /** Spark writes into the folder {@code _temporary}, and the file {@code _SUCCESS} last. */
  private static boolean isIncomplete(SparkSession spark, String out) {
    return exists(spark, out + "/_temporary") && !exists(spark, out + "/_SUCCESS");
  }

  /**
   * Deletes what a job left that was stopped while it wrote this output.
   *
   * @throws DataException if it cannot be deleted
   */
  static void deleteIncomplete(SparkSession spark, String out) {
    try {
      if (isIncomplete(spark, out)) {
        Stages.fileSystem(spark, out).delete(new Path(out), true);
      }
    } catch (IOException e) {
      throw new DataException("cannot delete " + out, e);
    }
  }

  /** Names may contain dots. */
  static Column column(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }

  static void requireColumns(Dataset<Row> table, String path, List<String> columns) {
    var present = Arrays.asList(table.columns());
    var missing = columns.stream().filter(column -> !present.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s has no column %s, only %s".formatted(path, quoted(missing), quoted(present)));
    }
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
  }

  /**
   * Writes a folder of CSV files if the name ends in {@code .csv} or {@code .tsv}, else Parquet.
   */
  static void write(Dataset<Row> rows, String out) {
    deleteIncomplete(rows.sparkSession(), out);
    if (isCsv(out)) {
      rows.write()
          .option("header", true)
          .option("sep", separator(out))
          .option("escape", "\"")
          .csv(out);
    } else {
      rows.write().parquet(out);
    }
  }

  /** The names of the visible files of a folder, or of a file. */
  static List<String> files(SparkSession spark, String path) {
    try {
      var names = new ArrayList<String>();
      var found = Stages.fileSystem(spark, path).listFiles(new Path(path), true);
      while (found.hasNext()) {
        var name = found.next().getPath().getName();
        if (!name.startsWith("_") && !name.startsWith(".")) {
          names.add(name);
        }
      }
      return names;
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  /** A path with its file system, as Spark names the files in it. */
  static String absolute(SparkSession spark, String path) {
    return Stages.fileSystem(spark, path).makeQualified(new Path(path)).toString();
  }

  /** The length and time of a file, or of the files of a folder, which tell whether it changed. */
  static String state(SparkSession spark, String path) {
    try {
      long length = 0;
      long time = 0;
      var found = Stages.fileSystem(spark, path).listFiles(new Path(path), true);
      while (found.hasNext()) {
        var file = found.next();
        length += file.getLen();
        time = Math.max(time, file.getModificationTime());
      }
      return length + " bytes, " + time;
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  static String sha256(java.nio.file.Path file) {
    try {
      return Shipped.sha256(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new DataException("cannot read " + file, e);
    }
  }
}
