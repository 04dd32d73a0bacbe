package dev.siamese.spark;

import dev.siamese.data.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Finds duplicate records on Spark by the matcher of one machine, {@link
 * dev.siamese.match.RecordMatcher}: candidate pairs come from locality-sensitive hashing, the
 * matcher is loaded or fitted once on the driver and sent once to each executor, where it scores
 * the pairs; clusters are made within the connected components of the scored pairs. Until the
 * output is complete, the finished stages are in the folder {@code OUT.stages}, from which an
 * interrupted job continues.
 *
 * @param data a CSV file with a header, or Parquet, on a file system that all executors reach
 * @param key the column that identifies a record
 * @param fields the columns to compare; empty for all but the key
 * @param model a matcher saved by {@link dev.siamese.match.RecordMatcher#save}; empty to fit one
 *     without labels
 * @param threshold the lowest score of a duplicate, from 0 to 1; empty for that of the matcher
 * @param out the folder to write: CSV if the name ends in {@code .csv}, else Parquet, with the
 *     columns {@code left, right, score, cluster}
 * @param keepStages whether the stages are kept when the output is complete
 */
public record DedupeJob(
    String data,
    String key,
    List<String> fields,
    Optional<Path> model,
    Optional<Double> threshold,
    String out,
    boolean keepStages) {

  /**
   * What a job has done.
   *
   * @param records the number of records
   * @param candidates the number of scored pairs
   * @param matches the number of pairs found
   * @param clusters the number of clusters
   * @param threshold the lowest score of a duplicate
   * @param method how pairs are scored, in words
   * @param resumed the number of stages that were complete before
   */
  public record Result(
      long records,
      long candidates,
      long matches,
      long clusters,
      double threshold,
      String method,
      int resumed) {}

  /**
   * Checks the options.
   *
   * @param data a CSV file with a header, or Parquet, on a file system that all executors reach
   * @param key the column that identifies a record
   * @param fields the columns to compare; empty for all but the key
   * @param model a matcher saved by {@link dev.siamese.match.RecordMatcher#save}; empty to fit one
   *     without labels
   * @param threshold the lowest score of a duplicate, from 0 to 1; empty for that of the matcher
   * @param out the folder to write: CSV if the name ends in {@code .csv}, else Parquet, with the
   *     columns {@code left, right, score, cluster}
   * @param keepStages whether the stages are kept when the output is complete
   * @throws IllegalArgumentException if the threshold is invalid
   */
  public DedupeJob {
    if (threshold.isPresent() && !(threshold.get() >= 0 && threshold.get() <= 1)) {
      throw new IllegalArgumentException("the threshold must be from 0 to 1: " + threshold.get());
    }
  }

  /**
   * Runs the job.
   *
   * @param spark a session
   * @param progress receives a line for each stage, with its time
   * @return what was done
   * @throws DataException if the output exists, the input has no such column, a key is missing or
   *     not unique, the model is no matcher or compares other columns, the stages are of another
   *     job, or Spark fails
   */
  public Result run(SparkSession spark, Consumer<String> progress) {
    SparkTables.requireAbsent(spark, out);
    var table = SparkTables.read(spark, data);
    SparkTables.requireColumns(table, data, List.of(key));
    var all = Arrays.stream(table.columns()).filter(name -> !name.equals(key)).toList();
    var asked = fields.isEmpty() ? all : fields;
    SparkTables.requireColumns(table, data, asked);
    if (asked.isEmpty() || asked.contains(key)) {
      throw new DataException(
          "the fields to compare are %s: name at least one, and not the key \"%s\""
              .formatted(asked, key));
    }
    try {
      var matcher = model.map(file -> SharedMatcher.load(file, asked));
      var compared = matcher.map(each -> each.records().fields()).orElse(asked);
      return new DedupeRun(spark, this, compared, progress).run(table, matcher);
    } catch (Exception e) { // Spark is in Scala, which declares no checked exceptions
      throw SparkSessions.unwrapped(e);
    }
  }

  /**
   * {@return the rows of the output: left, right, score and cluster} They are read as they are
   * iterated over.
   *
   * @param spark a session
   */
  public Iterator<Row> matches(SparkSession spark) {
    return SparkTables.read(spark, out).toLocalIterator();
  }
}
