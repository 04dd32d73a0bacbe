package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.index.ExactIndex;
import dev.siamese.model.Encoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Identifies samples by their nearest enrolled sample. One sample is enough to enrol a new class;
 * nothing is trained.
 *
 * <p>Safe for use by several threads: samples can be enrolled while others are identified. Holds no
 * native memory; the encoder is used but not closed.
 */
public final class Gallery {

  private final Encoder encoder;
  private volatile EnrolledSamples snapshot = new EnrolledSamples(List.of(), new float[0][], null);

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
   * @throws IllegalArgumentException if an embedding contains NaN or infinity, or its length is not
   *     that of the enrolled ones; then none is enrolled
   */
  public void enroll(Dataset samples) {
    var embeddings = EmbeddedSamples.embed(encoder, samples, "sample");
    var names = new ArrayList<String>();
    for (int row = 0; row < samples.size(); row++) {
      names.add(samples.classes().get(samples.label(row)).toString());
    }
    add(names, embeddings);
  }

  /**
   * Enrols samples of one class.
   *
   * @param name of the class
   * @param samples not preprocessed; their own classes are ignored
   * @throws IllegalArgumentException as above
   */
  public void enroll(String name, Dataset samples) {
    var embeddings = EmbeddedSamples.embed(encoder, samples, "sample");
    add(Collections.nCopies(embeddings.length, name), embeddings);
  }

  /**
   * Enrols a sample by its embedding.
   *
   * @param name of its class
   * @param embedding D finite numbers, of the same encoder
   * @throws IllegalArgumentException if a number is NaN or infinity, or the length is another one
   */
  public void enroll(String name, float[] embedding) {
    enroll(name, (Object) embedding);
  }

  /**
   * Enrols a sample.
   *
   * @param name of its class
   * @param sample of a type that {@link dev.siamese.model.Preprocessor#sample} lists, but {@code
   *     float[]} is an embedding
   * @throws dev.siamese.data.DataException if a file cannot be read
   * @throws IllegalArgumentException as above
   */
  public void enroll(String name, Object sample) {
    var embedding = EmbeddedSamples.embed(encoder, sample);
    add(List.of(name), new float[][] {embedding.clone()});
  }

  private synchronized void add(List<String> names, float[][] embeddings) {
    snapshot = snapshot.with(names, embeddings);
  }

  /**
   * Removes all samples of a class.
   *
   * @param name of the class
   * @return the number of samples that were removed
   */
  public synchronized int remove(String name) {
    int before = size();
    snapshot = snapshot.without(name);
    return before - size();
  }

  /** {@return the names of the enrolled classes, sorted} */
  public List<String> names() {
    return List.copyOf(new TreeSet<>(snapshot.names));
  }

  /**
   * Writes the names and embeddings to a file, which appears, or replaces an existing one, only
   * when it is complete.
   *
   * @param file to write
   * @throws dev.siamese.data.DataException if it cannot be written
   */
  public void save(Path file) {
    var enrolled = snapshot;
    GalleryFile.write(file, enrolled, encoder);
  }

  /**
   * {@return the gallery in a file}
   *
   * @param file that {@link #save} wrote
   * @param encoder whose embeddings it holds; used but not closed
   * @throws dev.siamese.data.DataException if it is no gallery, or one of another encoder
   */
  public static Gallery load(Path file, Encoder encoder) {
    var gallery = new Gallery(encoder);
    gallery.snapshot = GalleryFile.read(file, encoder);
    return gallery;
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

  /**
   * {@return the k nearest classes, each by its nearest sample, or all if there are fewer}
   *
   * @param sample as in {@link #enroll(String, Object)}
   * @param k at least 1
   * @throws IllegalStateException if the encoder's card has no threshold
   * @throws IllegalArgumentException if k is below 1, or the encoder takes other samples
   */
  public List<Match> identify(Object sample, int k) {
    return identify(EmbeddedSamples.embed(encoder, sample), k);
  }

  /**
   * {@return the k nearest classes, as above}
   *
   * @param embedding of the sample: D finite numbers
   * @param k at least 1
   * @throws IllegalStateException if the encoder's card has no threshold
   * @throws IllegalArgumentException if k is below 1, or the embedding is none of the encoder's
   */
  public List<Match> identify(float[] embedding, int k) {
    return identify(embedding, k, encoder.card().requireThreshold());
  }

  /**
   * {@return the k nearest classes, as above, compared with another threshold}
   *
   * @param embedding of the sample: D finite numbers
   * @param k at least 1
   * @param threshold the greatest distance of a match
   * @throws IllegalArgumentException as above, or if the threshold is NaN
   */
  public List<Match> identify(float[] embedding, int k, double threshold) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    if (Double.isNaN(threshold)) {
      throw new IllegalArgumentException("the threshold is NaN: give the greatest distance");
    }
    EmbeddedSamples.requireFinite(embedding);
    var enrolled = snapshot;
    enrolled.requireLength(embedding);
    if (enrolled.names.isEmpty()) {
      return List.of();
    }
    var distance = encoder.card().distance();
    var query = ExactIndex.of(new float[][] {embedding}, distance);
    var found =
        enrolled.index(distance).search(query, enrolled.names.size(), ExactIndex.Filter.ALL).get(0);
    var seen = new HashSet<String>();
    var matches = new ArrayList<Match>();
    for (int i = 0; i < found.size() && matches.size() < k; i++) {
      var name = enrolled.names.get(found.rows()[i]);
      if (seen.add(name)) {
        matches.add(
            new Match(name, new Verifier.Decision((float) found.distances()[i], threshold)));
      }
    }
    return matches;
  }
}
