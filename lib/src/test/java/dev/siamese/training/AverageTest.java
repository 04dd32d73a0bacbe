package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import dev.siamese.data.Images;
import dev.siamese.encoder.Encoder;
import dev.siamese.encoder.ImageInput;
import dev.siamese.encoder.ResidualCnn;
import dev.siamese.encoder.Weights;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Transfer;
import dev.siamese.invented.Glyphs;
import dev.siamese.loss.InfoNce;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AverageTest {

  private static final Images DATA = new Glyphs(4, 10, 6, 32).draw(new Seed(1));

  private static Encoder encoder() {
    return Encoder.create(
        new ImageInput(16, true),
        new ResidualCnn(List.of(4)).projected(8).normalized(),
        Device.cpu(),
        new Seed(3));
  }

  @Test
  void everyStepLeavesAPartOfTheMean() {
    try (var encoder = encoder()) {
      var weights = encoder.weights();
      int n = (int) weights.values().size();
      Transfer.into(weights.values(), filled(n, 1));
      try (var average = new Average(List.of(weights), 0.5)) {
        Transfer.into(weights.values(), filled(n, 12));
        average.update(1); // keeps 2/11: 1 · 2/11 + 12 · 9/11
        Transfer.into(weights.values(), filled(n, 0));
        average.update(100); // keeps a half
        average.swap();
        assertEquals(5, weights.values().getFloat(0), 1e-5);
        average.swap();
        assertEquals(0, weights.values().getFloat(n - 1));
      }
    }
  }

  private static float[] filled(int n, float value) {
    var numbers = new float[n];
    Arrays.fill(numbers, value);
    return numbers;
  }

  @Test
  void theMeanIsWhatIsKeptAndTheStepsAreThoseOfARunWithoutIt() {
    var seen = new ArrayList<Weights.Snapshot>();
    try (var plain = encoder();
        var averaged = encoder()) {
      run(plain, 0, seen);
      run(averaged, 0.75, new ArrayList<>());
      var mean = new double[seen.get(0).values().length];
      try (var start = encoder()) {
        Arrays.setAll(mean, i -> start.weights().snapshot().values()[i]);
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
      assertArrayEquals(expected, averaged.weights().snapshot().values(), 1e-5f);
    }
  }

  private static void run(Encoder encoder, double averaging, List<Weights.Snapshot> seen) {
    var looking =
        new TrainingListener() {
          @Override
          public void onStep(Progress progress) {
            seen.add(encoder.weights().snapshot());
          }
        };
    var run = Training.builder().setEncoder(encoder).setData(DATA).setLoss(new InfoNce());
    run.optBatch(10, 4).optEpochs(2).optStepsPerEpoch(3).optListener(looking);
    run.optAveraging(averaging).build().run();
  }

  @Test
  void aDecayOfOneWouldNeverLearn() {
    assertThrows(IllegalArgumentException.class, () -> Training.builder().optAveraging(1));
  }
}
