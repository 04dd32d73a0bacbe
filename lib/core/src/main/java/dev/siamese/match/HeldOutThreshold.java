package dev.siamese.match;

import dev.siamese.data.Dataset;
import dev.siamese.metrics.Calibration;
import dev.siamese.metrics.VerificationPairs;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** Thresholds of a {@link Verifier} for a stated rate on held-out samples. */
final class HeldOutThreshold {

  private static final double PAIRS_FOR_RATE = 3; // divided by the rate

  private HeldOutThreshold() {}

  /** See {@link Verifier#atFalseAcceptRate}. */
  static double atFalseAcceptRate(Encoder encoder, Dataset heldOut, double rate) {
    if (!(rate > 0 && rate < 1)) {
      throw new IllegalArgumentException("the rate must be above 0 and below 1, not " + rate);
    }
    try (var manager = Torch.manager(encoder.device())) {
      var embeddings = encoder.embed(heldOut, manager);
      var pairs = VerificationPairs.all(embeddings, heldOut.labels(), encoder.card().distance());
      long required = (long) Math.ceil(PAIRS_FOR_RATE / rate);
      int negatives = pairs.negative().length;
      if (negatives < required) {
        double possible = Math.ceil(1e4 * PAIRS_FOR_RATE / Math.max(1, negatives)) / 1e4;
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a false accept rate of %s needs %,d pairs of different classes, there are %,d: hold"
                    + " out more samples%s",
                rate,
                required,
                negatives,
                possible < 1 ? ", or ask for " + possible + " or more" : ""));
      }
      return pairs.thresholdAtFar(rate).value();
    }
  }

  /** See {@link Verifier#atFalseRejectRate}. */
  static double atFalseRejectRate(Encoder encoder, Dataset heldOut, double rate, Seed seed) {
    var first = new HashMap<Integer, Integer>(); // the row by class
    var left = new ArrayList<Integer>();
    var right = new ArrayList<Integer>();
    var drawn = new HashSet<Integer>();
    for (int row : seed.derive("pair of each class").permutation(heldOut.size())) {
      var other = first.putIfAbsent(heldOut.label(row), row);
      if (other != null && drawn.add(heldOut.label(row))) {
        left.add(other);
        right.add(row);
      }
    }
    var distances =
        EmbeddedSamples.distances(encoder, select(heldOut, left), select(heldOut, right));
    return Calibration.conformalThreshold(distances, rate);
  }

  private static Dataset select(Dataset data, List<Integer> rows) {
    return data.select(rows.stream().mapToInt(Integer::intValue).toArray());
  }
}
