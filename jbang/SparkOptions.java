import dev.siamese.spark.SparkSessions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Options of scripts that run on Spark. */
final class SparkOptions {

  @Option(
      names = "--master",
      description =
          "Where Spark runs: local[*], local[2], spark://HOST:7077, yarn or another of its masters.")
  private String master = "local[*]";

  @Option(
      names = "--conf",
      paramLabel = "NAME=VALUE",
      showDefaultValue = Visibility.NEVER,
      description = "Setting of Spark, such as spark.executor.memory=8g.")
  private final Map<String, String> settings = new LinkedHashMap<>();

  /** Starts Spark, does the work and stops Spark. */
  <T> int run(BiConsumer<SparkSession, T> work, T job) {
    var session = SparkSessions.open(master, settings);
    try {
      work.accept(session, job);
    } finally {
      session.stop();
    }
    return 0;
  }
}
