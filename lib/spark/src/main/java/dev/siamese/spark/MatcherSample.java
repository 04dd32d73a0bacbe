package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;

import dev.siamese.match.MatchOptions;
import dev.siamese.match.MatchOptions.Corpus;
import dev.siamese.match.RecordMatcher;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is fitted on the driver, to a sample: the document frequencies to up to 100,000 records, and
 * without labels the classifier to the candidate pairs of up to 5,000 records, the same that are
 * chosen on one machine.
 */
final class MatcherSample {

  private static final long MAX_CORPUS = 100_000;
  private static final long MAX_RECORDS = 5_000;

  private MatcherSample() {}

  /** The records of every so-many-th id. */
  static Corpus corpus(Dataset<Row> records, long count, List<String> fields) {
    var sample = new RecordPart(fields);
    addAll(sample, records.where(isSampled("id", step(count, MAX_CORPUS))));
    return Corpus.of(sample.records());
  }

  private static long step(long count, long max) {
    return Math.max(1, (count + max - 1) / max);
  }

  private static Column isSampled(String id, long step) {
    return col(id).mod(step).equalTo(0);
  }

  private static void addAll(RecordPart part, Dataset<Row> records) {
    var rows = records.select("id", "key", "values", "best", "second").toLocalIterator();
    rows.forEachRemaining(row -> part.add(row.getLong(0), row, 1));
  }

  /**
   * A matcher fitted without labels.
   *
   * @param records of {@link PairScores#RECORD}
   * @param pairs of all records
   */
  static RecordMatcher fit(
      Dataset<Row> records, Dataset<Row> pairs, long count, List<String> fields, Corpus corpus) {
    long step = step(count, MAX_RECORDS);
    var chosen = pairs.where(isSampled("left", step).or(isSampled("right", step)));
    var ids =
        chosen
            .select(col("left").as("id"))
            .union(chosen.select(col("right").as("id")))
            .union(records.where(isSampled("id", step)).select("id"))
            .distinct()
            .localCheckpoint();
    var sample = new RecordPart(fields);
    addAll(sample, records.join(ids, "id"));
    var within =
        pairs
            .join(ids.withColumnRenamed("id", "left"), "left")
            .join(ids.withColumnRenamed("id", "right"), "right")
            .select("left", "right")
            .toLocalIterator();
    within.forEachRemaining(row -> sample.addPair(row.getLong(0), row.getLong(1)));
    var options = new MatchOptions(sample.part(corpus, id -> id % step == 0));
    return RecordMatcher.unsupervised(sample.records(), options);
  }
}
