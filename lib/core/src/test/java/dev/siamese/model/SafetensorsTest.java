package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.types.Shape;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  private static final Architecture NETWORK =
      new ResidualCnn(List.of(2, 3)).withStemChannels(2).projected(4).l2Normalized();

  @TempDir Path folder;

  private static Encoder encoder(Architecture architecture, long seed) {
    var input = Preprocessor.none(new Shape(1, 8, 8));
    return Encoder.create(input, architecture, Device.cpu(), new Seed(seed));
  }

  @Test
  void weightsComeBack() {
    var file = folder.resolve("weights.safetensors");
    try (var first = encoder(NETWORK, 1);
        var second = encoder(NETWORK, 2)) {
      first.exportWeights(file);
      second.loadWeights(file);
      assertArrayEquals(first.weights().state().values(), second.weights().state().values());
    }
  }

  @Test
  void namesAndShapesAreThoseOfPyTorch() throws IOException {
    var file = folder.resolve("weights.safetensors");
    float[] kernels = null;
    try (var encoder = encoder(NETWORK, 1)) {
      encoder.exportWeights(file);
      int start = 0;
      for (var shape : encoder.weights().shapes()) {
        if (kernels == null && shape.equals(new Shape(2, 3, 3, 2))) { // channels-last
          kernels = Arrays.copyOfRange(encoder.weights().state().values(), start, start + 36);
        }
        start += (int) shape.size();
      }
    }
    var header = header(file);
    var convolution = header.getAsJsonObject("0.0.4.0.0.weight").getAsJsonArray("data_offsets");
    var values = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    values.position(8 + (int) values.getLong() + convolution.get(0).getAsInt());
    for (int i = 0; i < kernels.length; i++) { // (filter, row, column, channel)
      int at = i / 18 * 18 + i % 2 * 9 + i / 2 % 9; // (filter, channel, row, column)
      assertEquals(kernels[i], values.getFloat(values.position() + 4 * at));
    }
    assertEquals(List.of(2, 1, 5, 5), shape(header, "0.0.0.weight"));
    assertEquals(List.of(2), shape(header, "0.0.1.running_mean"));
    assertEquals(List.of(2, 2, 3, 3), shape(header, "0.0.4.0.0.weight"));
    assertEquals(List.of(4, 3), shape(header, "0.1.weight"));
  }

  @Test
  void recurrentLayersHaveTheNamesOfPyTorch() throws IOException {
    var file = folder.resolve("weights.safetensors");
    var input = Preprocessor.none(new Shape(6, 2));
    var network = new BiRnn(BiRnn.Cell.GRU, 3, 2);
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1))) {
      encoder.exportWeights(file);
    }
    assertEquals(List.of(9, 6), shape(header(file), "forwards1.weight_ih_l0"));
  }

  private static JsonObject header(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    var json = new byte[(int) bytes.getLong()];
    bytes.get(json);
    return new Gson().fromJson(new String(json, StandardCharsets.UTF_8), JsonObject.class);
  }

  private static List<Integer> shape(JsonObject header, String name) {
    var shape = header.getAsJsonObject(name).get("shape");
    return Arrays.stream(new Gson().fromJson(shape, int[].class)).boxed().toList();
  }

  @Test
  void otherFilesAreRefusedAndChangeNothing() throws IOException {
    var file = folder.resolve("weights.safetensors");
    try (var encoder = encoder(NETWORK, 1);
        var other = encoder(new Mlp(List.of(3)), 1)) {
      encoder.exportWeights(file);
      refused(other, file, "which the network lacks");
      var good = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(good, good.length - 8));
      refused(encoder, file, "shorter");
      Files.write(file, Arrays.copyOf(good, 20));
      refused(encoder, file, "not a safetensors file");
      for (var header : List.of("[]  ", "null", "{\"0.0.0.weight\": 5}")) {
        var json = header.getBytes(StandardCharsets.UTF_8);
        var damaged = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, damaged.putLong(json.length).put(json).array());
        refused(encoder, file, "damaged header");
      }
      var withoutType = new String(good, StandardCharsets.ISO_8859_1).replace("\"F32\"", "null ");
      Files.write(file, withoutType.getBytes(StandardCharsets.ISO_8859_1));
      refused(encoder, file, "damaged header");
      ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).putFloat(good.length - 4, Float.NaN);
      Files.write(file, good);
      refused(encoder, file, "NaN");
    }
  }

  private static void refused(Encoder encoder, Path file, String message) {
    var before = encoder.weights().state().values();
    var error = assertThrows(DataException.class, () -> encoder.loadWeights(file));
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertArrayEquals(before, encoder.weights().state().values());
  }
}
