package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.distance.Distance;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Identifies samples by their nearest enrolled sample. One sample is enough to enrol a new class;
 * nothing is trained.
 *
 * <p>Safe for use by several threads: samples can be enrolled while others are identified. Holds no
 * native memory; the encoder is used but not closed.
 */
public final class Gallery {

  private final Encoder encoder;
  private volatile Snapshot snapshot = new Snapshot(List.of(), new float[0][]);

  /**
   * The nearest enrolled sample.
   *
   * @param name of its class
   * @param decision whether it is a match; if not, the class is unknown
   */
  public record Match(String name, Verifier.Decision decision) {

    /** {@code Greek/alpha (same: distance 0.213, threshold 0.402)}. */
    @Override
    public String toString() {
      return "%s (%s)".formatted(decision.isMatch() ? name : "unknown, nearest " + name, decision);
    }
  }

  /** The samples enrolled at one time; replaced as a whole. */
  private static final class Snapshot {

    private final List<String> names;
    private final float[][] embeddings;
    private ExactIndex index; // created for the first query

    Snapshot(List<String> names, float[][] embeddings) {
      this.names = names;
      this.embeddings = embeddings;
    }

    Snapshot with(List<String> newNames, float[][] newEmbeddings) {
      var allNames = new ArrayList<>(names);
      allNames.addAll(newNames);
      var all = Arrays.copyOf(embeddings, allNames.size());
      System.arraycopy(newEmbeddings, 0, all, embeddings.length, newEmbeddings.length);
      return new Snapshot(allNames, all);
    }

    synchronized ExactIndex index(Distance distance) {
      if (index == null || !index.vectors().distance().equals(distance)) {
        index = ExactIndex.of(embeddings, distance);
      }
      return index;
    }
  }

  /**
   * An empty gallery.
   *
   * @param encoder used but not closed
   */
  public Gallery(Encoder encoder) {
    this.encoder = encoder;
  }

  /**
   * Enrols samples by the names of their classes.
   *
   * @param samples not preprocessed
   * @throws IllegalArgumentException if an embedding contains NaN or infinity; then none is
   *     enrolled
   */
  public void enroll(Dataset samples) {
    var embeddings = EmbeddedSamples.embed(encoder, samples, "sample");
    var names = new ArrayList<String>();
    for (int row = 0; row < samples.size(); row++) {
      names.add(samples.classes().get(samples.label(row)).toString());
    }
    synchronized (this) {
      snapshot = snapshot.with(names, embeddings);
    }
  }

  /** {@return the number of enrolled samples} */
  public int size() {
    return snapshot.names.size();
  }

  /**
   * Identifies samples.
   *
   * @param samples not preprocessed
   * @return one match per sample
   * @throws IllegalStateException if no sample is enrolled or the encoder's card has no threshold
   * @throws IllegalArgumentException if an embedding contains NaN or infinity
   */
  public List<Match> identify(Dataset samples) {
    var enrolled = snapshot;
    if (enrolled.names.isEmpty()) {
      throw new IllegalStateException(
          "0 enrolled samples: enrol at least 1 before identifying others");
    }
    double threshold = encoder.card().requireThreshold();
    var matches = new ArrayList<Match>();
    var queries = EmbeddedSamples.embed(encoder, samples, "sample");
    if (queries.length == 0) {
      return matches;
    }
    var distance = encoder.card().distance();
    var index = enrolled.index(distance);
    for (var nearest : index.search(ExactIndex.of(queries, distance), 1, ExactIndex.Filter.ALL)) {
      // thresholds are chosen on float32 distances
      var decision = new Verifier.Decision((float) nearest.distances()[0], threshold);
      matches.add(new Match(enrolled.names.get(nearest.rows()[0]), decision));
    }
    return matches;
  }
}
