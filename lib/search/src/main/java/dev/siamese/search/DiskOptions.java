package dev.siamese.search;

import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene912.Lucene912Codec;
import org.apache.lucene.codecs.lucene99.Lucene99HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriterConfig;

/**
 * The graph of a {@link DiskIndex}: larger values find more of the nearest vectors and take more
 * time.
 *
 * @param connections of a vector to others, from 4 to 512; M of HNSW
 * @param buildCandidates vectors compared when one is added, from 8 to 3200; efConstruction of HNSW
 * @param candidates vectors that a search compares closely, at least 1; ef of HNSW
 * @param quantized whether the graph is searched over vectors of one byte per value, which takes a
 *     quarter of the memory; the exact vectors are read for what was found
 * @param bufferMegabytes memory for additions before a part is written, at least 1
 */
public record DiskOptions(
    int connections, int buildCandidates, int candidates, boolean quantized, int bufferMegabytes) {

  /** 16 connections, 100 candidates when building and searching, quantised, 256 MB. */
  public static final DiskOptions DEFAULT = new DiskOptions(16, 100, 100, true, 256);

  /**
   * Checks the options.
   *
   * @param connections of a vector to others
   * @param buildCandidates vectors compared when one is added
   * @param candidates vectors that a search compares closely
   * @param quantized whether the graph is searched over vectors of one byte per value
   * @param bufferMegabytes memory for additions before a part is written
   * @throws IllegalArgumentException if a value is out of its range
   */
  public DiskOptions {
    require("connections", connections, 4, 512);
    require("buildCandidates", buildCandidates, 8, 3200);
    require("candidates", candidates, 1, Integer.MAX_VALUE);
    require("bufferMegabytes", bufferMegabytes, 1, 2047);
  }

  private static void require(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s must be from %d to %d, not %d".formatted(name, min, max, value));
    }
  }

  /**
   * {@return the same with another number of candidates of a search}
   *
   * @param count at least 1
   */
  public DiskOptions withCandidates(int count) {
    return new DiskOptions(connections, buildCandidates, count, quantized, bufferMegabytes);
  }

  IndexWriterConfig writerConfig() {
    return new IndexWriterConfig()
        .setCodec(codec())
        .setCommitOnClose(false)
        .setMergeScheduler(new QuietMerges())
        .setRAMBufferSizeMB(bufferMegabytes);
  }

  /** Merges whose failures the next call of the writer throws, and not the thread of the merge. */
  private static final class QuietMerges extends ConcurrentMergeScheduler {
    @Override
    protected void handleMergeException(Throwable failure) {}
  }

  private Codec codec() {
    var format =
        quantized
            ? new Lucene99HnswScalarQuantizedVectorsFormat(connections, buildCandidates)
            : new Lucene99HnswVectorsFormat(connections, buildCandidates);
    return new Lucene912Codec() {
      @Override
      public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
        return format;
      }
    };
  }
}
