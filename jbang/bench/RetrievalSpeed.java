package bench;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.RetrievalMetrics;
import dev.siamese.tensor.Torch;
import java.util.Map;

/** Queries per second of MAP@R and recall@1; every sample is a query among all others. */
final class RetrievalSpeed implements Workload {

  /** Calls until the JVM has compiled the inner loops. */
  private static final int WARM_UP = 5;

  @Override
  public BenchmarkResult measure(Settings settings) {
    var data = ClusteredEmbeddings.omniglotSized();
    try (var manager = Torch.manager(settings.device())) {
      var embeddings = data.embeddings(manager);
      RetrievalMetrics result = null;
      for (int i = 0; i < WARM_UP; i++) {
        result = evaluate(embeddings, data.labels());
      }
      return new BenchmarkResult(
          "queries/s",
          Stopwatch.perSecond(
              settings.rounds(), result.queries(), () -> evaluate(embeddings, data.labels())),
          Map.of("map_at_r", result.mapAtR(), "recall_at_1", result.recallAt(1)));
    }
  }

  private static RetrievalMetrics evaluate(NDArray embeddings, int[] labels) {
    return RetrievalMetrics.of(embeddings, labels, Distances.EUCLIDEAN, 1);
  }
}
