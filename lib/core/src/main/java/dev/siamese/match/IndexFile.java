package dev.siamese.match;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.Fingerprint;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The file of an index: a zip of {@code index.json}, the manifest, and {@code embeddings.f32},
 * little-endian 32-bit floats.
 */
final class IndexFile {

  private static final Gson JSON = new Gson();
  private static final int SLACK = 1 << 20; // bytes
  private static final int MAX_DIMENSIONS = 1 << 16;

  private IndexFile() {}

  /**
   * The content of an index. If it differs from the current one, the index is stale.
   *
   * @param encoderFingerprint as {@link #fingerprint} returns it
   * @param images in the order of their embeddings
   */
  record Manifest(String encoderFingerprint, List<ImageFolder.Entry> images) {}

  /** A digest of everything that embeddings depend on. */
  static String fingerprint(Encoder encoder) {
    var card = encoder.card();
    return Fingerprint.of(card.input(), card.architecture(), encoder.weights().state());
  }

  /** The embeddings if the file exists and has this manifest. */
  static Optional<float[]> read(Path file, Manifest manifest) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var zip = new ZipFile(file.toFile())) {
      int most = SLACK + 4 * JSON.toJson(manifest).length(); // a longer one is of other images
      var json = zip.getInputStream(zip.getEntry("index.json")).readNBytes(most);
      var saved = JSON.fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
      if (!manifest.equals(saved)) {
        return Optional.empty();
      }
      long largest = 4L * MAX_DIMENSIONS * manifest.images.size();
      var bytes =
          zip.getInputStream(zip.getEntry("embeddings.f32"))
              .readNBytes((int) Math.min(Integer.MAX_VALUE - 8, largest));
      if (bytes.length == 0 || bytes.length % (4 * manifest.images.size()) != 0) {
        throw new DataException(
            "the index %s is damaged: delete it, and it is created again".formatted(file));
      }
      var embeddings = FloatBytes.decode(bytes);
      int dimensions = embeddings.length / manifest.images.size();
      for (int i = 0; i < embeddings.length; i++) {
        float value = embeddings[i];
        boolean isSkipped = Float.isNaN(value) && Float.isNaN(embeddings[i - i % dimensions]);
        if (!Float.isFinite(value) && !isSkipped) {
          throw new DataException(
              "the index %s holds %s: delete it, and it is created again".formatted(file, value));
        }
      }
      return Optional.of(embeddings);
    } catch (ZipException | JsonParseException | NullPointerException e) {
      throw new DataException(
          file + " exists but is not an index file: choose another path for the index", e);
    } catch (IOException e) {
      throw new DataException("cannot read the index " + file, e);
    }
  }

  static void write(Path file, Manifest manifest, float[] embeddings) {
    try {
      write(file, "index.json", manifest, embeddings);
    } catch (IOException e) {
      throw new DataException(
          "cannot write the index " + file + ": choose another path for the index", e);
    }
  }

  /** Writes a zip of a manifest of this name and of {@code embeddings.f32}. */
  static void write(Path file, String name, Object manifest, float[] embeddings)
      throws IOException {
    AtomicFile.write(
        file,
        out -> {
          var zip = new ZipOutputStream(out);
          zip.putNextEntry(new ZipEntry(name));
          zip.write(JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
          zip.putNextEntry(new ZipEntry("embeddings.f32"));
          zip.write(FloatBytes.encode(embeddings));
          zip.finish();
        });
  }
}
