package dev.siamese.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;

import dev.siamese.data.Records;
import dev.siamese.match.MatchOptions;
import dev.siamese.match.MatchOptions.Corpus;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.StructType;

/** Joins pairs with their records, and computes a number for each, in batches of a partition. */
final class PairScores {

  private static final int BATCH = 20_000; // pairs, whose distinct records are read once
  private static final int NEIGHBOURS = 20;
  private static final int MAX_NEIGHBOURS = 300;
  private static final double SIMILAR = 0.4;

  private PairScores() {}

  /** Computes a number for each pair of a batch, in the order of its pairs. */
  @FunctionalInterface
  interface Scorer extends Serializable {
    float[] score(MatchOptions.Part part, Records records);
  }

  /**
   * The pairs with a number.
   *
   * @param pairs with {@code left} and {@code right}
   * @param records with {@code id}, {@code key}, {@code values}, {@code best} and {@code second}
   * @param name of the column of the number
   */
  static Dataset<Row> of(
      Dataset<Row> pairs,
      Dataset<Row> records,
      List<String> fields,
      Broadcast<Corpus> corpus,
      String name,
      Scorer scorer) {
    var schema = Blocking.PAIR.add(name, "float");
    var names = new ArrayList<>(fields); // serializable
    return joined(joined(pairs, records, "left"), records, "right")
        .select(
            "left",
            "right",
            "leftKey",
            "leftValues",
            "leftBest",
            "leftSecond",
            "rightKey",
            "rightValues",
            "rightBest",
            "rightSecond")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                rows -> new Batches(rows, left -> scoreBatch(left, names, corpus.value(), scorer)),
            Encoders.row(schema));
  }

  private static Dataset<Row> joined(Dataset<Row> pairs, Dataset<Row> records, String side) {
    var renamed =
        records.select(
            col("id").as(side),
            col("key").as(side + "Key"),
            col("values").as(side + "Values"),
            col("best").as(side + "Best"),
            col("second").as(side + "Second"));
    return pairs.join(renamed, side);
  }

  private static List<Row> scoreBatch(
      Iterator<Row> rows, List<String> fields, Corpus corpus, Scorer scorer) {
    var part = new RecordPart(fields);
    for (int i = 0; i < BATCH && rows.hasNext(); i++) {
      var row = rows.next();
      part.add(row.getLong(0), row, 2);
      part.add(row.getLong(1), row, 6);
      part.addPair(row.getLong(0), row.getLong(1));
    }
    var scores = scorer.score(part.part(corpus, id -> true), part.records());
    var result = new ArrayList<Row>(scores.length);
    for (var pair : part.pairs()) {
      result.add(RowFactory.create(pair.left(), pair.right(), scores[result.size()]));
    }
    return result;
  }

  /**
   * The nearest of each record, as the search on one machine keeps them: 20, and more of them, up
   * to 300, while the cosine is at least 0.4.
   *
   * @param pairs with {@code cosine}
   * @return the columns of a pair and {@code cosine}
   */
  static Dataset<Row> nearest(Dataset<Row> pairs) {
    return ranked(pairs)
        .where(
            col("rank")
                .leq(NEIGHBOURS)
                .or(col("rank").leq(MAX_NEIGHBOURS).and(col("cosine").geq(SIMILAR))))
        .select(
            when(col("id").lt(col("other")), col("id")).otherwise(col("other")).as("left"),
            when(col("id").lt(col("other")), col("other")).otherwise(col("id")).as("right"),
            col("cosine"))
        .distinct();
  }

  /** The records with the two highest cosines of each, 0 where there is none. */
  static Dataset<Row> withBest(Dataset<Row> records, Dataset<Row> pairs) {
    var best =
        ranked(pairs)
            .where(col("rank").leq(2))
            .groupBy("id")
            .agg(
                max("cosine").as("best"),
                max(when(col("rank").equalTo(2), col("cosine"))).as("second"));
    return records
        .drop("best", "second")
        .join(best, records.col("id").equalTo(best.col("id")), "left")
        .select(
            records.col("id"),
            col("key"),
            col("values"),
            coalesce(col("best"), lit(0f)).as("best"),
            coalesce(col("second"), lit(0f)).as("second"));
  }

  /** Each pair twice: from each of its records, with the rank of the other by cosine. */
  private static Dataset<Row> ranked(Dataset<Row> pairs) {
    var forward = pairs.select(col("left").as("id"), col("right").as("other"), col("cosine"));
    var backward = pairs.select(col("right").as("id"), col("left").as("other"), col("cosine"));
    var order = Window.partitionBy("id").orderBy(col("cosine").desc(), col("other"));
    return forward.union(backward).withColumn("rank", row_number().over(order));
  }

  /** The columns of records. */
  static final StructType RECORD =
      new StructType()
          .add("id", "bigint")
          .add("key", "string")
          .add("values", "array<string>")
          .add("best", "float")
          .add("second", "float");
}
