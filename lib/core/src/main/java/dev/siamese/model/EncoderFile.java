package dev.siamese.model;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import dev.siamese.distance.Distance;
import dev.siamese.tensor.internal.PolymorphicJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The file format of an encoder: a zip of {@code encoder.json}, the card, and two arrays of
 * little-endian 32-bit floats, {@code values.f32} and {@code statistics.f32}; in place of the first
 * perhaps {@code values.packed}, see {@link BlockQuantizer}.
 */
final class EncoderFile {

  private static final int VERSION = 2;
  private static final String PACKED = "values.packed";
  private static final Gson GSON =
      PolymorphicJson.gson(Preprocessor.class, Architecture.class, Distance.class);

  private EncoderFile() {}

  /** What the file holds. */
  record Content(EncoderCard card, Weights.State weights) {}

  static void write(Path file, EncoderCard card, Weights.State weights, boolean packed) {
    Path partial = null;
    try {
      var folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      partial = folder.resolve(file.getFileName() + ".part");
      try (var zip = new ZipOutputStream(Files.newOutputStream(partial))) {
        var json = GSON.toJsonTree(card, EncoderCard.class).getAsJsonObject();
        json.addProperty("version", VERSION);
        entry(zip, "encoder.json", GSON.toJson(json).getBytes(StandardCharsets.UTF_8));
        if (packed) {
          entry(zip, PACKED, BlockQuantizer.quantize(weights.values()));
        } else {
          entry(zip, "values.f32", bytes(weights.values()));
        }
        entry(zip, "statistics.f32", bytes(weights.buffers()));
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new EncoderFileException("cannot write the encoder to " + file, e);
    } finally {
      if (partial != null) {
        partial.toFile().delete();
      }
    }
  }

  static Content read(Path file) {
    try (var stream = Files.newInputStream(file)) {
      return read(stream, file.toString());
    } catch (IOException e) {
      throw new EncoderFileException("cannot read an encoder from " + file, e);
    }
  }

  /** Reads the content of such a file; the name is for errors. */
  static Content read(InputStream stream, String name) {
    try {
      var entries = entries(stream);
      var text = new String(content(entries, "encoder.json"), StandardCharsets.UTF_8);
      var json = GSON.fromJson(text, JsonObject.class);
      int version = json.remove("version").getAsInt();
      if (version < 1 || version > VERSION) {
        throw new IOException(
            "the file has format version %d; this library reads versions 1 to %d"
                .formatted(version, VERSION));
      }
      var values =
          entries.containsKey(PACKED)
              ? BlockQuantizer.dequantize(entries.get(PACKED))
              : floats(content(entries, "values.f32"));
      return new Content(
          GSON.fromJson(json, EncoderCard.class),
          new Weights.State(values, floats(content(entries, "statistics.f32"))));
    } catch (IOException | JsonParseException | NullPointerException e) {
      throw new EncoderFileException("cannot read an encoder from " + name, e);
    }
  }

  private static Map<String, byte[]> entries(InputStream stream) throws IOException {
    var entries = new HashMap<String, byte[]>();
    try (var zip = new ZipInputStream(stream)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] content(Map<String, byte[]> entries, String name) throws IOException {
    var content = entries.get(name);
    if (content == null) {
      throw new IOException("it has no " + name);
    }
    return content;
  }

  private static byte[] bytes(float[] numbers) {
    var buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(numbers);
    return buffer.array();
  }

  private static float[] floats(byte[] bytes) {
    var numbers = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }
}
