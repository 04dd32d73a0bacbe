package dev.siamese.match;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.internal.FloatBytes;
import dev.siamese.tensor.internal.Tensors;
import dev.siamese.tensor.internal.ZipEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * The file of a gallery: a zip of {@code gallery.json}, the manifest, and {@code embeddings.f32},
 * little-endian 32-bit floats.
 */
final class GalleryFile {

  private static final Gson JSON = new Gson();

  private GalleryFile() {}

  private record Manifest(String encoderFingerprint, List<String> names) {}

  static void write(Path file, EnrolledSamples content, Encoder encoder) {
    var manifest = new Manifest(content.fingerprint(encoder), content.names);
    int dimensions = content.embeddings.length == 0 ? 0 : content.embeddings[0].length;
    var all = new float[Math.multiplyExact(content.embeddings.length, dimensions)];
    for (int row = 0; row < content.embeddings.length; row++) {
      System.arraycopy(content.embeddings[row], 0, all, row * dimensions, dimensions);
    }
    try {
      IndexFile.write(file, "gallery.json", manifest, all);
    } catch (IOException e) {
      throw new DataException("cannot write the gallery " + file, e);
    }
  }

  static EnrolledSamples read(Path file, Encoder encoder) {
    try (var stream = Files.newInputStream(file)) {
      var entries = ZipEntries.read(stream);
      var json = new String(entry(entries, "gallery.json"), StandardCharsets.UTF_8);
      var manifest = JSON.fromJson(json, Manifest.class);
      if (manifest == null || manifest.names == null || manifest.names.contains(null)) {
        throw new ZipException("gallery.json is invalid");
      }
      var fingerprint = IndexFile.fingerprint(encoder);
      if (!fingerprint.equals(manifest.encoderFingerprint)) {
        throw new DataException(
            file
                + " is a gallery of another encoder: use that encoder, or enrol the samples again in"
                + " another file");
      }
      var values = FloatBytes.decode(entry(entries, "embeddings.f32"));
      var rows = rows(values, manifest.names.size());
      return new EnrolledSamples(manifest.names, rows, fingerprint);
    } catch (NoSuchFileException e) {
      throw new DataException("there is no gallery " + file);
    } catch (ZipException | JsonParseException | IllegalArgumentException e) {
      throw new DataException(file + " is not a gallery: choose another file", e);
    } catch (IOException e) {
      throw new DataException("cannot read the gallery " + file, e);
    }
  }

  private static byte[] entry(Map<String, byte[]> entries, String name) throws ZipException {
    var content = entries.get(name);
    if (content == null) {
      throw new ZipException("it has no " + name);
    }
    return content;
  }

  private static float[][] rows(float[] values, int count) throws ZipException {
    if (count == 0 ? values.length > 0 : values.length % count > 0 || values.length == 0) {
      throw new ZipException("%d numbers for %d samples".formatted(values.length, count));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ZipException("an embedding holds " + value);
      }
    }
    return count == 0 ? new float[0][] : Tensors.toRows(values, count);
  }
}
