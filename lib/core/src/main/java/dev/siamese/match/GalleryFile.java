package dev.siamese.match;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The file of a gallery: a zip of {@code gallery.json}, the manifest, and {@code embeddings.f32},
 * little-endian 32-bit floats.
 */
final class GalleryFile {

  private static final Gson JSON = new Gson();

  private GalleryFile() {}

  private record Manifest(String encoderFingerprint, List<String> names) {}

  static void write(Path file, EnrolledSamples content, Encoder encoder) {
    var manifest = new Manifest(IndexFile.fingerprint(encoder), content.names);
    int dimensions = content.embeddings.length == 0 ? 0 : content.embeddings[0].length;
    var all = new float[Math.multiplyExact(content.embeddings.length, dimensions)];
    for (int row = 0; row < content.embeddings.length; row++) {
      System.arraycopy(content.embeddings[row], 0, all, row * dimensions, dimensions);
    }
    try {
      AtomicFile.write(
          file,
          out -> {
            var zip = new ZipOutputStream(out);
            zip.putNextEntry(new ZipEntry("gallery.json"));
            zip.write(JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("embeddings.f32"));
            zip.write(FloatBytes.encode(all));
            zip.finish();
          });
    } catch (IOException e) {
      throw new DataException("cannot write the gallery " + file, e);
    }
  }

  static EnrolledSamples read(Path file, Encoder encoder) {
    try (var zip = new ZipFile(file.toFile())) {
      var json = zip.getInputStream(zip.getEntry("gallery.json")).readAllBytes();
      var manifest = JSON.fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
      if (!IndexFile.fingerprint(encoder).equals(manifest.encoderFingerprint)) {
        throw new DataException(
            file
                + " is a gallery of another encoder: use that encoder, or enrol the samples again in"
                + " another file");
      }
      var bytes = zip.getInputStream(zip.getEntry("embeddings.f32")).readAllBytes();
      return new EnrolledSamples(
          manifest.names, rows(FloatBytes.decode(bytes), manifest.names.size()));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no gallery " + file);
    } catch (ZipException | JsonParseException | NullPointerException e) {
      throw new DataException(file + " is not a gallery: choose another file", e);
    } catch (IOException e) {
      throw new DataException("cannot read the gallery " + file, e);
    }
  }

  private static float[][] rows(float[] values, int count) throws ZipException {
    if (count == 0 ? values.length > 0 : values.length % count > 0 || values.length == 0) {
      throw new ZipException("%d numbers for %d samples".formatted(values.length, count));
    }
    int dimensions = count == 0 ? 0 : values.length / count;
    var rows = new float[count][];
    for (int row = 0; row < count; row++) {
      rows[row] = Arrays.copyOfRange(values, row * dimensions, (row + 1) * dimensions);
    }
    return rows;
  }
}
