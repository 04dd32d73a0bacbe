package dev.siamese.widget;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The graph of an ONNX file that {@link dev.siamese.model.Encoder#exportOnnx} writes, for {@code
 * onnx.js}. Numbers of fields are those of the published schema (onnx.proto).
 *
 * @param nodes operator, inputs, output and attributes of each node
 * @param constants name and dimensions of each constant
 * @param input the name of the image
 * @param output the name of the embedding
 * @param weights the values of all constants in order, rounded to 16 bits (binary16), in Base64
 */
record OnnxFile(
    List<Map<String, ?>> nodes,
    List<Map<String, ?>> constants,
    String input,
    String output,
    String weights) {

  private static final int FLOAT = 1;
  private static final Set<String> OPERATORS =
      Set.of(
          "Add",
          "BatchNormalization",
          "Conv",
          "Div",
          "Flatten",
          "Identity",
          "MatMul",
          "Max",
          "MaxPool",
          "Mul",
          "ReduceL2",
          "Relu",
          "Sub",
          "Transpose");

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException if it has an operator that {@code onnx.js} does not compute
   */
  static OnnxFile of(byte[] file) {
    var graph = new ProtoMessage(new ProtoMessage(file).bytes(7).get(0));
    var nodes = new ArrayList<Map<String, ?>>();
    for (var bytes : graph.bytes(1)) {
      nodes.add(node(new ProtoMessage(bytes)));
    }
    var constants = new ArrayList<Map<String, ?>>();
    var tensors = graph.bytes(5).stream().map(ProtoMessage::new).toList();
    int size = tensors.stream().mapToInt(each -> each.bytes(9).get(0).length / Float.BYTES).sum();
    var halves = ByteBuffer.allocate(Short.BYTES * size).order(ByteOrder.LITTLE_ENDIAN);
    for (var tensor : tensors) {
      if (tensor.integers(2).get(0) != FLOAT) {
        throw new IllegalArgumentException(
            "the network has constants that are not 32-bit floats, which drawings cannot be embedded with in a browser: use a network of convolutions and dense layers");
      }
      constants.add(Map.of("name", tensor.text(8), "dims", tensor.integers(1)));
      var values = ByteBuffer.wrap(tensor.bytes(9).get(0)).order(ByteOrder.LITTLE_ENDIAN);
      while (values.hasRemaining()) {
        halves.putShort(toHalf(values.getFloat()));
      }
    }
    return new OnnxFile(
        nodes,
        constants,
        new ProtoMessage(graph.bytes(11).get(0)).text(1),
        new ProtoMessage(graph.bytes(12).get(0)).text(1),
        Base64.getEncoder().encodeToString(halves.array()));
  }

  private static Map<String, ?> node(ProtoMessage node) {
    var operator = node.text(4);
    if (!OPERATORS.contains(operator)) {
      throw new IllegalArgumentException(
          "drawings cannot be embedded in a browser with the operator %s: use a network of %s"
              .formatted(operator, OPERATORS.stream().sorted().toList()));
    }
    var attributes = new LinkedHashMap<String, Object>();
    for (var bytes : node.bytes(5)) {
      var attribute = new ProtoMessage(bytes);
      attributes.put(attribute.text(1), value(attribute));
    }
    return Map.of(
        "operator",
        operator,
        "inputs",
        node.texts(1),
        "output",
        node.text(2),
        "attributes",
        attributes);
  }

  private static Object value(ProtoMessage attribute) {
    if (!attribute.bytes(2).isEmpty()) {
      var bytes = ByteBuffer.wrap(attribute.bytes(2).get(0)).order(ByteOrder.LITTLE_ENDIAN);
      return bytes.getFloat();
    }
    var single = attribute.integers(3);
    return single.isEmpty() ? attribute.integers(8) : single.get(0);
  }

  /** The nearest number of 16 bits (IEEE 754 binary16), of two the even one. */
  static short toHalf(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float size = Math.abs(value);
    if (!(size < 65520)) {
      throw new IllegalArgumentException(
          "the weight %s does not fit into 16 bits: the encoder is damaged, or its training diverged"
              .formatted(value));
    }
    // below 2^-14 the steps are 2^-24, above they double with each power of two
    int exponent = Math.max(-14, Math.getExponent(size));
    long steps = (long) Math.rint(size * Math.pow(2, 10 - exponent));
    return (short) (sign | (int) steps + (exponent + 14 << 10));
  }
}
