// spotless:off
//JAVA 17+
//DEPS io.netty:netty-bom:4.2.18.Final@pom
//DEPS com.fasterxml.jackson:jackson-bom:2.21.8@pom
//DEPS org.apache.logging.log4j:log4j-bom:2.25.5@pom
//DEPS at.yawk.lz4:lz4-java:1.11.4
//DEPS org.xerial.snappy:snappy-java:1.1.10.12
//DEPS com.github.luben:zstd-jni:1.5.7-28
//DEPS dev.siamese:siamese-spark:0.2.0
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
//SOURCES DedupeOptions.java
//SOURCES SparkOptions.java
// spotless:on

import dev.siamese.data.Csv;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.metrics.PairMetrics.IdPair;
import dev.siamese.spark.DedupeJob;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "SparkDedupe",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Find duplicate records on Apache Spark, resumably, with the matcher of Dedupe.",
    footer = "  jbang/run SparkDedupe --data people.csv --key id --out duplicates.parquet")
class SparkDedupe implements Callable<Integer> {

  @Option(
      names = "--data",
      required = true,
      paramLabel = "PATH",
      description =
          "CSV file with a header, or Parquet; for a cluster, on a file system that all executors"
              + " reach.")
  String data;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "Folder to write: CSV files if its name ends in .csv, else Parquet, with the columns left,"
              + " right, score and cluster. Until it is complete, PATH.stages holds the finished"
              + " stages.")
  String out = "duplicates.parquet";

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description =
          "Matcher written by Dedupe --save, with or without labels (default: one is fitted to a"
              + " sample, without labels).")
  Path model;

  @Option(names = "--keep-stages", description = "Keep the stages when the output is complete.")
  boolean keepStages;

  @Mixin DedupeOptions options;

  @Mixin SparkOptions spark;

  @Override
  public Integer call() {
    var job =
        new DedupeJob(
            data,
            options.key,
            options.fields(),
            Optional.ofNullable(model),
            Optional.ofNullable(options.threshold()),
            out,
            keepStages);
    return spark.run(this::run, job);
  }

  private void run(SparkSession session, DedupeJob job) {
    var result = job.run(session, System.err::println);
    System.out.printf(
        "%,d pairs in %,d clusters among %,d records with a score ≥ %.3f: %s%n",
        result.matches(), result.clusters(), result.records(), result.threshold(), out);
    System.out.printf("Scored %,d candidate pairs by %s.%n", result.candidates(), result.method());
    if (options.gold != null) {
      var truePairs = new HashSet<IdPair>();
      var table = Csv.read(options.gold);
      for (int row = 0; row < table.size(); row++) {
        truePairs.add(new IdPair(table.value(row, "left"), table.value(row, "right")));
      }
      var found = new HashSet<IdPair>();
      job.matches(session)
          .forEachRemaining(row -> found.add(new IdPair(row.getString(0), row.getString(1))));
      System.out.printf("True pairs: %s%n", PairMetrics.of(found, truePairs));
    }
  }

  public static void main(String[] args) {
    Script.run(new SparkDedupe(), args);
  }
}
