package dev.siamese.encoder;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import dev.siamese.distance.Distance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The file format of an encoder: a zip of {@code encoder.json}, the card, and two arrays of
 * little-endian 32-bit floats, {@code values.f32} and {@code statistics.f32}.
 */
final class EncoderFile {

  private static final int VERSION = 1;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().registerTypeAdapterFactory(new ByName()).create();

  private EncoderFile() {}

  /** What the file holds. */
  record Saved(EncoderCard card, Weights.Snapshot weights) {}

  static void write(Path file, EncoderCard card, Weights.Snapshot weights) {
    Path partial = null;
    try {
      var folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      partial = folder.resolve(file.getFileName() + ".part");
      try (var zip = new ZipOutputStream(Files.newOutputStream(partial))) {
        var json = GSON.toJsonTree(card, EncoderCard.class).getAsJsonObject();
        json.addProperty("version", VERSION);
        entry(zip, "encoder.json", GSON.toJson(json).getBytes(StandardCharsets.UTF_8));
        entry(zip, "values.f32", bytes(weights.values()));
        entry(zip, "statistics.f32", bytes(weights.statistics()));
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

  static Saved read(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      var text = new String(content(zip, "encoder.json"), StandardCharsets.UTF_8);
      var json = GSON.fromJson(text, JsonObject.class);
      int version = json.get("version").getAsInt();
      if (version != VERSION) {
        throw new IOException(
            "it is of version %d, this library reads version %d".formatted(version, VERSION));
      }
      return new Saved(
          GSON.fromJson(json, EncoderCard.class),
          new Weights.Snapshot(
              floats(content(zip, "values.f32")), floats(content(zip, "statistics.f32"))));
    } catch (IOException | JsonParseException | NullPointerException e) {
      throw new EncoderFileException("cannot read an encoder from " + file, e);
    }
  }

  private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static byte[] content(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no " + name);
    }
    try (var stream = zip.getInputStream(entry)) {
      return stream.readAllBytes();
    }
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

  /** Writes what implements an open interface together with its class, and finds it again. */
  private static final class ByName implements TypeAdapterFactory {

    private static final Set<Class<?>> OPEN =
        Set.of(Input.class, Architecture.class, Distance.class);

    @Override
    public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> declared) {
      if (OPEN.stream().noneMatch(open -> open.isAssignableFrom(declared.getRawType()))) {
        return null;
      }
      return new TypeAdapter<>() {
        @Override
        public void write(JsonWriter out, T part) throws IOException {
          var json = new JsonObject();
          json.addProperty("type", type(part).getName());
          json.add("value", valueTree(part));
          gson.getAdapter(JsonElement.class).write(out, json);
        }

        @SuppressWarnings("unchecked") // the adapter is of the part's own type
        private JsonElement valueTree(T part) {
          var adapter = gson.getDelegateAdapter(ByName.this, TypeToken.get(type(part)));
          return ((TypeAdapter<T>) adapter).toJsonTree(part);
        }

        @Override
        @SuppressWarnings("unchecked") // asSubclass has checked it
        public T read(JsonReader in) throws IOException {
          var json = gson.getAdapter(JsonObject.class).read(in);
          var name = json.get("type").getAsString();
          try {
            var type = Class.forName(name).asSubclass(declared.getRawType());
            var adapter = gson.getDelegateAdapter(ByName.this, TypeToken.get(type));
            return (T) adapter.fromJsonTree(json.get("value"));
          } catch (ClassNotFoundException | ClassCastException e) {
            throw new JsonParseException(
                "its %s is a %s, which is not on the class path"
                    .formatted(declared.getRawType().getSimpleName(), name),
                e);
          }
        }
      };
    }

    /** A constant with a body of its own has a class of its own: the enum is meant. */
    private static Class<?> type(Object part) {
      return part instanceof Enum<?> constant ? constant.getDeclaringClass() : part.getClass();
    }
  }
}
