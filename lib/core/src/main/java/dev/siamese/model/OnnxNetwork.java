package dev.siamese.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.siamese.data.DataException;
import dev.siamese.tensor.internal.Tensors;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An ONNX file, run by ONNX Runtime on the CPU. */
final class OnnxNetwork implements BackboneNetwork {

  private final Path file;
  private final OrtSession session;

  private OnnxNetwork(Path file, OrtSession session) {
    this.file = file;
    this.session = session;
  }

  static OnnxNetwork read(Path file) {
    try {
      var session = OrtEnvironment.getEnvironment().createSession(file.toString());
      return new OnnxNetwork(file, session);
    } catch (OrtException e) {
      throw new DataException(file + " is no ONNX network", e);
    }
  }

  @Override
  public float[][] run(NDList batch) {
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      int tensor = 0;
      for (var name : session.getInputNames()) { // a further one, such as lengths, may be missing
        if (tensor == batch.size()) {
          throw new DataException(
              "the network %s takes the inputs %s, the preprocessing gives %d"
                  .formatted(file, session.getInputNames(), batch.size()));
        }
        inputs.put(name, tensor(batch.get(tensor++)));
      }
      try (var outputs = session.run(inputs)) {
        var output = (OnnxTensor) outputs.get(0);
        var values = new float[(int) output.getInfo().getNumElements()];
        output.getFloatBuffer().get(values);
        return Tensors.toRows(values, (int) batch.get(0).getShape().get(0));
      }
    } catch (OrtException | ClassCastException | NullPointerException e) { // other outputs
      throw new DataException(
          "the network %s cannot embed arrays of shape %s: its inputs are %s"
              .formatted(file, batch.get(0).getShape(), description()),
          e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, ?> description() {
    try {
      return session.getInputInfo();
    } catch (OrtException e) {
      return Map.of();
    }
  }

  private static OnnxTensor tensor(NDArray array) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var shape = array.getShape().getShape();
    return array.getDataType() == DataType.INT64
        ? OnnxTensor.createTensor(environment, LongBuffer.wrap(Tensors.toLongArray(array)), shape)
        : OnnxTensor.createTensor(
            environment, FloatBuffer.wrap(Tensors.toFloatArray(array)), shape);
  }
}
