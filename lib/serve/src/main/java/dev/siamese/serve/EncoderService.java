package dev.siamese.serve;

import dev.siamese.Embedder;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.match.Gallery;
import dev.siamese.match.Verifier;
import dev.siamese.model.Encoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** What the routes do, without HTTP: embeds, verifies, enrols and identifies. */
final class EncoderService implements AutoCloseable {

  private static final int MAX_ENROLLED = 100_000; // samples

  final Encoder encoder;
  private final Embedder embedder;
  private final Gallery gallery;
  private final Path galleryFile; // or null

  /**
   * Reads the gallery if its file exists.
   *
   * @param encoder used but not closed
   * @param galleryFile or null
   */
  EncoderService(Encoder encoder, Path galleryFile) {
    this.encoder = encoder;
    this.galleryFile = galleryFile;
    gallery =
        galleryFile != null && Files.exists(galleryFile)
            ? Gallery.load(galleryFile, encoder)
            : new Gallery(encoder);
    embedder = new Embedder(encoder);
  }

  /**
   * Embeds samples.
   *
   * @throws HttpError 422 if the encoder cannot use one
   */
  List<float[]> embed(List<?> samples) {
    List<float[]> embeddings;
    try {
      embeddings = embedder.embedAll(samples);
    } catch (IllegalArgumentException | DataException e) {
      throw HttpError.unusable(e.getMessage());
    }
    for (var embedding : embeddings) {
      for (float value : embedding) {
        if (!Float.isFinite(value)) {
          throw HttpError.unusable("the embedding contains NaN or infinity: check the sample");
        }
      }
    }
    return embeddings;
  }

  /**
   * What the parts of two samples contribute to their similarity.
   *
   * @throws HttpError 422 if the encoder cannot use one
   */
  Verifier.Explanation explain(Object first, Object second) {
    try {
      return Verifier.Explanation.of(encoder, first, second);
    } catch (IllegalArgumentException | DataException e) {
      throw HttpError.unusable(e.getMessage());
    }
  }

  double distance(float[] first, float[] second) {
    return new Verifier(encoder, Double.POSITIVE_INFINITY).verify(first, second).distance();
  }

  /** The requested threshold, or that of the encoder, or infinity. */
  double threshold(OptionalDouble requested) {
    return requested.orElse(encoder.card().threshold().orElse(Double.POSITIVE_INFINITY));
  }

  /** Whether a sample is an image plainly unlike those that the encoder was trained on. */
  boolean isUnlike(Object sample) {
    return sample instanceof Images image && encoder.card().outliers(image)[0];
  }

  List<Gallery.Match> identify(float[] embedding, int k, double threshold) {
    return gallery.identify(embedding, k, threshold);
  }

  /**
   * Enrols a sample and saves the gallery.
   *
   * @throws HttpError 409 if the gallery is full
   */
  synchronized void enroll(String name, float[] embedding) {
    if (gallery.size() >= MAX_ENROLLED) {
      throw new HttpError(409, MAX_ENROLLED + " samples are enrolled: remove some first");
    }
    gallery.enroll(name, embedding);
    save();
  }

  /**
   * Removes a class and saves the gallery.
   *
   * @return the number of its samples
   * @throws HttpError 404 if the name is not enrolled
   */
  synchronized int remove(String name) {
    int removed = gallery.remove(name);
    if (removed == 0) {
      throw new HttpError(404, "'%s' is not enrolled: GET /enroll lists the names".formatted(name));
    }
    save();
    return removed;
  }

  private void save() {
    if (galleryFile != null) {
      gallery.save(galleryFile);
    }
  }

  List<String> names() {
    return gallery.names();
  }

  int enrolled() {
    return gallery.size();
  }

  /** Closes the embedder, but not the encoder. */
  @Override
  public void close() {
    embedder.close();
  }
}
