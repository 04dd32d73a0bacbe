package dev.siamese.spark;

import static org.apache.spark.sql.functions.col;

import dev.siamese.match.MatchOptions.Corpus;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Candidate pairs of records by {@link MinHash} of their 3-grams and words, weighted by the squared
 * inverse document frequency. Each table is sorted by its sequences of values; the candidates of a
 * record are those nearest to it in each table, with an equal first value and at least 3 of 64
 * equal values. The number of candidates is linear in that of records, however many are alike.
 */
final class Blocking {

  private static final int WINDOW = 5; // records before and after
  private static final int MIN_EQUAL = 3; // of the 64 values, by one byte each
  private static final StructType ENTRY =
      new StructType()
          .add("bucket", "bigint")
          .add("sequence", "binary")
          .add("id", "bigint")
          .add("sketch", "binary");

  /** Two ids, the lower one first. */
  static final StructType PAIR = new StructType().add("left", "bigint").add("right", "bigint");

  private Blocking() {}

  /**
   * The distinct pairs.
   *
   * @param records with {@code id} and {@code values}
   */
  static Dataset<Row> candidates(Dataset<Row> records, Broadcast<Corpus> corpus) {
    return records
        .select("id", "values")
        .flatMap(
            (FlatMapFunction<Row, Row>)
                row -> entries(row.getLong(0), row.getList(1), corpus.value()),
            Encoders.row(ENTRY))
        .repartition(col("bucket"))
        .sortWithinPartitions("bucket", "sequence", "id")
        .mapPartitions((MapPartitionsFunction<Row, Row>) Blocking::neighbours, Encoders.row(PAIR))
        .distinct();
  }

  private static Iterator<Row> entries(long id, List<String> values, Corpus corpus) {
    var terms = corpus.terms(values);
    if (terms.isEmpty()) {
      return List.<Row>of().iterator();
    }
    var hashes = MinHash.values(terms);
    var sketch = new byte[MinHash.VALUES];
    for (int i = 0; i < sketch.length; i++) {
      sketch[i] = (byte) hashes[i];
    }
    var entries = new ArrayList<Row>(MinHash.VALUES);
    for (int table = 0; table < MinHash.VALUES; table++) {
      var sequence = ByteBuffer.allocate(Integer.BYTES * (MinHash.DEPTH - 1));
      for (int depth = 1; depth < MinHash.DEPTH; depth++) {
        sequence.putInt(MinHash.value(hashes, table, depth));
      }
      long bucket = (long) table << 32 | Integer.toUnsignedLong(hashes[table]);
      entries.add(RowFactory.create(bucket, sequence.array(), id, sketch));
    }
    return entries.iterator();
  }

  private static int equalBytes(byte[] left, byte[] right) {
    int equal = 0;
    for (int i = 0; i < left.length; i++) {
      equal += left[i] == right[i] ? 1 : 0;
    }
    return equal;
  }

  private record Entry(long bucket, long id, byte[] sketch) {}

  /** The pairs of sorted entries that are near each other. */
  private static Iterator<Row> neighbours(Iterator<Row> entries) {
    var window = new ArrayDeque<Entry>();
    return new Batches(entries, left -> pairs(left.next(), window));
  }

  /** The pairs of an entry with those of the window, to which it is added. */
  private static List<Row> pairs(Row row, Deque<Entry> window) {
    var entry = new Entry(row.getLong(0), row.getLong(2), (byte[]) row.get(3));
    if (!window.isEmpty() && window.getLast().bucket != entry.bucket) {
      window.clear();
    }
    var pairs = new ArrayList<Row>();
    for (var earlier : window) {
      if (equalBytes(earlier.sketch, entry.sketch) >= MIN_EQUAL) {
        pairs.add(
            RowFactory.create(Math.min(earlier.id, entry.id), Math.max(earlier.id, entry.id)));
      }
    }
    window.add(entry);
    if (window.size() > WINDOW) {
      window.remove();
    }
    return pairs;
  }
}
