package bench;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distances;
import dev.siamese.metrics.RetrievalMetrics;
import dev.siamese.tensor.Torch;
import java.util.Map;

/** Queries per second of MAP@R and recall@1, every sample being asked for among all others. */
final class RetrievalSpeed implements Workload {

  /** Calls until Java has compiled what each of them repeats billions of times. */
  private static final int WARM_UP = 5;

  @Override
  public BenchmarkResult measure(Settings setting) {
    var clouds = ClusteredEmbeddings.omniglotSized();
    try (var manager = Torch.manager(setting.device())) {
      var embeddings = clouds.embeddings(manager);
      RetrievalMetrics result = null;
      for (int i = 0; i < WARM_UP; i++) {
        result = evaluate(embeddings, clouds.labels());
      }
      return new BenchmarkResult(
          "queries/s",
          Stopwatch.perSecond(
              setting.rounds(), result.queries(), () -> evaluate(embeddings, clouds.labels())),
          Map.of("map_at_r", result.mapAtR(), "recall_at_1", result.recallAt(1)));
    }
  }

  private static RetrievalMetrics evaluate(NDArray embeddings, int[] labels) {
    return RetrievalMetrics.of(embeddings, labels, Distances.EUCLIDEAN, 1);
  }
}
