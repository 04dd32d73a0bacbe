package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distances;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The explanation of a loss that is NaN or infinite. */
class NonFiniteLossTest {

  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(4)).projected(4),
        Device.cpu(),
        new Seed(3));
  }

  private static Trainer.Builder trainer(Encoder encoder, Loss loss) {
    return Trainer.builder()
        .setEncoder(encoder)
        .setData(DATA)
        .setLoss(loss)
        .setConfig(TrainingConfig.defaults().withPkBatch(10, 4).withLearningRate(3e-3));
  }

  @Test
  void aLossThatIsNotANumberIsNamedWithItsStep() {
    try (var encoder = encoder()) {
      Loss broken = (embeddings, labels) -> embeddings.sum().sub(1e30f).log();
      var error =
          assertThrows(ArithmeticException.class, () -> trainer(encoder, broken).build().train());
      assertTrue(error.getMessage().contains("step 1 is NaN"), error.getMessage());
    }
  }

  /** An input without preprocessing. */
  private record Plain() implements Preprocessor {
    @Override
    public Dataset transform(Dataset raw) {
      return raw;
    }

    @Override
    public List<Shape> shapes(int n) {
      return List.of(new Shape(n, 1, 16, 16));
    }
  }

  /** Images with NaN in one row. */
  private record OneBroken(Images images, int broken) implements Dataset {
    @Override
    public Targets targets() {
      return images.targets();
    }

    @Override
    public NDList batch(NDManager manager, int[] rows) {
      var factors = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        factors[i] = rows[i] == broken ? Float.NaN : 1;
      }
      var batch = images.batch(manager, rows).head();
      return new NDList(batch.mul(manager.create(factors).reshape(-1, 1, 1, 1)));
    }

    @Override
    public Dataset select(int... rows) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Dataset withLabels(Targets targets) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void brokenSamplesAreNamedByTheirRows() {
    var data = new OneBroken(DATA.resized(16), 33);
    try (var encoder =
        Encoder.create(
            new Plain(), new ResidualCnn(List.of(4)).projected(4), Device.cpu(), new Seed(3))) {
      var builder = trainer(encoder, new InfoNce(Distances.EUCLIDEAN, 1)).setData(data);
      var error = assertThrows(ArithmeticException.class, () -> builder.build().train());
      assertTrue(
          error
              .getMessage()
              .endsWith("is NaN: its samples hold NaN or infinity in row 33 of the data"),
          error.getMessage());
    }
  }

  @Test
  void otherwiseALowerLearningRateIsAdvised() {
    try (var encoder = encoder()) {
      Loss broken = (embeddings, labels) -> embeddings.sum().sub(1e30f).log();
      var builder = trainer(encoder, broken);
      var error = assertThrows(ArithmeticException.class, () -> builder.build().train());
      assertTrue(error.getMessage().contains("lower the learning rate (now 0.003)"));
    }
  }
}
