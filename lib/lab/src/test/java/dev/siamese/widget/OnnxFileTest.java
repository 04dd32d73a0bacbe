package dev.siamese.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.KochCnn;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxFileTest {

  /** Expected values are those of NumPy's float16. */
  @ParameterizedTest
  @CsvSource({
    "1, 3c00",
    "-2, c000",
    "0.1, 2e66",
    "0.33333333, 3555",
    "65504, 7bff",
    "6e-8, 1",
    "1e-8, 0",
    "6.103515625e-05, 400",
    "5.9e-05, 3de",
    "1.0014653205871582, 3c02",
    "-1.00146484375, bc02",
    "3.14159, 4248"
  })
  void numbersAreRoundedTo16Bits(float value, String expected) {
    assertEquals(expected, Integer.toHexString(OnnxFile.toHalf(value) & 0xFFFF));
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> OnnxFile.toHalf(1e6f));
    assertThrows(IllegalArgumentException.class, () -> OnnxFile.toHalf(Float.NaN));
  }

  @Test
  void theGraphOfAnEncoderIsReadBack() throws Exception {
    var input = new ImageInput(8, true);
    var network = new ResidualCnn(List.of(2)).projected(3).l2Normalized();
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1))) {
      var file = java.nio.file.Files.createTempFile("encoder", ".onnx");
      encoder.exportOnnx(file);
      var onnx = OnnxFile.of(java.nio.file.Files.readAllBytes(file));
      java.nio.file.Files.delete(file);
      assertEquals("input", onnx.input());
      assertEquals("embedding", onnx.output());
      assertEquals("Sub", onnx.nodes().get(0).get("operator"));
      var convolution =
          onnx.nodes().stream().filter(node -> node.get("operator").equals("Conv")).findFirst();
      assertEquals("{pads=[1, 1, 1, 1]}", convolution.get().get("attributes").toString());
      long halves = Base64.getDecoder().decode(onnx.weights()).length / Short.BYTES;
      assertTrue(halves > encoder.parameterCount(), halves + " values");
    }
  }

  @Test
  void operatorsThatTheScriptLacksAreNamed() {
    var examples = new SyntheticGlyphs(1, 2, 2, 16).generate(new Seed(1));
    var input = new ImageInput(105, true);
    try (var encoder = Encoder.create(input, new KochCnn(), Device.cpu(), new Seed(1))) {
      var pad = DrawingPad.of("Title", encoder, 0.5, examples);
      var error = assertThrows(IllegalArgumentException.class, pad::html);
      assertTrue(error.getMessage().contains("operator Sigmoid"), error.getMessage());
    }
  }
}
