package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.tensor.Seed;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmbedderTest {

  private static final float TOLERANCE = 1e-5f;

  private static Encoder images() {
    return Encoder.create(
        new ImageInput(16, true), new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(1));
  }

  private static BufferedImage image(int number) {
    var image = new BufferedImage(20 + number, 24, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setColor(new Color(40 + 20 * number, 90, 200 - 10 * number));
    graphics.fillOval(number, 2, 12, 15);
    graphics.dispose();
    return image;
  }

  @Test
  void manyThreadsGetTheirOwnEmbeddings() throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(16);
    try (var encoder = images();
        var embedder = new Embedder(encoder)) {
      var expected =
          IntStream.range(0, 8).mapToObj(i -> new Siamese(encoder).embed(image(i))).toList();
      Callable<Void> task =
          () -> {
            for (int i = 0; i < 40; i++) {
              assertArrayEquals(expected.get(i % 8), embedder.embed(image(i % 8)), TOLERANCE);
            }
            return null;
          };
      for (var result : threads.invokeAll(Collections.nCopies(16, task))) {
        result.get();
      }
      var all = embedder.embedAll(List.of(image(1), image(3)));
      assertArrayEquals(expected.get(3), all.get(1), TOLERANCE);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void seriesOfDifferentLengths() {
    var input = SequenceInput.zNormalized(1, 8);
    try (var encoder =
            Encoder.create(input, new BiRnn(BiRnn.Cell.GRU, 4, 1), Device.cpu(), new Seed(1));
        var embedder = new Embedder(encoder)) {
      float[] first = {1, 2, 3, 4};
      float[] second = {3, 1, 2, 5, 9, 2};
      var both = embedder.embedAll(List.of(first, second, first));
      assertArrayEquals(new Siamese(encoder).embed(second), both.get(1), TOLERANCE);
      assertArrayEquals(both.get(0), both.get(2), TOLERANCE);
    }
  }

  @Test
  void aWrongSampleFailsAlone() {
    try (var encoder = images();
        var embedder = new Embedder(encoder)) {
      assertThrows(DataException.class, () -> embedder.embed(Path.of("missing.png")));
      assertThrows(IllegalArgumentException.class, () -> embedder.embed("a text"));
      assertEquals(5, embedder.embed(image(1)).length);
    }
  }

  @Test
  void aClosedEmbedderRefuses() {
    try (var encoder = images()) {
      var embedder = new Embedder(encoder);
      embedder.close();
      embedder.close();
      var error = assertThrows(IllegalStateException.class, () -> embedder.embed(image(1)));
      assertTrue(error.getMessage().contains("closed"), error.getMessage());
    }
  }
}
