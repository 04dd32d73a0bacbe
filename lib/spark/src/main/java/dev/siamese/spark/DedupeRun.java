package dev.siamese.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;

import dev.siamese.data.DataException;
import dev.siamese.match.MatchOptions.Corpus;
import dev.siamese.match.RecordMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The stages of a {@link DedupeJob}. */
final class DedupeRun {

  private final SparkSession spark;
  private final DedupeJob job;
  private final List<String> fields;
  private final Stages stages;

  /**
   * Opens the folder of the stages.
   *
   * @param fields the compared columns
   */
  DedupeRun(SparkSession spark, DedupeJob job, List<String> fields, Consumer<String> progress) {
    this.spark = spark;
    this.job = job;
    this.fields = fields;
    this.stages = new Stages(spark, job.out() + ".stages", fingerprint(), progress);
  }

  private String fingerprint() {
    var options = String.join("\n", job.data(), job.key(), String.join("\t", fields));
    var model = job.model().map(SparkTables::sha256).orElse("none");
    return String.join(
        "\n", options, SparkTables.state(spark, job.data()), model, job.threshold().toString());
  }

  DedupeJob.Result run(Dataset<Row> table, Optional<RecordMatcher> model) {
    var input = stages.rows("records", () -> numbered(table));
    requireUniqueKeys(input);
    long size = input.count();
    if (size < 2) {
      throw new DataException(
          "%s has %d records: at least 2 are needed".formatted(job.data(), size));
    }
    var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var corpus = context.broadcast(MatcherSample.corpus(input, size, fields));
    var candidates = stages.rows("candidates", () -> Blocking.candidates(input, corpus));
    var cosines =
        stages.rows(
            "cosines",
            () ->
                PairScores.of(
                    candidates,
                    input,
                    fields,
                    corpus,
                    "cosine",
                    (part, all) -> part.corpus().cosines(all, part.left(), part.right())));
    var pairs = stages.rows("pairs", () -> PairScores.nearest(cosines));
    var records = stages.rows("nearest", () -> PairScores.withBest(input, pairs));
    var file =
        stages.file(
            "matcher.zip",
            () -> {
              var matcher =
                  model.orElseGet(
                      () -> MatcherSample.fit(records, pairs, size, fields, corpus.value()));
              return SharedMatcher.bytes(
                  job.threshold().map(matcher::withThreshold).orElse(matcher));
            });
    var shipped = new Shipped(spark, file);
    var matcher = SharedMatcher.of(shipped, fields);
    var scores = stages.rows("scores", () -> scores(pairs, records, corpus, shipped));
    var components =
        stages.rows(
            "components",
            () ->
                ConnectedComponents.of(
                    scores.where(col("score").geq(matcher.threshold())),
                    ConnectedComponents.MAX_ON_DRIVER));
    var matches =
        stages.rows(
            "matches", () -> Linkage.matches(records, pairs, components, fields, corpus, shipped));
    SparkTables.write(matches.orderBy("cluster", "left", "right"), job.out());
    var counts = matches.agg(count_distinct(col("cluster"))).first();
    var result =
        new DedupeJob.Result(
            size,
            pairs.count(),
            matches.count(),
            counts.getLong(0),
            matcher.threshold(),
            matcher.method(),
            stages.resumed());
    if (!job.keepStages()) {
      stages.delete();
    }
    return result;
  }

  /** The records in the order of the file, with ids from 0. */
  private Dataset<Row> numbered(Dataset<Row> table) {
    var values =
        fields.stream()
            .map(name -> coalesce(trim(SparkTables.column(name).cast("string")), lit("")))
            .toArray(Column[]::new);
    var rows =
        table
            .select(
                trim(SparkTables.column(job.key()).cast("string")).as("key"),
                array(values).as("values"))
            .javaRDD()
            .zipWithIndex()
            .map(each -> RowFactory.create(each._2(), each._1().get(0), each._1().get(1), 0f, 0f));
    return spark.createDataFrame(rows, PairScores.RECORD).repartition(col("id"));
  }

  private void requireUniqueKeys(Dataset<Row> records) {
    if (!records.where(col("key").isNull().or(col("key").equalTo(""))).isEmpty()) {
      throw new DataException(
          "a row of %s has no \"%s\": every record needs one".formatted(job.data(), job.key()));
    }
    var repeated =
        records.groupBy("key").count().where(col("count").gt(1)).orderBy("key").takeAsList(1);
    if (!repeated.isEmpty()) {
      throw new DataException(
          "%d rows of %s have the %s \"%s\": choose a column without repeated values"
              .formatted(
                  repeated.get(0).getLong(1), job.data(), job.key(), repeated.get(0).getString(0)));
    }
  }

  private Dataset<Row> scores(
      Dataset<Row> pairs, Dataset<Row> records, Broadcast<Corpus> corpus, Shipped matcher) {
    var names = new ArrayList<>(fields); // serializable
    return PairScores.of(
        pairs.drop("cosine"),
        records,
        fields,
        corpus,
        "score",
        (part, all) -> part.scores(SharedMatcher.of(matcher, names), all));
  }
}
