package dev.siamese.model;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.siamese.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/** The tensors of a safetensors file. */
final class SafetensorsFile {

  /** The type of 32-bit floats. */
  static final String FLOAT = "F32";

  private final Path path;
  private final JsonObject header;
  private final ByteBuffer data;

  private SafetensorsFile(Path path, JsonObject header, ByteBuffer data) {
    this.path = path;
    this.header = header;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it is damaged
   */
  static SafetensorsFile read(Path path) {
    try {
      var file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      long length = file.remaining() < Long.BYTES ? -1 : file.getLong();
      if (length < 0 || length > file.remaining()) {
        throw new DataException(path + " is not a safetensors file");
      }
      var json = new byte[(int) length];
      file.get(json);
      var header = new Gson().fromJson(new String(json, StandardCharsets.UTF_8), JsonObject.class);
      header.remove("__metadata__");
      return new SafetensorsFile(path, header, file.slice());
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) { // damaged JSON fails in many ways
      throw new DataException(path + " has a damaged header", e);
    }
  }

  /** The names of the tensors. */
  Set<String> names() {
    return header.keySet();
  }

  /**
   * The values of a tensor.
   *
   * @throws DataException if there is none of this name and shape, or a value is not finite
   */
  float[] values(String name, long... shape) {
    try {
      return read(name, shape);
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException e) { // damaged JSON fails in many ways
      throw new DataException(path + " has a damaged header", e);
    }
  }

  private float[] read(String name, long... wanted) {
    var tensor = header.getAsJsonObject(name);
    if (tensor == null) {
      throw new DataException("%s lacks the weights \"%s\"".formatted(path, name));
    }
    var shape = new Gson().fromJson(tensor.get("shape"), long[].class);
    var offsets = new Gson().fromJson(tensor.get("data_offsets"), long[].class);
    if (!Arrays.equals(shape, wanted) || !tensor.get("dtype").getAsString().equals(FLOAT)) {
      throw new DataException(
          "%s has \"%s\" of shape %s and type %s: %s and %s are needed"
              .formatted(
                  path,
                  name,
                  Arrays.toString(shape),
                  tensor.get("dtype"),
                  Arrays.toString(wanted),
                  FLOAT));
    }
    long count = Arrays.stream(wanted).reduce(1, (a, b) -> a * b);
    if (offsets.length != 2
        || offsets[0] < 0
        || offsets[1] > data.remaining()
        || offsets[1] - offsets[0] != Float.BYTES * count) {
      throw new DataException(path + " is shorter than its header says");
    }
    var floats = new float[(int) count];
    data.slice((int) offsets[0], (int) (Float.BYTES * count))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(floats);
    for (float value : floats) {
      if (!Float.isFinite(value)) {
        throw new DataException("%s has NaN or infinity in \"%s\"".formatted(path, name));
      }
    }
    return floats;
  }
}
