package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.loss.InfoNce;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Preprocessor;
import dev.siamese.model.ResidualCnn;
import dev.siamese.sampling.BatchLabels;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      assertTrue(
          error.getMessage().contains("the loss is NaN in the batch of step 1, in epoch 1 of 10: "),
          error.getMessage());
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
              .contains(": its samples hold NaN or infinity in row 33 of the data. The encoder"),
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

  /** A loss that fails from one step on, with gradients that are NaN. */
  private static Loss failingAt(int step) {
    return new Loss() {
      @Override
      public NDArray compute(NDArray embeddings, BatchLabels labels) {
        var value = new InfoNce().compute(embeddings, labels);
        return labels.step() < step ? value : value.mul(Scalar.constant(0)).log().mul(value);
      }

      @Override
      public Distance distance() {
        return Distances.COSINE;
      }
    };
  }

  private static float[] weights(Encoder encoder) {
    return encoder.weights().state().values();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.9})
  void trainingStopsAtOnceAndKeepsTheLastGoodWeights(double emaDecay) {
    try (var encoder = encoder()) {
      var steps = new int[1];
      var listener =
          new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
              steps[0] = progress.step();
            }
          };
      var config = TrainingConfig.defaults().withPkBatch(10, 4).withEmaDecay(emaDecay);
      var builder =
          trainer(encoder, failingAt(7))
              .setConfig(config.withStepsPerEpoch(3).withEpochs(4))
              .optListener(listener);
      var error = assertThrows(ArithmeticException.class, () -> builder.build().train());
      assertTrue(
          error
              .getMessage()
              .startsWith("the loss is -Infinity in the batch of step 8, in epoch 3 of 4"),
          error.getMessage());
      assertTrue(error.getMessage().endsWith("keeps its weights after epoch 2"));
      assertEquals(7, steps[0]); // no step is reported after the failed one
      var kept = weights(encoder);
      try (var other = encoder()) {
        trainer(other, failingAt(99))
            .setConfig(config.withStepsPerEpoch(3).withEpochs(4))
            .optListener(
                new TrainingListener() {
                  @Override
                  public void onStep(Progress progress) {
                    if (progress.step() == 6) {
                      Thread.currentThread().interrupt();
                    }
                  }
                })
            .build()
            .train();
        assertTrue(Thread.interrupted());
        assertArrayEquals(weights(other), kept);
      }
      assertEquals(Distances.COSINE, encoder.card().distance());
    }
  }

  @Test
  void theBestEpochIsKeptWithValidation() {
    try (var encoder = encoder()) {
      var best = new ArrayList<float[]>();
      var trials = new EpisodeSampler(5, 1, 1).sample(DATA, 4, new Seed(4));
      var builder =
          trainer(encoder, failingAt(7))
              .setConfig(
                  TrainingConfig.defaults().withPkBatch(10, 4).withStepsPerEpoch(3).withEpochs(4))
              .optValidation(trials)
              .optListener(
                  new TrainingListener() {
                    @Override
                    public void onEpoch(Progress progress, History history) {
                      best.add(weights(encoder));
                    }
                  });
      var error = assertThrows(ArithmeticException.class, () -> builder.build().train());
      assertTrue(error.getMessage().endsWith("the weights of its best epoch so far"));
      assertTrue(best.stream().anyMatch(each -> Arrays.equals(each, weights(encoder))));
    }
  }

  @Test
  void aGradientThatIsNotFiniteIsSeenAlthoughTheLossIs() {
    try (var encoder = encoder()) {
      var before = weights(encoder);
      // the root has an infinite gradient at 0, times 0
      Loss broken = (embeddings, labels) -> embeddings.sum().mul(Scalar.constant(0)).abs().sqrt();
      var builder =
          trainer(encoder, broken)
              .setConfig(
                  TrainingConfig.defaults().withPkBatch(10, 4).withStepsPerEpoch(1).withEpochs(4));
      var error = assertThrows(ArithmeticException.class, () -> builder.build().train());
      assertTrue(
          error
              .getMessage()
              .startsWith("the weights are NaN or infinite after the batch of step 1"),
          error.getMessage());
      assertTrue(error.getMessage().endsWith("its weights from the start of the run"));
      assertArrayEquals(before, weights(encoder));
    }
  }
}
