package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.siamese.match.MatchOptions.Corpus;
import dev.siamese.spark.RecordPart.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Clusters the records of each connected component by average linkage, as on one machine: no two
 * components have a pair of at least the threshold, so that clusters never cross them. A component
 * is held in the memory of one executor.
 */
final class Linkage {

  private static final StructType MATCH =
      new StructType()
          .add("left", "string")
          .add("right", "string")
          .add("score", "double")
          .add("cluster", "bigint");

  private Linkage() {}

  /**
   * The pairs of records of one cluster; its number is that of its first record, from 1.
   *
   * @param records of {@link PairScores#RECORD}
   * @param pairs all candidates
   * @param components with {@code id} and {@code component}
   */
  static Dataset<Row> matches(
      Dataset<Row> records,
      Dataset<Row> pairs,
      Dataset<Row> components,
      List<String> fields,
      Broadcast<Corpus> corpus,
      Shipped matcher) {
    var rows =
        records
            .join(components, "id")
            .select(
                col("component"),
                col("id"),
                lit(-1L).as("right"), // a record comes before its pairs
                col("key"),
                col("values"),
                col("best"),
                col("second"));
    var left = components.select(col("id").as("left"), col("component"));
    var right = components.select(col("id").as("right"), col("component").as("other"));
    var edges =
        pairs
            .join(left, "left")
            .join(right, "right")
            .where(col("component").equalTo(col("other")))
            .select(
                col("component"),
                col("left").as("id"),
                col("right"),
                lit(null).cast("string").as("key"),
                lit(null).cast("array<string>").as("values"),
                lit(0f).as("best"),
                lit(0f).as("second"));
    var names = new ArrayList<>(fields);
    return rows.union(edges)
        .repartition(col("component"))
        .sortWithinPartitions("component", "id", "right")
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>)
                all -> new Components(all, names, corpus.value(), matcher),
            Encoders.row(MATCH));
  }

  /** The matches of each component. */
  private static final class Components implements Iterator<Row> {

    private final Iterator<Row> rows;
    private final List<String> fields;
    private final Corpus corpus;
    private final Shipped matcher;
    private Row next;
    private Iterator<Row> matches = List.<Row>of().iterator();

    Components(Iterator<Row> rows, List<String> fields, Corpus corpus, Shipped matcher) {
      this.rows = rows;
      this.fields = fields;
      this.corpus = corpus;
      this.matcher = matcher;
      advance();
    }

    private void advance() {
      next = rows.hasNext() ? rows.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (!matches.hasNext() && next != null) {
        matches = component();
      }
      return matches.hasNext();
    }

    @Override
    public Row next() {
      hasNext();
      return matches.next();
    }

    private Iterator<Row> component() {
      long component = next.getLong(0);
      var part = new RecordPart(fields);
      for (; next != null && next.getLong(0) == component; advance()) {
        if (next.getLong(2) < 0) {
          part.add(
              next.getLong(1),
              new Entry(next.getString(3), next.getList(4), next.getFloat(5), next.getFloat(6)));
        } else {
          part.addPair(next.getLong(1), next.getLong(2));
        }
      }
      return matches(part);
    }

    private Iterator<Row> matches(RecordPart part) {
      var records = part.records();
      var numbers = new HashMap<String, Long>();
      for (var id : part.ids()) {
        numbers.put(records.key(numbers.size()), id + 1);
      }
      var clusters = new HashMap<Integer, Long>();
      var found = part.part(corpus, id -> true).matches(SharedMatcher.of(matcher, fields), records);
      for (var match : found) {
        clusters.merge(match.cluster(), numbers.get(match.left()), Math::min);
      }
      return found.stream()
          .map(
              match ->
                  RowFactory.create(
                      match.left(), match.right(), match.score(), clusters.get(match.cluster())))
          .iterator();
    }
  }
}
