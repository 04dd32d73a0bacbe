package dev.siamese.training;

import ai.djl.Device;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.siamese.fuzz.Fuzzing;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Torch;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The file of an unfinished training. */
class CheckpointFuzzTest {

  private static final String SEARCH = "2m";
  private static final String FINGERPRINT = "f";
  private static final Encoder ENCODER = KilledChild.encoder();
  private static final RunState STATE =
      new RunState(
          List.of(ENCODER.weights()), TrainingConfig.defaults(), Torch.manager(Device.cpu()));

  /** The input follows the version and the fingerprint. */
  @FuzzTest(maxDuration = SEARCH)
  void checkpoint(byte[] input) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(2);
      out.writeInt(FINGERPRINT.length());
      out.writeBytes(FINGERPRINT);
      out.write(input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Fuzzing.parse(
        IllegalStateException.class,
        () -> Fuzzing.read(bytes.toByteArray(), "run.checkpoint", CheckpointFuzzTest::restore));
  }

  private static void restore(Path file) {
    var saved = Checkpoint.read(file, FINGERPRINT);
    if (STATE.fits(saved)) {
      try (var manager = Torch.manager(Device.cpu())) {
        new RunState(List.of(ENCODER.weights()), TrainingConfig.defaults(), manager).restore(saved);
      }
    }
  }
}
