package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.LayerNorm;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights in the format safetensors: a length of 8 bytes, a header in JSON, and the values in
 * 32-bit floats. Names and shapes are those of a PyTorch module of the same layers.
 */
final class Safetensors {

  private static final Map<String, String> NAMES =
      Map.of(
          "runningMean", "running_mean",
          "runningVar", "running_var",
          "l_0_i2h_WEIGHT", "weight_ih_l0",
          "l_0_h2h_WEIGHT", "weight_hh_l0",
          "l_0_i2h_BIAS", "bias_ih_l0",
          "l_0_h2h_BIAS", "bias_hh_l0");

  private Safetensors() {}

  /** The weights of a network, in its order. */
  static byte[] file(Block network) {
    var header = new JsonObject();
    var values = new LinkedHashMap<String, float[]>();
    int end = 0;
    for (var entry : parameters(network).entrySet()) {
      try (var array = entry.getValue().toPyTorch()) {
        var tensor = new JsonObject();
        tensor.addProperty("dtype", SafetensorsFile.FLOAT);
        tensor.add("shape", new Gson().toJsonTree(array.getShape().getShape()));
        var floats = Tensors.toFloatArray(array);
        int start = end;
        end = Math.addExact(end, Float.BYTES * floats.length);
        tensor.add("data_offsets", new Gson().toJsonTree(new int[] {start, end}));
        header.add(entry.getKey(), tensor);
        values.put(entry.getKey(), floats);
      }
    }
    var json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + 7) / 8 * 8; // the values begin at a multiple of 8
    var file =
        ByteBuffer.allocate(Math.addExact(Long.BYTES + padded, end))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(json)
            .put(" ".repeat(padded - json.length).getBytes(StandardCharsets.UTF_8));
    for (var floats : values.values()) {
      file.asFloatBuffer().put(floats);
      file.position(file.position() + Float.BYTES * floats.length);
    }
    return file.array();
  }

  /**
   * Sets the weights of a network; if the file is refused, none.
   *
   * @throws DataException if the file is damaged, is of another architecture, or has values that
   *     are not finite
   */
  static void load(Path path, Block network) {
    var parameters = parameters(network);
    var file = SafetensorsFile.read(path);
    for (var name : file.names()) {
      if (!parameters.containsKey(name) && !name.endsWith(".num_batches_tracked")) {
        throw new DataException("%s has \"%s\", which the network lacks".formatted(path, name));
      }
    }
    var loaded = new HashMap<String, float[]>();
    parameters.forEach((name, weight) -> loaded.put(name, file.values(name, weight.shape())));
    parameters.forEach((name, weight) -> weight.set(loaded.get(name)));
  }

  /** A parameter; the kernels of convolutions are channels-last here and not in PyTorch. */
  private record Weight(Parameter parameter, boolean isKernel) {

    NDArray toPyTorch() {
      var array = parameter.getArray();
      if (!isKernel) {
        return array.duplicate();
      }
      try (var view = array.transpose(0, 3, 1, 2)) {
        return view.duplicate();
      }
    }

    long[] shape() {
      var shape = parameter.getShape().getShape();
      return isKernel ? new long[] {shape[0], shape[3], shape[1], shape[2]} : shape;
    }

    void set(float[] values) {
      var own = values;
      if (isKernel) {
        long[] shape = shape();
        int channels = (int) shape[1];
        int pixels = (int) (shape[2] * shape[3]);
        own = new float[values.length];
        for (int i = 0; i < values.length; i++) {
          int filter = i / (channels * pixels);
          int channel = i / pixels % channels;
          own[(filter * pixels + i % pixels) * channels + channel] = values[i];
        }
      }
      Tensors.copyInto(parameter.getArray(), own);
    }
  }

  /** All weights by name: layers by index in sequences, else by name, dots between. */
  private static Map<String, Weight> parameters(Block network) {
    var all = new LinkedHashMap<String, Weight>();
    collect(network, "", all);
    return all;
  }

  private static void collect(Block block, String prefix, Map<String, Weight> all) {
    boolean isNorm = block instanceof BatchNorm || block instanceof LayerNorm;
    for (var entry : block.getDirectParameters()) {
      var own = entry.getKey();
      var name =
          isNorm && own.equals("gamma")
              ? "weight"
              : isNorm && own.equals("beta") ? "bias" : NAMES.getOrDefault(own, own);
      boolean isKernel = block instanceof ChannelsLastConv2d && name.equals("weight");
      all.put(prefix + name, new Weight(entry.getValue(), isKernel));
    }
    boolean isList = block instanceof SequentialBlock || block instanceof ParallelBlock;
    var seen = new HashMap<String, Integer>();
    int index = 0;
    for (var child : block.getChildren()) {
      var name = isList ? Integer.toString(index++) : child.getKey().replaceFirst("^\\d+", "");
      int number = seen.merge(name, 1, Integer::sum) - 1;
      collect(child.getValue(), prefix + name + (number == 0 ? "" : number) + ".", all);
    }
  }
}
