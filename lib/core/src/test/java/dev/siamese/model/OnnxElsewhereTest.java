package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import com.google.gson.Gson;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Texts;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Writes an image and a text encoder with inputs and embeddings to {@code target/onnx}, for {@code
 * look-onnx.py}, which runs them in Python and in a browser.
 */
class OnnxElsewhereTest {

  private static final Path FOLDER = Path.of("lib", "core", "target", "onnx");

  /** A tensor as JSON. */
  private record Values(String type, long[] shape, Object data) {

    static Values of(NDArray array) {
      var shape = array.getShape().getShape();
      return array.getDataType() == DataType.INT64
          ? new Values("int64", shape, array.toLongArray())
          : new Values("float32", shape, array.toFloatArray());
    }
  }

  private record Example(Map<String, Values> inputs, Values embeddings) {}

  @Test
  void images() throws IOException {
    var pictures = Stream.generate(new Random(1)::nextInt).limit(5).map(OnnxElsewhereTest::draw);
    try (var encoder = Encoder.fromPretrained("omniglot", Device.cpu())) {
      write("image", encoder, Images.of(pictures.toList()));
    }
  }

  /** A few dark lines on white. */
  private static BufferedImage draw(int seed) {
    var random = new Random(seed);
    var image = new BufferedImage(105, 105, BufferedImage.TYPE_BYTE_GRAY);
    var graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 105, 105);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(3));
    for (int i = 0; i < 4; i++) {
      graphics.drawLine(
          random.nextInt(105), random.nextInt(105), random.nextInt(105), random.nextInt(105));
    }
    graphics.dispose();
    return image;
  }

  @Test
  void texts() throws IOException {
    var texts =
        Texts.of("a boy plays with a dog", "the dog sleeps", "rain", "a girl and a boy play chess");
    var input = new TextInput(100, 50, 20).fit(texts);
    var architecture =
        new BiRnn(BiRnn.Cell.GRU, 16, 1, input.vocabularySize()).projected(32).l2Normalized();
    try (var encoder = Encoder.create(input, architecture, Device.cpu(), new Seed(4))) {
      write("text", encoder, texts);
    }
  }

  private static void write(String name, Encoder encoder, Dataset samples) throws IOException {
    Files.createDirectories(FOLDER);
    encoder.exportOnnx(FOLDER.resolve(name + ".onnx"));
    try (var manager = Torch.manager(encoder.device())) {
      var rows = new int[samples.size()];
      for (int row = 0; row < rows.length; row++) {
        rows[row] = row;
      }
      var preprocessed = encoder.card().input().transform(samples);
      NDList batch = preprocessed.batch(manager, rows);
      var inputs = new LinkedHashMap<String, Values>();
      for (int i = 0; i < batch.size(); i++) {
        inputs.put(i == 0 ? "input" : "input" + i, Values.of(batch.get(i)));
      }
      var embeddings = encoder.embed(samples, manager);
      assertEquals(samples.size(), embeddings.size(0));
      // the embeddings must differ, or an encoder that ignores its input would pass
      assertTrue(embeddings.get(0).sub(embeddings.get(1)).abs().max().getFloat() > 0.01);
      var json = new Gson().toJson(new Example(inputs, Values.of(embeddings)));
      Files.writeString(FOLDER.resolve(name + ".json"), json);
    }
  }
}
