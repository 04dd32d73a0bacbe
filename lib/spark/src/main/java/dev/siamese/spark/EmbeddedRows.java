package dev.siamese.spark;

import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.model.Preprocessor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;

/** Embeds the rows of a partition in batches: a key and a sample become a key and an embedding. */
final class EmbeddedRows {

  private EmbeddedRows() {}

  /**
   * The embeddings of rows.
   *
   * @param size of a batch
   * @param skipped counts the images that cannot be read
   */
  static Iterator<Row> of(Iterator<Row> rows, Shipped encoder, int size, LongAccumulator skipped) {
    return new Batches(rows, left -> embedBatch(left, encoder, size, skipped));
  }

  private static List<Row> embedBatch(
      Iterator<Row> rows, Shipped encoder, int size, LongAccumulator skipped) {
    var model = EmbedJob.model(encoder);
    var input = model.encoder().card().input();
    var keys = new ArrayList<String>();
    var samples = new ArrayList<Object>();
    while (samples.size() < size && rows.hasNext()) {
      var row = rows.next();
      try {
        samples.add(row.get(1) instanceof byte[] file ? image(file, input) : row.get(1));
        keys.add(row.getString(0));
      } catch (DataException e) {
        skipped.add(1);
      }
    }
    if (samples.isEmpty()) {
      return List.of();
    }
    var embeddings = SampleBatch.embed(model, samples);
    var result = new ArrayList<Row>();
    for (int i = 0; i < embeddings.length; i++) {
      result.add(RowFactory.create(keys.get(i), boxed(embeddings[i], keys.get(i))));
    }
    return result;
  }

  /** Photos take less memory in the size that the network takes. */
  private static Images image(byte[] file, Preprocessor input) {
    return input.resize(Images.read(file));
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
