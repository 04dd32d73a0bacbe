package dev.siamese.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.study.LearningCurve;
import dev.siamese.study.RunStore;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;

/** Readers of larger things than one value: tables by chunks, zip files, weights and results. */
class FolderFuzzTest {

  private static final String SEARCH = "2m";
  private static final int ROWS = 3; // of a chunk
  private static final byte[] IMAGE = "P2 2 2 255 1 2 3 4".getBytes(StandardCharsets.US_ASCII);
  private static final Encoder ENCODER =
      Encoder.create(
          new ImageInput(8, true),
          new ResidualCnn(List.of(2)).projected(3).l2Normalized(),
          Device.cpu(),
          new Seed(1));
  private static final int WEIGHTS = 4 * ENCODER.weights().state().values().length + 1000;

  /** A table by chunks is refused exactly when the whole one is, and has as many rows. */
  @FuzzTest(maxDuration = SEARCH)
  void csvChunks(byte[] input) {
    Fuzzing.read(
        input,
        "table.csv",
        file -> {
          var rows = new int[1];
          Csv whole = null;
          try {
            whole = Csv.read(file);
          } catch (DataException e) {
            // the chunks must be refused, too
          }
          Csv.readChunks(
              file,
              null,
              null,
              ROWS,
              table -> {
                rows[0] += table.size();
                assertTrue(table.size() <= ROWS);
              });
          assertEquals(whole == null ? -1 : whole.size(), rows[0]);
        });
  }

  /** The input is the header; enough values follow. */
  @FuzzTest(maxDuration = SEARCH)
  void safetensors(byte[] input) {
    var file =
        ByteBuffer.allocate(Long.BYTES + input.length + WEIGHTS)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(input.length)
            .put(input)
            .array();
    Fuzzing.read(file, "weights.safetensors", ENCODER::loadWeights);
  }

  /** The lines of the input are the names of images in a zip file. */
  @FuzzTest(maxDuration = SEARCH)
  void zipNames(byte[] input) {
    var entries = new LinkedHashMap<String, byte[]>();
    new String(input, StandardCharsets.UTF_8)
        .lines()
        .filter(name -> name.length() < 1 << 15)
        .limit(20)
        .forEach(name -> entries.put(name, IMAGE));
    Fuzzing.read(Fuzzing.zip(entries), "images.zip", FolderFuzzTest::readImages);
  }

  @FuzzTest(maxDuration = SEARCH)
  void zip(byte[] input) {
    Fuzzing.read(input, "images.zip", FolderFuzzTest::readImages);
  }

  private static void readImages(Path zip) {
    var folder = ImageFolder.of(zip);
    for (var entry : folder.entries()) {
      assertTrue(Path.of("/root", entry.key()).normalize().startsWith("/root"), entry.key());
      folder.read(entry.key());
    }
  }

  @FuzzTest(maxDuration = SEARCH)
  void learningCurve(byte[] input) {
    Fuzzing.read(
        input,
        "runs.csv",
        file -> {
          try {
            LearningCurve.read(file.getParent(), "").table().printAll();
          } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains("no results"), e.getMessage());
          }
        });
  }

  @FuzzTest(maxDuration = SEARCH)
  void comparison(byte[] input) {
    Fuzzing.read(
        input,
        "runs.csv",
        file -> {
          var store = new RunStore(file.getParent(), TrainingConfig.defaults(), "task");
          store.meansOverSeeds().printAll();
          store.histories();
        });
  }
}
