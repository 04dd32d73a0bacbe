package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The connected components of a graph by alternating large-star and small-star operations (Kiveris
 * et al. 2014), until each component is a star around its lowest id. The number of rounds grows
 * with the logarithm of the longest path.
 */
final class ConnectedComponents {

  private ConnectedComponents() {}

  /**
   * The component of each id that has an edge.
   *
   * @param edges with {@code left} and {@code right}, {@code left} lower
   * @return the columns {@code id} and {@code component}, which is its lowest id
   */
  static Dataset<Row> of(Dataset<Row> edges) {
    var stars = edges.select(col("right").as("node"), col("left").as("root")).localCheckpoint();
    Row before = null;
    for (var now = fingerprint(stars); !now.equals(before); now = fingerprint(stars)) {
      before = now;
      stars = smallStar(largeStar(stars)).localCheckpoint();
    }
    var roots = stars.select(col("root").as("node"), col("root")).distinct();
    return stars.union(roots).select(col("node").as("id"), col("root").as("component"));
  }

  /** Connects the higher neighbours of each node to its lowest neighbour, or to itself. */
  private static Dataset<Row> largeStar(Dataset<Row> stars) {
    var both = stars.union(stars.select(col("root").as("node"), col("node").as("root")));
    var lowest = both.groupBy("node").agg(min("root").as("min"));
    return both.join(lowest, "node")
        .where(col("root").gt(col("node")))
        .select(col("root").as("node"), least(col("min"), col("node")).as("root"))
        .distinct();
  }

  /** Connects the lower neighbours of each node, and itself, to the lowest of them. */
  private static Dataset<Row> smallStar(Dataset<Row> stars) {
    var lowest = stars.groupBy("node").agg(min("root").as("min"));
    var others =
        stars
            .join(lowest, "node")
            .where(col("root").gt(col("min")))
            .select(col("root").as("node"), col("min").as("root"));
    return others.union(lowest.select(col("node"), col("min").as("root"))).distinct();
  }

  /** Equal for equal sets of edges. */
  private static Row fingerprint(Dataset<Row> stars) {
    return stars
        .agg(count(lit(1)), sum(xxhash64(col("node"), col("root")).cast("decimal(38,0)")))
        .first();
  }
}
