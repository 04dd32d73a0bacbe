package dev.siamese.match;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.siamese.tensor.Seed;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreThresholdTest {

  private static DoubleStream gaussian(int n, double mean, double deviation, long seed) {
    var random = new Seed(seed).generator();
    return IntStream.range(0, n).mapToDouble(i -> mean + deviation * random.nextGaussian());
  }

  @Test
  void theThresholdIsBetweenTwoModes() {
    var best =
        DoubleStream.concat(gaussian(500, 0.3, 0.05, 1), gaussian(500, 0.8, 0.05, 2)).toArray();
    assertEquals(0.55, ScoreThreshold.unsupervised(best), 0.02); // half way by symmetry
  }

  @Test
  void oneModeGivesTheDefault() {
    assertEquals(0.5, ScoreThreshold.unsupervised(gaussian(500, 0.7, 0.1, 3).toArray()));
    assertEquals(0.5, ScoreThreshold.unsupervised(new double[] {0.9, 0.9, 0.9}));
    assertEquals(0.5, ScoreThreshold.unsupervised(new double[0]));
  }

  @Test
  void labelledDuplicatesTellHowManyCandidatesAreDuplicates() {
    // 100 duplicates at 0.9 and 900 others at 0.7: all labelled duplicates are at 0.9
    var candidates = new float[1000];
    for (int i = 0; i < candidates.length; i++) {
      candidates[i] = i < 100 ? 0.9f : 0.7f;
    }
    double threshold = ScoreThreshold.supervised(new double[] {0.9, 0.9, 0.9}, candidates);
    assertEquals((0.71 + 0.5) / 2, threshold, 0.011); // the mean with 0.5
  }
}
