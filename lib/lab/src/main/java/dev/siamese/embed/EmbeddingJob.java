package dev.siamese.embed;

import dev.siamese.Embedder;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.internal.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Embeds many samples into a CSV, NPY or Parquet file. An interrupted job continues where it was:
 * finished embeddings are in a file beside the result, with the suffix {@code .part}, until all are
 * done.
 *
 * @param encoder used but not closed
 * @param out the file of the result, {@code .csv}, {@code .npy} or {@code .parquet}; replaced if it
 *     exists
 * @param progress called after each batch
 * @param skipped receives the error of each sample that cannot be read; it may throw it
 */
public record EmbeddingJob(
    Encoder encoder, Path out, Progress progress, Consumer<DataException> skipped) {

  private static final int BATCH = 64;

  /** Receives the progress. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called after each batch, and at the start if some embeddings are done.
     *
     * @param done the number of finished samples
     * @param total the number of samples
     */
    void update(int done, int total);
  }

  /**
   * What was written.
   *
   * @param samples the number of embeddings
   * @param dimensions the length of an embedding
   * @param resumed the number of samples that an earlier job had finished
   * @param skipped the number of samples that could not be read
   */
  public record Result(int samples, int dimensions, int resumed, int skipped) {}

  /**
   * Embeds all samples that no earlier job has, and writes the result.
   *
   * @param input the samples
   * @return what was written
   * @throws DataException if no sample can be read, a file cannot be written, or the unfinished
   *     file is of another encoder or of other samples
   * @throws IllegalArgumentException if the encoder does not take the samples, or the name of the
   *     file has another extension
   */
  public Result run(EmbeddingInput input) {
    var format = EmbeddingFormat.of(out);
    int total = input.keys().size();
    try (var embedder = new Embedder(encoder);
        var part = PartFile.open(out, fingerprint(input), total)) {
      int resumed = part.rows();
      if (resumed > 0) {
        progress.update(resumed, total);
      }
      for (int start = resumed; start < total; start += BATCH) {
        part.append(embed(embedder, input, start, Math.min(total, start + BATCH)));
        progress.update(part.rows(), total);
      }
      var embeddings = part.readAll();
      int usable = (int) Arrays.stream(embeddings).filter(EmbeddingJob::isUsable).count();
      if (usable == 0) {
        throw new DataException("none of the samples can be read");
      }
      format.write(out, input.keys(), embeddings);
      part.delete();
      return new Result(usable, part.dimensions(), resumed, total - usable);
    } catch (IOException e) {
      throw new DataException("cannot write " + out, e);
    }
  }

  static boolean isUsable(float[] embedding) {
    return !Float.isNaN(embedding[0]);
  }

  /** The embeddings of some rows; null for those that cannot be read. */
  private float[][] embed(Embedder embedder, EmbeddingInput input, int start, int end) {
    var samples = new ArrayList<Dataset>();
    var rows = new ArrayList<Integer>();
    for (int row = start; row < end; row++) {
      try {
        samples.add(resized(input.reader().read(row)));
        rows.add(row);
      } catch (DataException e) {
        skipped.accept(e);
      }
    }
    var embeddings = new float[end - start][];
    var some = embedder.embedAll(samples);
    for (int i = 0; i < some.size(); i++) {
      requireFinite(some.get(i), input.keys().get(rows.get(i)));
      embeddings[rows.get(i) - start] = some.get(i);
    }
    return embeddings;
  }

  /** Photos take less memory in the size that the network takes. */
  private Dataset resized(Dataset sample) {
    return sample instanceof Images image ? encoder.card().input().resize(image) : sample;
  }

  private static void requireFinite(float[] embedding, String key) {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException(
            "the embedding of %s contains NaN or infinity: check the sample and the encoder"
                .formatted(key));
      }
    }
  }

  /** A digest of the encoder and of what tells the samples from others. */
  private String fingerprint(EmbeddingInput input) {
    var card = encoder.card();
    var weights = encoder.weights().state();
    var samples = new ArrayList<Object>(input.keys());
    samples.add(input.content());
    return Fingerprint.of(card.input(), card.architecture(), weights, samples.toArray());
  }
}
