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
//SOURCES SparkOptions.java
// spotless:on

import dev.siamese.spark.EmbedJob;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "SparkEmbed",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Embed texts, images or vectors on Apache Spark into Parquet.",
    footer = "  jbang/run SparkEmbed --model m.zip --input texts.parquet --out embeddings.parquet")
class SparkEmbed implements Callable<Integer> {

  @Option(names = "--model", required = true, paramLabel = "FILE", description = "Encoder file.")
  Path model;

  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description =
          "CSV file with a header, Parquet, or a folder of images; for a cluster, on a file system"
              + " that all executors reach.")
  String input;

  @Option(
      names = "--column",
      description =
          "Column of the samples: texts, in Parquet also image files or vectors (default: the only"
              + " one beside the key).")
  String column;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      description = "Column that identifies a row (default: the number of the row, from 1).")
  String key;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "PATH",
      description = "Parquet folder to write, with the columns key and embedding.")
  String out;

  @Option(names = "--batch", description = "Rows of a forward pass.")
  int batch = 64;

  @Mixin SparkOptions spark;

  @Override
  public Integer call() {
    var job =
        new EmbedJob(
            model, input, Optional.ofNullable(column), Optional.ofNullable(key), out, batch);
    return spark.run(this::run, job);
  }

  private void run(SparkSession session, EmbedJob job) {
    var result = job.run(session);
    System.out.printf(
        "%s: %,d embeddings of %d numbers (%,d skipped)%n",
        out, result.embeddings(), result.dimensions(), result.skipped());
  }

  public static void main(String[] args) {
    Script.run(new SparkEmbed(), args);
  }
}
