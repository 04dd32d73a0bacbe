package dev.siamese.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** One session with two threads for all tests; it ends with the JVM. */
final class TestSpark {

  static final SparkSession SESSION =
      SparkSessions.open(
          "local[2]",
          Map.of(
              "spark.sql.shuffle.partitions", "2",
              "spark.sql.codegen.wholeStage", "false",
              "spark.sql.adaptive.enabled", "false"));

  private TestSpark() {}
}
