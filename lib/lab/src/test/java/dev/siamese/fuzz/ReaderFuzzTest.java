package dev.siamese.fuzz;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.siamese.catalog.SeriesFile;
import dev.siamese.data.AudioClip;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.loss.LossSpec;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Readers of files of other origin. The tests run the inputs in the folder of resources of the same
 * name; with the profile {@code fuzz}, Jazzer searches for further ones.
 */
class ReaderFuzzTest {

  private static final String SEARCH = "2m";

  @FuzzTest(maxDuration = SEARCH)
  void image(byte[] input) {
    Fuzzing.read(input, "image", file -> Images.read(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void wav(byte[] input) {
    Fuzzing.read(input, "clip.wav", file -> AudioClip.read(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void csv(byte[] input) {
    Fuzzing.read(input, "table.csv", file -> Csv.read(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void series(byte[] input) {
    Fuzzing.read(input, "series.ts", file -> SeriesFile.read(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void seriesTable(byte[] input) {
    Fuzzing.read(input, "series.csv", file -> SeriesFile.read(file));
  }

  @FuzzTest(maxDuration = SEARCH)
  void encoder(byte[] input) {
    Fuzzing.read(input, "encoder.zip", file -> Encoder.load(file, Device.cpu()).close());
  }

  /** The input is the JSON of an encoder's file, of which all else is in order. */
  @FuzzTest(maxDuration = SEARCH)
  void encoderJson(byte[] input) {
    var entries = new LinkedHashMap<>(ENCODER);
    entries.put("encoder.json", input);
    Fuzzing.read(
        Fuzzing.zip(entries), "encoder.zip", file -> Encoder.load(file, Device.cpu()).close());
  }

  @FuzzTest(maxDuration = SEARCH)
  void recipe(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    Fuzzing.parse(IllegalArgumentException.class, () -> TrainingConfig.parse(text));
  }

  @FuzzTest(maxDuration = SEARCH)
  void loss(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    Fuzzing.parse(IllegalArgumentException.class, () -> LossSpec.parse(text));
  }

  @FuzzTest(maxDuration = SEARCH)
  void csvText(byte[] input) {
    var text = new String(input, StandardCharsets.UTF_8);
    Fuzzing.parse(DataException.class, () -> Csv.parse("table", text));
  }

  private static final Map<String, byte[]> ENCODER = encoderEntries();

  private static Map<String, byte[]> encoderEntries() {
    try {
      var file = Files.createTempFile("encoder", ".zip");
      var network = new ResidualCnn(List.of(4)).projected(3).l2Normalized();
      try (var encoder =
          Encoder.create(new ImageInput(8, true), network, Device.cpu(), new Seed(1))) {
        encoder.save(file);
      }
      var entries = new LinkedHashMap<String, byte[]>();
      try (var zip = new ZipFile(file.toFile())) {
        for (var entry : zip.stream().toList()) {
          entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
        }
      }
      Files.delete(file);
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
