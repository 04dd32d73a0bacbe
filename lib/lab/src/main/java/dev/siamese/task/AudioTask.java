package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SpokenDigits;
import dev.siamese.data.AudioClips;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An examination in what is said or in who says it, by speakers that were never heard before: what
 * to learn from, what to choose by, and what to be judged on.
 *
 * @param name of the task
 * @param train sounds to learn from, labelled by what is to be told apart
 * @param validation one-shot questions over other speakers; null for none
 * @param test one-shot questions that count, over yet other speakers; of words, their data is
 *     labelled by word, and a word known from one speaker is asked of another one
 */
public record AudioTask(
    String name, AudioClips train, EpisodeSet<AudioClips> validation, EpisodeSet<AudioClips> test)
    implements Task {

  /** What {@link #named} knows. */
  public static final List<String> NAMES =
      List.of("digits", "speakers", "voices-words", "voices-speakers");

  /** On whom nothing was ever chosen. */
  private static final int TEST_SPEAKERS = 2;

  private static final int EPISODES = 100;

  /** Other speeds, at which a speaker counts as another one. */
  private static final double[] SPEEDS = {0.89, 1.12};

  /**
   * A task of that name: the spoken digits, or their speakers; or, without any data set, the same
   * of invented words by invented voices.
   *
   * @param home where the recordings are
   * @param heldOut how many of the speakers to learn from are validated on instead, 0 for none
   * @throws IllegalArgumentException if there is no such task, or too few speakers are left
   */
  public static AudioTask named(String name, DataDirectory home, int heldOut, Seed seed) {
    return switch (name) {
      case "digits" -> words(name, new SpokenDigits(home).all(), heldOut, seed);
      case "speakers" -> speakers(name, new SpokenDigits(home).all(), heldOut, seed);
      case "voices-words" -> words(name, voices(seed), heldOut, seed);
      case "voices-speakers" -> speakers(name, voices(seed), heldOut, seed);
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  private static AudioClips voices(Seed seed) {
    return new SyntheticSpeech(10, 10, 10).generate(seed.derive("voices"));
  }

  /**
   * To tell words apart, whoever says them. The last two speakers are judged on.
   *
   * @param all a class for each word of a speaker, who is its group
   */
  public static AudioTask words(String name, AudioClips all, int heldOut, Seed seed) {
    var parts = SpeakerSplit.of(all, heldOut, seed);
    return new AudioTask(
        name,
        all.filterGroups(parts.train).withSpeedPerturbation(SPEEDS).byName(),
        heldOut == 0
            ? null
            : wordEpisodes(all.filterGroups(parts.validation), seed.derive("validation")),
        acrossSpeakers(all.filterGroups(parts.test), seed.derive("test")));
  }

  /** With one held-out speaker, only questions about that voice alone can be asked. */
  private static EpisodeSet<AudioClips> wordEpisodes(AudioClips sounds, Seed seed) {
    return sounds.byGroup().classes().size() == 1
        ? withinSpeakers(sounds, seed)
        : acrossSpeakers(sounds, seed);
  }

  /**
   * To tell speakers apart, whatever they say. The last two are judged on.
   *
   * @param heldOut 0, or at least 2, of whom one is to be told from the other
   */
  public static AudioTask speakers(String name, AudioClips all, int heldOut, Seed seed) {
    var parts = SpeakerSplit.of(all, heldOut, seed);
    return new AudioTask(
        name,
        all.filterGroups(parts.train).withSpeedPerturbation(SPEEDS).byGroup(),
        heldOut == 0
            ? null
            : speakerEpisodes(all.filterGroups(parts.validation), seed.derive("validation")),
        speakerEpisodes(all.filterGroups(parts.test), seed.derive("test")));
  }

  private static EpisodeSet<AudioClips> speakerEpisodes(AudioClips sounds, Seed seed) {
    var bySpeaker = sounds.byGroup();
    int ways = bySpeaker.classes().size();
    return new EpisodeSampler(ways, 1, 5).sample(bySpeaker, EPISODES, seed);
  }

  /** Questions about words, each word known by one take of a speaker and asked of another one. */
  public static EpisodeSet<AudioClips> acrossSpeakers(AudioClips sounds, Seed seed) {
    var episodes = episodes(sounds).sampleAcrossGroups(sounds, EPISODES, seed);
    return new EpisodeSet<>(sounds.byName(), episodes);
  }

  /** Questions about words, each word known by one take of the same speaker. */
  public static EpisodeSet<AudioClips> withinSpeakers(AudioClips sounds, Seed seed) {
    var trials = episodes(sounds).sampleWithinGroups(sounds, EPISODES, seed);
    return new EpisodeSet<>(sounds.byName(), trials.episodes());
  }

  private static EpisodeSampler episodes(AudioClips sounds) {
    return new EpisodeSampler(sounds.byName().classes().size(), 1, 1);
  }

  /** Who is learned from, who is validated on, and who is judged on. */
  private record SpeakerSplit(List<String> train, List<String> validation, List<String> test) {

    static SpeakerSplit of(AudioClips all, int heldOut, Seed seed) {
      var speakers =
          all.classes().stream().map(label -> label.group()).distinct().sorted().toList();
      int others = speakers.size() - TEST_SPEAKERS;
      if (heldOut < 0 || heldOut >= others) {
        throw new IllegalArgumentException(
            "speakers to hold out: %d of %d; at least one must be left to learn from"
                .formatted(heldOut, others));
      }
      var shuffled =
          Arrays.stream(seed.derive("speakers").permutation(others)).mapToObj(speakers::get);
      var order = shuffled.toList();
      return new SpeakerSplit(
          order.subList(heldOut, others),
          order.subList(0, heldOut),
          speakers.subList(others, speakers.size()));
    }
  }

  @Override
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var encoder = recipe.createEncoder(train, device, seed);
    Recipe.setTrainingMetadata(encoder, name, recipe.createLoss(), seed);
    var training = recipe.training(encoder, train, seed.derive("training"));
    training.optValidation(validation).optListener(listener).optCheckpoint(checkpoint);
    var history = training.build().train();
    if (validation != null) {
      var threshold = FewShotResult.evaluate(encoder, validation).pairs().bestBalancedAccuracy();
      encoder.setCard(encoder.card().withThreshold(threshold.value()));
    }
    return new TrainingResult(encoder, history);
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    return OneShotTask.metrics(FewShotResult.evaluate(encoder, test));
  }

  @Override
  public String toString() {
    int questions = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return "%s: %,d sounds of %,d classes to learn from, %,d one-shot questions about other speakers"
        .formatted(name, train.size(), train.classes().size(), questions);
  }
}
