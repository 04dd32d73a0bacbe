package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.substring;

import dev.siamese.Siamese;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;

/**
 * Embeds texts, images or vectors on Spark: the encoder's file is sent once to each executor, where
 * all tasks of a JVM share one encoder; a batch of rows is one forward pass.
 *
 * @param model an encoder's file, which holds all of its weights
 * @param input a CSV file, Parquet, or a folder of images, on a file system that all executors
 *     reach
 * @param column of the samples: texts, in Parquet also image files ({@code binary}) or vectors
 *     ({@code array<float>}); empty for the only column beside the key. Not for folders of images
 * @param key the column that identifies a row; empty for the number of the row, from 1. The key of
 *     an image in a folder is its path from the folder
 * @param out the Parquet folder to write, with the columns {@code key} and {@code embedding}, an
 *     {@code array<float>}; what a job left that was stopped while it wrote is replaced
 * @param batch the number of rows of a forward pass, at least 1
 */
public record EmbedJob(
    Path model,
    String input,
    Optional<String> column,
    Optional<String> key,
    String out,
    int batch) {

  private static final StructType SAMPLE_KEY = new StructType().add("key", "string");
  private static final StructType EMBEDDING = SAMPLE_KEY.add("embedding", "array<float>");

  /**
   * What a job has done.
   *
   * @param embeddings the number of embeddings
   * @param dimensions their length
   * @param skipped the number of images that could not be read
   */
  public record Result(long embeddings, int dimensions, long skipped) {}

  /**
   * Checks the size of batches.
   *
   * @param model an encoder's file, which holds all of its weights
   * @param input a CSV file, Parquet, or a folder of images, on a file system that all executors
   *     reach
   * @param column of the samples: texts, in Parquet also image files ({@code binary}) or vectors
   *     ({@code array<float>}); empty for the only column beside the key. Not for folders of images
   * @param key the column that identifies a row; empty for the number of the row, from 1. The key
   *     of an image in a folder is its path from the folder
   * @param out the Parquet folder to write, with the columns {@code key} and {@code embedding}, an
   *     {@code array<float>}; what a job left that was stopped while it wrote is replaced
   * @param batch the number of rows of a forward pass, at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public EmbedJob {
    if (batch < 1) {
      throw new IllegalArgumentException("batch must be at least 1: " + batch);
    }
  }

  /**
   * Runs the job.
   *
   * @param spark a session
   * @return what was done
   * @throws DataException if the output exists, there is no such column, the file is no encoder,
   *     the encoder takes other samples, no sample can be read, or Spark fails
   */
  public Result run(SparkSession spark) {
    SparkTables.requireAbsent(spark, out);
    SparkTables.requireExists(spark, input);
    try {
      var samples = isImageFolder(spark) ? images(spark) : rows(spark);
      var encoder = new Shipped(spark, bytes());
      int dimensions = requireUsable(embedded(samples, encoder, 1, counter(spark)));
      var skipped = counter(spark);
      SparkTables.deleteIncomplete(spark, out);
      embedded(samples, encoder, batch, skipped).write().parquet(out);
      return new Result(spark.read().parquet(out).count(), dimensions, skipped.value());
    } catch (Exception e) { // Spark is in Scala, which declares no checked exceptions
      throw SparkSessions.unwrapped(e);
    }
  }

  private byte[] bytes() {
    try {
      return Files.readAllBytes(model);
    } catch (IOException e) {
      throw new DataException("cannot read the encoder " + model, e);
    }
  }

  /** The encoder of this JVM, which is not closed. */
  static Siamese model(Shipped file) {
    return file.get(Siamese.class, Siamese::load);
  }

  private static LongAccumulator counter(SparkSession spark) {
    return spark.sparkContext().longAccumulator("skipped");
  }

  private static Dataset<Row> embedded(
      Dataset<Row> samples, Shipped encoder, int size, LongAccumulator skipped) {
    return samples.mapPartitions(
        (MapPartitionsFunction<Row, Row>) rows -> EmbeddedRows.of(rows, encoder, size, skipped),
        Encoders.row(EMBEDDING));
  }

  /** Embeds the first sample that can be read, and fails before the work begins if it cannot. */
  private int requireUsable(Dataset<Row> embedded) {
    var first = embedded.takeAsList(1);
    if (first.isEmpty()) {
      throw new DataException(input + " holds no sample that can be read");
    }
    return first.get(0).getList(1).size();
  }

  private boolean isImageFolder(SparkSession spark) {
    return !SparkTables.isCsv(input)
        && !SparkTables.files(spark, input).stream().allMatch(name -> name.endsWith(".parquet"));
  }

  private Dataset<Row> images(SparkSession spark) {
    var root = SparkTables.absolute(spark, input);
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", true)
        .load(input)
        .select("path", "content")
        .filter((FilterFunction<Row>) row -> isImage(row.getString(0)))
        .select(
            substring(col("path"), root.length() + 2, Integer.MAX_VALUE).as("key"), col("content"));
  }

  private static boolean isImage(String path) {
    return ImageFolder.isImage(Path.of(path.substring(path.lastIndexOf('/') + 1)));
  }

  private Dataset<Row> rows(SparkSession spark) {
    var table = SparkTables.read(spark, input);
    key.ifPresent(name -> SparkTables.requireColumns(table, input, List.of(name)));
    column.ifPresent(name -> SparkTables.requireColumns(table, input, List.of(name)));
    var name = column.orElseGet(() -> onlyColumn(table));
    var sample = SparkTables.column(name);
    if (key.isPresent()) {
      return table.select(SparkTables.column(key.get()).cast("string"), sample);
    }
    var numbered =
        table
            .select(sample)
            .javaRDD()
            .zipWithIndex()
            .map(each -> RowFactory.create(String.valueOf(each._2() + 1), each._1().get(0)));
    var type = table.schema().apply(name).dataType();
    return spark.createDataFrame(numbered, SAMPLE_KEY.add("sample", type));
  }

  private String onlyColumn(Dataset<Row> table) {
    var columns =
        Arrays.stream(table.columns()).filter(name -> !key.equals(Optional.of(name))).toList();
    if (columns.size() != 1) {
      throw new DataException(
          "%s has the columns %s: name that of the samples".formatted(input, columns));
    }
    return columns.get(0);
  }
}
