package dev.siamese.model;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.siamese.data.DataException;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.FloatBytes;
import dev.siamese.tensor.internal.PolymorphicJson;
import dev.siamese.tensor.internal.ZipEntries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The file format of an encoder: a ZIP with the card as {@code encoder.json}, the weights as {@code
 * values.f32} or, quantized, as {@code values.packed} (see {@link BlockQuantizer}), and the running
 * statistics of batch normalisation as {@code statistics.f32}. An {@code .f32} entry holds
 * little-endian 32-bit floats.
 *
 * <p>Version 2 has today's names in {@code encoder.json}. Version 1 is read through aliases.
 */
final class EncoderFile {

  private static final int VERSION = 2;
  private static final String CARD = "encoder.json";
  private static final String VALUES = "values.f32";
  private static final String PACKED = "values.packed";
  private static final String BUFFERS = "statistics.f32";
  private static final Gson GSON =
      PolymorphicJson.gson(Preprocessor.class, Architecture.class, Distance.class);

  private EncoderFile() {}

  /** What the file holds. */
  record Content(EncoderCard card, Weights.State weights) {}

  static void write(Path file, EncoderCard card, Weights.State weights, boolean quantized) {
    try {
      AtomicFile.write(
          file,
          out -> {
            try (var zip = new ZipOutputStream(out)) {
              var json = GSON.toJsonTree(card, EncoderCard.class).getAsJsonObject();
              json.addProperty("version", VERSION);
              put(zip, CARD, GSON.toJson(json).getBytes(StandardCharsets.UTF_8));
              if (quantized) {
                put(zip, PACKED, BlockQuantizer.quantize(weights.values()));
              } else {
                put(zip, VALUES, FloatBytes.encode(weights.values()));
              }
              put(zip, BUFFERS, FloatBytes.encode(weights.buffers()));
            }
          });
    } catch (IOException e) {
      throw new DataException("cannot write the encoder to " + file, e);
    }
  }

  static Content read(Path file) {
    try (var stream = Files.newInputStream(file)) {
      return read(stream, file.toString());
    } catch (IOException e) {
      throw new DataException("cannot read an encoder from " + file, e);
    }
  }

  /**
   * Reads the content of such a file.
   *
   * @param name for error messages
   */
  static Content read(InputStream stream, String name) {
    try {
      var entries = ZipEntries.read(stream);
      var card = card(new String(require(entries, CARD), StandardCharsets.UTF_8));
      var values =
          entries.containsKey(PACKED)
              ? BlockQuantizer.dequantize(entries.get(PACKED))
              : FloatBytes.decode(require(entries, VALUES));
      var buffers = FloatBytes.decode(require(entries, BUFFERS));
      requireFinite(values, entries.containsKey(PACKED) ? PACKED : VALUES);
      requireFinite(buffers, BUFFERS);
      return new Content(card, new Weights.State(values, buffers));
    } catch (IOException | RuntimeException e) { // damaged JSON fails in many ways
      throw new DataException("cannot read an encoder from " + name, e);
    }
  }

  private static EncoderCard card(String text) throws IOException {
    var json = GSON.fromJson(text, JsonObject.class);
    var version = json == null ? null : json.remove("version");
    if (version == null || !version.isJsonPrimitive()) {
      throw new IOException(CARD + " has no format version");
    }
    if (!version.getAsString().matches("[1-" + VERSION + "]")) {
      throw new IOException(
          "the file has format version %s; this library reads versions 1 to %d: use a newer library"
              .formatted(version.getAsString(), VERSION));
    }
    return GSON.fromJson(json, EncoderCard.class);
  }

  private static float[] requireFinite(float[] values, String entry) throws IOException {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException(
            "%s holds %s: the encoder is damaged, or its training failed".formatted(entry, value));
      }
    }
    return values;
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] require(Map<String, byte[]> entries, String name) throws IOException {
    var content = entries.get(name);
    if (content == null) {
      throw new IOException("the file has no entry " + name + "; it is not an encoder file");
    }
    return content;
  }
}
