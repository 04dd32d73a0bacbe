package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.loss.InfoNce;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightEmaTest {

  private static final Images DATA = new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1));

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(4)).projected(8).l2Normalized(),
        Device.cpu(),
        new Seed(3));
  }

  @Test
  void everyStepLeavesAPartOfTheMean() {
    try (var encoder = encoder();
        var manager = Torch.manager(Device.cpu())) {
      var weights = encoder.weights().values(manager);
      int n = (int) weights.size();
      Tensors.copyInto(weights, filled(n, 1));
      var average = new WeightEma(List.of(weights), 0.5, manager);
      Tensors.copyInto(weights, filled(n, 12));
      average.update(1); // keeps 2/11: 1 · 2/11 + 12 · 9/11
      Tensors.copyInto(weights, filled(n, 0));
      average.update(100); // keeps a half
      average.swap();
      assertEquals(5, weights.getFloat(0), 1e-5);
      average.swap();
      assertEquals(0, weights.getFloat(n - 1));
    }
  }

  private static float[] filled(int n, float value) {
    var numbers = new float[n];
    Arrays.fill(numbers, value);
    return numbers;
  }

  @Test
  void theMeanIsWhatIsKeptAndTheStepsAreThoseOfARunWithoutIt() {
    var seen = new ArrayList<Weights.State>();
    try (var plain = encoder();
        var averaged = encoder()) {
      run(plain, 0, seen);
      run(averaged, 0.75, new ArrayList<>());
      var mean = new double[seen.get(0).values().length];
      try (var start = encoder()) {
        Arrays.setAll(mean, i -> start.weights().state().values()[i]);
      }
      for (int step = 1; step <= seen.size(); step++) {
        double kept = Math.min(0.75, (1.0 + step) / (10 + step));
        var values = seen.get(step - 1).values();
        for (int i = 0; i < mean.length; i++) {
          mean[i] = kept * mean[i] + (1 - kept) * values[i];
        }
      }
      var expected = new float[mean.length];
      for (int i = 0; i < mean.length; i++) {
        expected[i] = (float) mean[i];
      }
      assertArrayEquals(expected, averaged.weights().state().values(), 1e-5f);
    }
  }

  private static void run(Encoder encoder, double averaging, List<Weights.State> seen) {
    var looking =
        new TrainingListener() {
          @Override
          public void onStep(Progress progress) {
            seen.add(encoder.weights().state());
          }
        };
    var run = Trainer.builder().setEncoder(encoder).setData(DATA).setLoss(new InfoNce());
    run.setConfig(
        TrainingConfig.defaults()
            .withPkBatch(10, 4)
            .withEpochs(2)
            .withStepsPerEpoch(3)
            .withEmaDecay(averaging));
    run.optListener(looking).build().train();
  }

  @Test
  void aDecayOfOneWouldNeverLearn() {
    assertThrows(IllegalArgumentException.class, () -> TrainingConfig.defaults().withEmaDecay(1));
  }
}
