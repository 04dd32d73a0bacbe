package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.TextTfIdf;
import dev.siamese.data.Texts;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Classification of texts by the nearest texts of known class, or retrieval of a text by a
 * corrupted copy, which is the same with each text as a class.
 *
 * @param name of the data set
 * @param train the training texts
 * @param validation episodes of other texts to select the best epoch by
 * @param test episodes for the final evaluation
 */
public record TextClassTask(
    String name, Texts train, Optional<EpisodeSet<Texts>> validation, EpisodeSet<Texts> test)
    implements Task {

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    return TaskTraining.train(name, train, validation, config, device, seed, listener, checkpoint);
  }

  @Override
  public Measurements measure(Encoder encoder) {
    return OneShotTask.metrics(FewShotResult.evaluate(encoder, test));
  }

  @Override
  public Optional<PairDistances> testDistances(Encoder encoder) {
    return Optional.of(FewShotResult.evaluate(encoder, test).pairs());
  }

  @Override
  public Optional<RecordedSplit> split() {
    var heldOut = validation.map(TextClassTask::texts);
    return Optional.of(OwnTextSplit.of(train, heldOut, texts(test)));
  }

  /** The texts of episodes; of one episode only those in it, without corrupted copies. */
  private static Texts texts(EpisodeSet<Texts> episodes) {
    if (episodes.episodes().size() > 1) {
      return episodes.data();
    }
    var episode = episodes.episodes().get(0);
    boolean isRetrieval = episode.support().length == episodes.data().classes().size();
    return episodes.data().select(isRetrieval ? episode.support() : episode.query());
  }

  /** The cosine distance of TF-IDF vectors of character 3-grams. */
  @Override
  public Optional<Baseline> baseline() {
    return Optional.of(
        new Baseline("TF-IDF of 3-grams", OneShotTask.metrics(TextTfIdf.evaluate(test))));
  }

  @Override
  public String toString() {
    int queries = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return "%s: %,d training texts of %,d classes, %,d test queries"
        .formatted(name, train.size(), train.classes().size(), queries);
  }
}
