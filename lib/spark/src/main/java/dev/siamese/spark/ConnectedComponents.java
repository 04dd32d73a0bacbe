package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The connected components of a graph. Up to a million edges are joined on the driver, which takes
 * less time than to distribute them; more of them by alternating large-star and small-star
 * operations (Kiveris et al. 2014), until each component is a star around its lowest id, in a
 * number of rounds that grows with the logarithm of the longest path.
 */
final class ConnectedComponents {

  /** The edges that are joined on the driver. */
  static final int MAX_ON_DRIVER = 1_000_000;

  private static final StructType COMPONENT =
      new StructType().add("id", "bigint").add("component", "bigint");

  private ConnectedComponents() {}

  /**
   * The component of each id that has an edge.
   *
   * @param edges with {@code left} and {@code right}, {@code left} lower
   * @param maxOnDriver the number of edges up to which they are joined on the driver
   * @return the columns {@code id} and {@code component}, which is its lowest id
   */
  static Dataset<Row> of(Dataset<Row> edges, int maxOnDriver) {
    var few = edges.select("left", "right").limit(maxOnDriver + 1).collectAsList();
    return few.size() <= maxOnDriver ? joined(edges.sparkSession(), few) : stars(edges);
  }

  private static Dataset<Row> joined(SparkSession spark, List<Row> edges) {
    var parents = new TreeMap<Long, Long>();
    for (var edge : edges) {
      long left = root(parents, edge.getLong(0));
      long right = root(parents, edge.getLong(1));
      parents.put(Math.max(left, right), Math.min(left, right));
    }
    var rows = new ArrayList<Row>();
    for (var id : List.copyOf(parents.keySet())) {
      rows.add(RowFactory.create(id, root(parents, id)));
    }
    return spark.createDataFrame(rows, COMPONENT);
  }

  /** The lowest id of a component, which is its own parent. */
  private static long root(Map<Long, Long> parents, long id) {
    long root = id;
    while (parents.computeIfAbsent(root, own -> own) != root) {
      long parent = parents.get(root);
      parents.put(root, parents.getOrDefault(parent, parent)); // shortens the path
      root = parent;
    }
    return root;
  }

  private static Dataset<Row> stars(Dataset<Row> edges) {
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
