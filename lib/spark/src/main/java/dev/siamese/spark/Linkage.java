package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;

import dev.siamese.match.MatchOptions.Corpus;
import dev.siamese.match.RecordMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.CoGroupFunction;
import org.apache.spark.api.java.function.MapFunction;
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
    var members =
        records.join(components, "id").select("component", "id", "key", "values", "best", "second");
    var left = components.select(col("id").as("left"), col("component"));
    var right = components.select(col("id").as("right"), col("component").as("other"));
    var within =
        pairs
            .join(left, "left")
            .join(right, "right")
            .where(col("component").equalTo(col("other")))
            .select("component", "left", "right");
    var names = new ArrayList<>(fields); // serializable
    MapFunction<Row, Long> component = row -> row.getLong(0);
    return members
        .groupByKey(component, Encoders.LONG())
        .cogroup(
            within.groupByKey(component, Encoders.LONG()),
            (CoGroupFunction<Long, Row, Row, Row>)
                (id, some, edges) -> {
                  var part = new RecordPart(names);
                  some.forEachRemaining(row -> part.add(row.getLong(1), row, 2));
                  edges.forEachRemaining(row -> part.addPair(row.getLong(1), row.getLong(2)));
                  return matches(part, corpus.value(), SharedMatcher.of(matcher, names));
                },
            Encoders.row(MATCH));
  }

  private static Iterator<Row> matches(RecordPart part, Corpus corpus, RecordMatcher matcher) {
    var records = part.records();
    var numbers = new HashMap<String, Long>();
    for (var id : part.ids()) {
      numbers.put(records.key(numbers.size()), id + 1);
    }
    var clusters = new HashMap<Integer, Long>();
    var found = part.part(corpus, id -> true).matches(matcher, records);
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
