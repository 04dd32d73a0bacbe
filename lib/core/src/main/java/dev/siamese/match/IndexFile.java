package dev.siamese.match;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.model.Encoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The file format of an index: a zip of {@code index.json}, what the index is of, and {@code
 * embeddings.f32}, little-endian 32-bit floats.
 */
final class IndexFile {

  private static final Gson JSON = new Gson();

  private IndexFile() {}

  /**
   * What an index is of: if that is another one, the index is stale.
   *
   * @param encoderFingerprint its fingerprint
   * @param images in the order of their embeddings
   */
  record Manifest(String encoderFingerprint, List<ImageFolder.Entry> images) {}

  /** Tells encoders apart: a digest of all that decides about an embedding. */
  static String fingerprint(Encoder encoder) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var card = encoder.card();
      var plan = card.input() + " " + card.architecture();
      digest.update(plan.getBytes(StandardCharsets.UTF_8));
      var weights = encoder.weights().state();
      digest.update(bytes(weights.values()));
      digest.update(bytes(weights.buffers()));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** The embeddings, if there is such a file of just this content. */
  static Optional<float[]> read(Path file, Manifest content) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var zip = new ZipFile(file.toFile())) {
      var json = zip.getInputStream(zip.getEntry("index.json")).readAllBytes();
      var kept = JSON.fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
      if (!content.equals(kept)) {
        return Optional.empty();
      }
      var bytes = zip.getInputStream(zip.getEntry("embeddings.f32")).readAllBytes();
      var embeddings = new float[bytes.length / 4];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(embeddings);
      return Optional.of(embeddings);
    } catch (ZipException | JsonParseException | NullPointerException e) {
      throw new DataException(
          file + " is in the way of the index and is none: name another place for it", e);
    } catch (IOException e) {
      throw new DataException("cannot read the index " + file, e);
    }
  }

  static void write(Path file, Manifest content, float[] embeddings) {
    Path partial = null;
    try {
      var folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      partial = folder.resolve(file.getFileName() + ".part");
      try (var zip = new ZipOutputStream(Files.newOutputStream(partial))) {
        zip.putNextEntry(new ZipEntry("index.json"));
        zip.write(JSON.toJson(content).getBytes(StandardCharsets.UTF_8));
        zip.putNextEntry(new ZipEntry("embeddings.f32"));
        zip.write(bytes(embeddings));
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DataException("cannot write the index " + file + ": name another place for it", e);
    } finally {
      if (partial != null) {
        partial.toFile().delete();
      }
    }
  }

  private static byte[] bytes(float[] numbers) {
    var buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(numbers);
    return buffer.array();
  }
}
