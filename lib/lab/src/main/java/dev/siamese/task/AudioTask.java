package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Dtw;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SpokenDigits;
import dev.siamese.data.AudioClips;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.model.LogMelInput;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One-shot recognition of spoken words or of their speakers, with disjoint speakers for training,
 * validation and test.
 *
 * @param name of the task
 * @param train the training clips, labelled with their words or their speakers
 * @param validation episodes of other speakers to select the best epoch by
 * @param test episodes of the last two speakers; for words, support and queries are of different
 *     speakers
 */
public record AudioTask(
    String name,
    AudioClips train,
    Optional<EpisodeSet<AudioClips>> validation,
    EpisodeSet<AudioClips> test)
    implements Task {

  static final TaskRegistry<AudioTask> REGISTRY =
      new TaskRegistry<AudioTask>()
          .with(
              "digits",
              (home, heldOut, seed) -> words("digits", new SpokenDigits(home).all(), heldOut, seed))
          .with(
              "speakers",
              (home, heldOut, seed) ->
                  speakers("speakers", new SpokenDigits(home).all(), heldOut, seed))
          .with(
              "voices-words",
              (home, heldOut, seed) -> words("voices-words", voices(seed), heldOut, seed))
          .with(
              "voices-speakers",
              (home, heldOut, seed) -> speakers("voices-speakers", voices(seed), heldOut, seed))
          .withOwnData(OwnAudio.KINDS, List.of(DataOptions.SPEAKER_PATTERN), OwnAudio::load);

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  /** The number of speakers that are used for the test only. */
  private static final int TEST_SPEAKERS = 2;

  private static final int EPISODES = 100;

  /** Speed perturbation of the training clips; a speaker at another speed is another class. */
  static final double[] SPEEDS = {0.89, 1.12};

  /**
   * Creates a task by name: the spoken digits or their speakers, or the same with synthetic words
   * and voices.
   *
   * @param name one of {@link #NAMES}
   * @param home where the recordings are
   * @param heldOut the number of speakers to validate on instead of training on them
   * @param seed of the split, the episodes and the synthetic recordings
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task, or no speaker is left for training
   */
  public static AudioTask named(String name, DataDirectory home, int heldOut, Seed seed) {
    return REGISTRY.create(name, home, heldOut, seed);
  }

  private static AudioClips voices(Seed seed) {
    return new SyntheticSpeech(10, 10, 10).generate(seed.derive("voices"));
  }

  /**
   * Recognition of words, independent of the speaker.
   *
   * @param name of the data set in reports
   * @param all clips with a class for each word of each speaker, whose group is the speaker
   * @param heldOut the number of speakers to validate on; 0 for no validation
   * @param seed of the split and the episodes
   * @return the task with each word as a class
   */
  public static AudioTask words(String name, AudioClips all, int heldOut, Seed seed) {
    var parts = SpeakerSplit.of(all, heldOut, seed);
    return new AudioTask(
        name,
        all.filterGroups(parts.train).withSpeedPerturbation(SPEEDS).byName(),
        parts.heldOut(all).map(clips -> wordEpisodes(clips, seed.derive("validation"))),
        acrossSpeakers(all.filterGroups(parts.test), seed.derive("test")));
  }

  /** A single held-out speaker allows only episodes within that speaker. */
  private static EpisodeSet<AudioClips> wordEpisodes(AudioClips clips, Seed seed) {
    return clips.byGroup().classes().size() == 1
        ? withinSpeakers(clips, seed)
        : acrossSpeakers(clips, seed);
  }

  /**
   * Recognition of speakers, whatever they say.
   *
   * @param name of the data set in reports
   * @param all clips with a class for each word of each speaker, whose group is the speaker
   * @param heldOut 0, or at least 2, so that there are speakers to tell apart
   * @param seed of the split and the episodes
   * @return the task with each speaker as a class
   */
  public static AudioTask speakers(String name, AudioClips all, int heldOut, Seed seed) {
    var parts = SpeakerSplit.of(all, heldOut, seed);
    return new AudioTask(
        name,
        all.filterGroups(parts.train).withSpeedPerturbation(SPEEDS).byGroup(),
        parts.heldOut(all).map(clips -> speakerEpisodes(clips, seed.derive("validation"))),
        speakerEpisodes(all.filterGroups(parts.test), seed.derive("test")));
  }

  private static EpisodeSet<AudioClips> speakerEpisodes(AudioClips clips, Seed seed) {
    var bySpeaker = clips.byGroup();
    int ways = bySpeaker.classes().size();
    return new EpisodeSampler(ways, 1, 5).sample(bySpeaker, EPISODES, seed);
  }

  /**
   * {@return word episodes whose support and queries are of different speakers}
   *
   * @param clips with a class for each word of each speaker
   * @param seed of the episodes
   */
  public static EpisodeSet<AudioClips> acrossSpeakers(AudioClips clips, Seed seed) {
    var episodes = episodes(clips).sampleAcrossGroups(clips, EPISODES, seed);
    return new EpisodeSet<>(clips.byName(), episodes);
  }

  /**
   * {@return word episodes whose support and queries are of one speaker}
   *
   * @param clips with a class for each word of each speaker
   * @param seed of the episodes
   */
  public static EpisodeSet<AudioClips> withinSpeakers(AudioClips clips, Seed seed) {
    var episodes = episodes(clips).sampleWithinGroups(clips, EPISODES, seed);
    return new EpisodeSet<>(clips.byName(), episodes.episodes());
  }

  private static EpisodeSampler episodes(AudioClips clips) {
    return new EpisodeSampler(clips.byName().classes().size(), 1, 1);
  }

  /** The speakers of each part. */
  private record SpeakerSplit(List<String> train, List<String> validation, List<String> test) {

    static SpeakerSplit of(AudioClips all, int heldOut, Seed seed) {
      var speakers =
          all.classes().stream().map(label -> label.group()).distinct().sorted().toList();
      int others = speakers.size() - TEST_SPEAKERS;
      if (heldOut < 0 || heldOut >= others) {
        throw new IllegalArgumentException(
            "heldOut is %d, but %d speakers are not for the test: hold out fewer, so that at least one is left for training"
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

    /** The clips of the validation speakers; empty if there are none. */
    Optional<AudioClips> heldOut(AudioClips all) {
      return validation.isEmpty() ? Optional.empty() : Optional.of(all.filterGroups(validation));
    }
  }

  @Override
  public TrainingResult train(
      TrainingConfig config,
      Device device,
      Seed seed,
      TrainingListener listener,
      Optional<Path> checkpoint) {
    var encoder = config.createEncoder(train, device, seed);
    var trainer = TaskTraining.builder(encoder, name, train, config, seed, listener, checkpoint);
    validation.ifPresent(trainer::optValidation);
    var history = trainer.build().train();
    validation.ifPresent(episodes -> calibrate(encoder, episodes));
    return new TrainingResult(encoder, history);
  }

  private static void calibrate(Encoder encoder, EpisodeSet<AudioClips> episodes) {
    var threshold = FewShotResult.evaluate(encoder, episodes).pairs().bestBalancedAccuracy();
    encoder.setCard(encoder.card().withThreshold(threshold.value()));
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    return OneShotTask.metrics(FewShotResult.evaluate(encoder, test));
  }

  /** Dynamic time warping of the spectra that the default recipe computes. */
  @Override
  public Optional<Baseline> baseline() {
    var input = (LogMelInput) Recipes.load("audio").input();
    var spectra = input.logMelFrames(test.data()).resampledTo(input.targetFrames());
    var result = new Dtw(0.2).evaluate(test, spectra);
    return Optional.of(new Baseline("dynamic time warping", OneShotTask.metrics(result)));
  }

  @Override
  public String toString() {
    int queries = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return "%s: %,d training clips of %,d classes, %,d one-shot queries of other speakers"
        .formatted(name, train.size(), train.classes().size(), queries);
  }
}
