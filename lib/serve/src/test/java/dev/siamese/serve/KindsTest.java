package dev.siamese.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.Siamese;
import dev.siamese.match.Verifier;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.FieldEmbeddingBag;
import dev.siamese.model.LogMelInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.RecordInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts, records, vectors and sounds are embedded as by the facade. */
class KindsTest {

  private static void check(
      Preprocessor input, Architecture architecture, Object sample, Map<String, ?> json)
      throws IOException, InterruptedException {
    try (var encoder = Encoder.create(input, architecture, Device.cpu(), new Seed(1));
        var server = Server.start(encoder, ServerOptions.defaults().withAddress("127.0.0.1", 0))) {
      var file = Files.createTempFile("encoder", ".zip");
      encoder.save(file);
      try (var model = Siamese.load(file, "cpu")) {
        var client = new Client(server);
        var response = client.post("/embed", json);
        assertEquals(200, response.statusCode(), response.body());
        assertArrayEquals(model.embed(sample), Client.vector(response, "embedding"), 1e-5f);
        var explained = client.post("/explain", Map.of("first", json, "second", json));
        var parts = Client.json(explained).getAsJsonArray("first");
        var expected = Verifier.Explanation.of(model.encoder(), sample, sample);
        assertEquals(expected.left().parts().size(), parts.size());
        assertTrue(parts.size() > 1, explained.body());
      } finally {
        Files.delete(file);
      }
    }
  }

  @Test
  void texts() throws IOException, InterruptedException {
    var input = new TextInput(100, 20, 10);
    var network = new BiRnn(BiRnn.Cell.GRU, 4, 1, input.vocabularySize());
    check(input, network, "fünf Wörter", Map.of("text", "fünf Wörter"));
  }

  @Test
  void records() throws IOException, InterruptedException {
    var fields = Map.of("name", "anna", "year", "1984");
    var input = new RecordInput(List.of("name", "year"), 2, 3, 1 << 10);
    check(
        input,
        new FieldEmbeddingBag(1 << 10, 4),
        fields,
        Map.of("record", Map.of("name", "anna", "year", 1984)));
  }

  @Test
  void vectors() throws IOException, InterruptedException {
    var input = SequenceInput.zNormalized(1, 8);
    float[] series = {1, 5, 2, 8, 3};
    check(input, new BiRnn(BiRnn.Cell.GRU, 4, 1), series, Map.of("vector", series));
  }

  @Test
  void sounds(@TempDir Path folder) throws IOException, InterruptedException {
    var samples = new byte[16_000];
    for (int i = 0; i < samples.length / 2; i++) {
      samples[2 * i + 1] = (byte) (60 * Math.sin(i / 9.0));
    }
    var format = new AudioFormat(8000, 16, 1, true, false);
    var stream =
        new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2);
    var wav = new ByteArrayOutputStream();
    AudioSystem.write(stream, AudioFileFormat.Type.WAVE, wav);
    var file = Files.write(folder.resolve("a.wav"), wav.toByteArray());
    check(
        new LogMelInput(8000, 256, 80, 16, 24),
        new ResidualCnn(List.of(4)).projected(6),
        file,
        Map.of("audio", Base64.getEncoder().encodeToString(wav.toByteArray())));
  }
}
