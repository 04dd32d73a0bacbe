package dev.siamese.match;

import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The samples that are enrolled in a gallery at one time. */
final class EnrolledSamples {

  final List<String> names;
  final float[][] embeddings;
  private ExactIndex index; // created for the first query
  private String fingerprint; // computed for the first file; null before

  /**
   * The samples of an encoder.
   *
   * @param fingerprint of the encoder; null to compute it for the first file
   */
  EnrolledSamples(List<String> names, float[][] embeddings, String fingerprint) {
    this.names = names;
    this.embeddings = embeddings;
    this.fingerprint = fingerprint;
  }

  /**
   * These samples and further ones.
   *
   * @throws IllegalArgumentException if the embeddings have another length
   */
  EnrolledSamples with(List<String> newNames, float[][] newEmbeddings) {
    Arrays.stream(newEmbeddings).forEach(this::requireLength);
    var allNames = new ArrayList<>(names);
    allNames.addAll(newNames);
    var all = Arrays.copyOf(embeddings, allNames.size());
    System.arraycopy(newEmbeddings, 0, all, embeddings.length, newEmbeddings.length);
    return new EnrolledSamples(allNames, all, names.isEmpty() ? null : fingerprint());
  }

  void requireLength(float[] embedding) {
    if (embeddings.length > 0 && embeddings[0].length != embedding.length) {
      throw new IllegalArgumentException(
          "an embedding of %d numbers, but those of the gallery have %d: use one encoder"
              .formatted(embedding.length, embeddings[0].length));
    }
  }

  EnrolledSamples without(String name) {
    int[] kept =
        IntStream.range(0, embeddings.length).filter(row -> !names.get(row).equals(name)).toArray();
    return new EnrolledSamples(
        Arrays.stream(kept).mapToObj(names::get).toList(),
        Arrays.stream(kept).mapToObj(row -> embeddings[row]).toArray(float[][]::new),
        fingerprint());
  }

  /** The fingerprint of the encoder. Computed once, since it reads all weights. */
  String fingerprint(Encoder encoder) {
    var known = fingerprint();
    if (known == null || names.isEmpty()) {
      // not synchronized, since it waits while the encoder is trained
      known = IndexFile.fingerprint(encoder);
      synchronized (this) {
        fingerprint = known;
      }
    }
    return known;
  }

  private synchronized String fingerprint() {
    return fingerprint;
  }

  synchronized ExactIndex index(Distance distance) {
    if (index == null || !index.vectors().distance().equals(distance)) {
      index = ExactIndex.of(embeddings, distance);
    }
    return index;
  }
}
