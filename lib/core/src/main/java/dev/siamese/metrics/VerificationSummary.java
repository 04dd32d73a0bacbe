package dev.siamese.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The verification metrics of pairs by name, and in one line. */
final class VerificationSummary {

  private static final double[] FARS = {0.1, 0.01, 0.001};

  private VerificationSummary() {}

  static Map<String, Double> metrics(PairDistances pairs) {
    var metrics = new LinkedHashMap<String, Double>();
    metrics.put("roc_auc", pairs.rocAuc());
    metrics.put("eer", pairs.equalErrorRate());
    for (double far : FARS) {
      metrics.put("tar@far=" + far, pairs.tarAtFar(far));
    }
    metrics.put("average_precision", pairs.averagePrecision());
    var f1 = pairs.bestF1();
    metrics.put("best_f1", f1.f1());
    metrics.put("best_f1_threshold", f1.value());
    var accuracy = pairs.bestAccuracy();
    metrics.put("best_accuracy", accuracy.accuracy());
    metrics.put("best_accuracy_threshold", accuracy.value());
    return metrics;
  }

  static String line(PairDistances pairs) {
    var counts =
        String.format(
            Locale.ROOT,
            "%,d positive and %,d negative pairs",
            pairs.positive().length,
            pairs.negative().length);
    if (pairs.positive().length == 0 || pairs.negative().length == 0) {
      return counts;
    }
    return String.format(
        Locale.ROOT,
        "EER %.4f, ROC AUC %.4f over %s%s",
        pairs.equalErrorRate(),
        pairs.rocAuc(),
        counts,
        unresolvedFars(pairs));
  }

  /** The greatest of the false accept rates that need more negative pairs; may be empty. */
  static String unresolvedFars(PairDistances pairs) {
    double unresolved =
        Arrays.stream(FARS).filter(far -> far < pairs.smallestFar()).max().orElse(0);
    return unresolved == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "; TAR at FAR %s needs at least %.0f negative pairs",
            unresolved,
            1 / unresolved);
  }
}
