package bench;

import ai.djl.ndarray.NDArray;
import dev.siamese.distance.Distances;
import dev.siamese.engine.Torch;
import dev.siamese.evaluation.Retrieval;
import java.util.Map;

/** Queries per second of MAP@R and recall@1, every sample being asked for among all others. */
final class RetrievalSpeed implements Work {

  /** Calls until Java has compiled what each of them repeats billions of times. */
  private static final int WARM_UP = 5;

  @Override
  public Figures measure(Setting setting) {
    var clouds = Clouds.standard();
    try (var manager = Torch.manager(setting.device())) {
      var embeddings = clouds.embeddings(manager);
      Retrieval result = null;
      for (int i = 0; i < WARM_UP; i++) {
        result = ask(embeddings, clouds.labels());
      }
      return new Figures(
          "queries/s",
          Stopwatch.perSecond(
              setting.rounds(), result.queries(), () -> ask(embeddings, clouds.labels())),
          Map.of("map_at_r", result.mapAtR(), "recall_at_1", result.recallAt(1)));
    }
  }

  private static Retrieval ask(NDArray embeddings, int[] labels) {
    return Retrieval.of(embeddings, labels, Distances.EUCLIDEAN, 1);
  }
}
