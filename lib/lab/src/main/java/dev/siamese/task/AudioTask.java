package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.baseline.Dtw;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.SpokenDigits;
import dev.siamese.data.AudioClips;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.model.LogMelInput;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.synthetic.SyntheticSpeech;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One-shot recognition of spoken words or of their speakers, with disjoint speakers for training,
 * validation and test.
 *
 * @param name of the task
 * @param train the training clips, labelled with their words or their speakers
 * @param validation episodes of other speakers to select the best epoch by
 * @param test episodes of the last two speakers; for words, support and queries are of different
 *     speakers
 * @param copies the number of speeds of each training clip: {@code train} has all clips at the
 *     first speed, then all at the next
 */
public record AudioTask(
    String name,
    AudioClips train,
    Optional<EpisodeSet<AudioClips>> validation,
    EpisodeSet<AudioClips> test,
    int copies)
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
          .withOwnData(
              OwnAudio.KINDS,
              List.of(DataOptions.SPEAKER_PATTERN),
              OwnAudio::load,
              OwnAudioEvaluation::of);

  /** The names for {@link #named}. */
  public static final List<String> NAMES = REGISTRY.names();

  private static final int EPISODES = 100;

  /** Speed perturbation of the training clips; a speaker at another speed is another class. */
  static final double[] SPEEDS = {0.89, 1.12};

  /**
   * A task whose training clips have one speed.
   *
   * @param name of the task
   * @param train the training clips
   * @param validation episodes to select the best epoch by
   * @param test episodes for the final evaluation
   */
  public AudioTask(
      String name,
      AudioClips train,
      Optional<EpisodeSet<AudioClips>> validation,
      EpisodeSet<AudioClips> test) {
    this(name, train, validation, test, 1);
  }

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
        all.filterGroups(parts.train()).withSpeedPerturbation(SPEEDS).byName(),
        parts.heldOut(all).map(clips -> wordEpisodes(clips, seed.derive("validation"))),
        acrossSpeakers(all.filterGroups(parts.test()), seed.derive("test")),
        SPEEDS.length + 1);
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
        all.filterGroups(parts.train()).withSpeedPerturbation(SPEEDS).byGroup(),
        parts.heldOut(all).map(clips -> speakerEpisodes(clips, seed.derive("validation"))),
        speakerEpisodes(all.filterGroups(parts.test()), seed.derive("test")),
        SPEEDS.length + 1);
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

  /** Dynamic time warping of the spectra that the default recipe computes. */
  @Override
  public Optional<Baseline> baseline() {
    var input = (LogMelInput) Recipes.load("audio").input();
    var spectra = input.logMelFrames(test.data()).resampledTo(input.targetFrames());
    var result = new Dtw(0.2).evaluate(test, spectra);
    return Optional.of(new Baseline("dynamic time warping", OneShotTask.metrics(result)));
  }

  /** Of the clips at the first speed; the parts have their copies, too. */
  @Override
  public int[] trainingClassSizes() {
    return IntStream.of(originals().classSizes()).filter(size -> size > 0).toArray();
  }

  @Override
  public AudioTask trainSubset(int classes, double fraction, Seed seed) {
    var originals = originals();
    var rows = TrainSubset.rows(originals.targets(), classes, fraction, seed);
    var all =
        IntStream.range(0, copies)
            .flatMap(copy -> IntStream.of(rows).map(row -> copy * originals.size() + row));
    var part = TrainSubset.select(train, all.toArray());
    return new AudioTask(name, part, validation, test, copies);
  }

  private AudioClips originals() {
    return train.select(IntStream.range(0, train.size() / copies).toArray());
  }

  @Override
  public String toString() {
    int queries = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return "%s: %,d training clips of %,d classes, %,d one-shot queries of other speakers"
        .formatted(name, train.size(), train.classes().size(), queries);
  }
}
