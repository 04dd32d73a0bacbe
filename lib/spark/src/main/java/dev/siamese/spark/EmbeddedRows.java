package dev.siamese.spark;

import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** Embeds the rows of a partition in batches: a key and a sample become a key and an embedding. */
final class EmbeddedRows implements Iterator<Row> {

  private final Iterator<Row> rows;
  private final Shipped encoder;
  private final int size;
  private final LongAccumulator skipped;
  private Iterator<Row> embedded = List.<Row>of().iterator();

  EmbeddedRows(Iterator<Row> rows, Shipped encoder, int size, LongAccumulator skipped) {
    this.rows = rows;
    this.encoder = encoder;
    this.size = size;
    this.skipped = skipped;
  }

  @Override
  public boolean hasNext() {
    while (!embedded.hasNext() && rows.hasNext()) {
      embedded = embedBatch();
    }
    return embedded.hasNext();
  }

  @Override
  public Row next() {
    hasNext();
    return embedded.next();
  }

  private Iterator<Row> embedBatch() {
    var keys = new ArrayList<String>();
    var samples = new ArrayList<Object>();
    while (samples.size() < size && rows.hasNext()) {
      var row = rows.next();
      try {
        samples.add(row.get(1) instanceof byte[] file ? Images.read(file) : row.get(1));
        keys.add(row.getString(0));
      } catch (DataException e) {
        skipped.add(1);
      }
    }
    if (samples.isEmpty()) {
      return List.<Row>of().iterator();
    }
    var embeddings = SampleBatch.embed(EmbedJob.encoder(encoder), samples);
    var result = new ArrayList<Row>();
    for (int i = 0; i < embeddings.length; i++) {
      result.add(RowFactory.create(keys.get(i), boxed(embeddings[i], keys.get(i))));
    }
    return result.iterator();
  }

  private static Float[] boxed(float[] values, String key) {
    var boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "the embedding of %s contains NaN or infinity: check the sample and the encoder"
                .formatted(key));
      }
      boxed[i] = values[i];
    }
    return boxed;
  }
}
