package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import dev.siamese.tensor.internal.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A computation graph in the format of ONNX, operator set 17. Numbers of fields are those of the
 * published schema (onnx.proto).
 */
final class OnnxGraph {

  private static final String OUTPUT = "embedding";
  private static final int OPERATOR_SET = 17;
  private static final int IR_VERSION = 8;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  private final OnnxMessage graph = new OnnxMessage().text(2, "encoder");
  private final Map<Parameter, String> weights = new HashMap<>();
  private final Map<String, Input> inputs = new LinkedHashMap<>();
  private int values; // the number of values so far, for their names

  /** An input; the dimensions that are not in the map are fixed. */
  private static final class Input {

    private final Shape shape;
    private final Map<Integer, String> dynamic = new TreeMap<>(Map.of(0, "batch"));
    private int type = FLOAT;

    Input(Shape shape) {
      this.shape = shape;
    }
  }

  /** Adds an input of 32-bit floats whose first dimension is the batch. */
  String input(String name, Shape shape) {
    inputs.put(name, new Input(shape));
    return name;
  }

  /** Makes an input one of 64-bit integers. */
  void setIntegers(String input) {
    if (inputs.containsKey(input)) {
      inputs.get(input).type = INT64;
    }
  }

  /** Lets a dimension of an input have any size. */
  void setDynamic(String input, int axis, String dimension) {
    if (inputs.containsKey(input)) {
      inputs.get(input).dynamic.put(axis, dimension);
    }
  }

  /** Adds a node with one output. Attributes are Long, Float, String or long[]. */
  String add(String operator, List<String> arguments, Map<String, ?> attributes) {
    return add(operator, arguments, attributes, 1).get(0);
  }

  /** Adds a node without attributes. */
  String add(String operator, String... arguments) {
    return add(operator, List.of(arguments), Map.of());
  }

  /** Adds a node with several outputs. */
  List<String> add(
      String operator, List<String> arguments, Map<String, ?> attributes, int outputs) {
    var node = new OnnxMessage();
    arguments.forEach(each -> node.text(1, each));
    var names = new String[outputs];
    for (int i = 0; i < outputs; i++) {
      names[i] = "value" + values++;
      node.text(2, names[i]);
    }
    node.text(3, operator + values).text(4, operator);
    new TreeMap<>(attributes).forEach((name, value) -> node.message(5, attribute(name, value)));
    graph.message(1, node);
    return List.of(names);
  }

  private static OnnxMessage attribute(String name, Object value) {
    var attribute = new OnnxMessage().text(1, name);
    if (value instanceof Float number) {
      return attribute.floating(2, number).integer(20, 1);
    } else if (value instanceof Long number) {
      return attribute.integer(3, number).integer(20, 2);
    } else if (value instanceof String text) {
      return attribute.text(4, text).integer(20, 3);
    } else if (value instanceof long[] numbers) {
      for (long number : numbers) {
        attribute.integer(8, number);
      }
      return attribute.integer(20, 7);
    }
    throw new IllegalArgumentException(name + " has a value of no kind of attribute: " + value);
  }

  /** A constant vector of 64-bit integers, such as a shape. */
  String integers(long... numbers) {
    var bytes = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(numbers);
    return tensor(INT64, new Shape(numbers.length), bytes.array());
  }

  /** A constant number. */
  String number(float value) {
    return floats(new Shape(), value);
  }

  /** A constant of 32-bit floats. */
  String floats(Shape shape, float... numbers) {
    var bytes = ByteBuffer.allocate(Float.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(numbers);
    return tensor(FLOAT, shape, bytes.array());
  }

  /** The values of a parameter, once in the file however often it is used. */
  String weight(Parameter parameter) {
    return weights.computeIfAbsent(parameter, each -> array(each.getArray()));
  }

  /** An array of 32-bit floats as a constant. */
  String array(NDArray array) {
    return floats(array.getShape(), Tensors.toFloatArray(array.toType(DataType.FLOAT32, false)));
  }

  private String tensor(int type, Shape shape, byte[] content) {
    var name = "constant" + values++;
    var tensor = new OnnxMessage();
    for (long size : shape.getShape()) {
      tensor.integer(1, size);
    }
    graph.message(5, tensor.integer(2, type).text(8, name).raw(9, content));
    return name;
  }

  /** The whole file, after which nothing can be added. */
  byte[] toByteArray(String output, long dimensions, Map<String, String> metadata) {
    graph.message(
        1, new OnnxMessage().text(1, output).text(2, OUTPUT).text(3, OUTPUT).text(4, "Identity"));
    inputs.forEach((name, input) -> graph.message(11, value(name, input)));
    var result = new Input(new Shape(1, dimensions));
    graph.message(12, value(OUTPUT, result));
    var file = new OnnxMessage().integer(1, IR_VERSION).text(2, "siamese");
    file.message(7, graph).message(8, new OnnxMessage().integer(2, OPERATOR_SET));
    metadata.forEach((key, text) -> file.message(14, new OnnxMessage().text(1, key).text(2, text)));
    return file.toByteArray();
  }

  private static OnnxMessage value(String name, Input input) {
    var shape = new OnnxMessage();
    for (int axis = 0; axis < input.shape.dimension(); axis++) {
      var dimension = input.dynamic.get(axis);
      shape.message(
          1,
          dimension == null
              ? new OnnxMessage().integer(1, input.shape.get(axis))
              : new OnnxMessage().text(2, dimension));
    }
    var tensor = new OnnxMessage().integer(1, input.type).message(2, shape);
    return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
  }
}
