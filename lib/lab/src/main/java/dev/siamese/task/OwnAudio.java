package dev.siamese.task;

import dev.siamese.catalog.AudioFolder;
import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Split;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Audio clips of the user's own. */
final class OwnAudio {

  static final String KINDS =
      "a folder or zip with one sub-folder of .wav files for each class, and in it, if known, one for each speaker";

  static final String SPEAKER = "speaker"; // of a recorded split

  private static final int EPISODES = 100;
  private static final int MIN_SPEAKERS = 4;
  private static final int MIN_CLASSES = 8; // for a test of classes that were not trained on
  private static final int MAX_WAYS = 20;

  private OwnAudio() {}

  /**
   * Holds out speakers if there are at least four with classes in common, else classes if there are
   * at least eight, else clips of each class.
   *
   * @param path a folder or zip file
   * @param options the pattern of speakers in file names, if there is one
   * @param heldOut the number of speakers or classes for validation, or {@link TaskType#FIT};
   *     ignored where clips are held out
   * @param seed of the split and the episodes
   * @param skipped receives the error of each file that cannot be read
   * @return the task
   * @throws DataException if it cannot be read, or there is too little for a split
   */
  static Task load(
      Path path, DataOptions options, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var folder = new AudioFolder(path, speakerPattern(options));
    var all = folder.read(skipped);
    OwnParts.requireClasses(path, all.byName(), "clips", 2, "as pairs");
    var note = folder.skipped();
    var suffix = note.isEmpty() ? "" : "; " + note;
    var speakers = all.classes().stream().map(ClassInfo::group).distinct().count();
    boolean speakersKnown = all.classes().stream().noneMatch(each -> each.group().isEmpty());
    if (speakersKnown && speakers >= MIN_SPEAKERS) {
      int test = (int) Math.max(2, speakers / 4);
      var split = Split.byGroup(all, test, seed.derive("split"));
      int ways = commonWays(split.heldOut());
      if (ways >= 2) {
        return bySpeaker(path, split, ways, heldOut, seed, suffix);
      }
    }
    var clips = all.byName();
    return clips.classes().size() >= MIN_CLASSES
        ? byClass(path, clips, heldOut, seed, suffix)
        : byClip(path, clips, seed, suffix);
  }

  /** The pattern of speakers in file names. */
  static Optional<Pattern> speakerPattern(DataOptions options) {
    return options
        .get(DataOptions.SPEAKER_PATTERN)
        .map(
            text -> {
              try {
                return Pattern.compile(text);
              } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                    "the pattern of speakers \"%s\" is no regular expression: %s"
                        .formatted(text, e.getDescription()));
              }
            });
  }

  private static Task bySpeaker(
      Path path, Split<AudioClips> split, int ways, int heldOut, Seed seed, String suffix) {
    var test = acrossSpeakers(split.heldOut(), ways, seed.derive("test"));
    int others = groups(split.train()).size();
    int all = others + groups(split.heldOut()).size();
    int held =
        validation(path, OwnParts.heldOut(heldOut, all, all - others), others, 1, "speakers");
    var train = split.train();
    Optional<EpisodeSet<AudioClips>> validation = Optional.empty();
    if (held > 0) {
      var inner = Split.byGroup(split.train(), held, seed.derive("inner"));
      int innerWays = commonWays(inner.heldOut());
      if (innerWays >= 2) {
        train = inner.train();
        validation =
            Optional.of(acrossSpeakers(inner.heldOut(), innerWays, seed.derive("validation")));
      } else {
        held = 0;
      }
    }
    var words = train.withSpeedPerturbation(AudioTask.SPEEDS).byName();
    var validated = new ArrayList<>(groups(split.train()));
    validated.removeAll(groups(train));
    return described(
        new AudioTask(OwnParts.name(path), words, validation, test, AudioTask.SPEEDS.length + 1),
        new RecordedSplit(SPEAKER, "by speaker", groups(train), validated, groups(split.heldOut())),
        "%s of %s for training (at three speeds), %d held out for validation, %d for the test: %d-way one-shot, query and support by different speakers"
                .formatted(
                    Counts.of(train.size(), "clip"),
                    Counts.of(groups(train).size(), "speaker"),
                    held,
                    groups(split.heldOut()).size(),
                    ways)
            + suffix);
  }

  private static Task byClass(Path path, AudioClips all, int heldOut, Seed seed, String suffix) {
    int classes = all.classes().size();
    int test = classes / 4;
    int held =
        validation(path, OwnParts.heldOut(heldOut, classes, test), classes - test, 2, "classes");
    var split = Split.byClass(all, test, seed.derive("split"));
    var train = split.train();
    Optional<EpisodeSet<AudioClips>> validation = Optional.empty();
    if (held > 0) {
      var inner = Split.byClass(train, held, seed.derive("inner"));
      train = inner.train();
      validation = Optional.of(episodes(inner.heldOut(), seed.derive("validation")));
    }
    var episodes = episodes(split.heldOut(), seed.derive("test"));
    return described(
        new AudioTask(OwnParts.name(path), train, validation, episodes),
        RecordedSplit.of(
            "class", "by class", train, validation.map(EpisodeSet::data), split.heldOut()),
        "%s of %s for training, %d other classes held out for validation, %d for the test: %d-way one-shot"
                .formatted(
                    Counts.of(train.size(), "clip"),
                    Counts.of(train.classes().size(), "class"),
                    held,
                    test,
                    Math.min(MAX_WAYS, test))
            + suffix);
  }

  static EpisodeSet<AudioClips> episodes(AudioClips clips, Seed seed) {
    int ways = Math.min(MAX_WAYS, clips.classes().size());
    return new EpisodeSampler(ways, 1, 1).sample(clips, EPISODES, seed);
  }

  /** Queries of clips that were not trained on, with support from the training clips. */
  private static Task byClip(Path path, AudioClips all, Seed seed, String suffix) {
    var isTest = OwnParts.stratifiedThird(path, all, "clips", seed.derive("split"));
    var train = OwnParts.rows(isTest, false);
    var test = OwnParts.rows(isTest, true);
    return described(
        new AudioTask(
            OwnParts.name(path),
            all.select(train),
            Optional.empty(),
            acrossParts(all, train, test, seed)),
        new RecordedSplit(
            "sample", "by clip", hashes(all.select(train)), List.of(), hashes(all.select(test))),
        "%s of %s for training, %d other clips of the same classes held out for the test: %d-way one-shot (%d classes allow a test of new classes)"
                .formatted(
                    Counts.of(train.length, "clip"),
                    Counts.of(all.classes().size(), "class"),
                    test.length,
                    all.classes().size(),
                    MIN_CLASSES)
            + suffix);
  }

  static EpisodeSet<AudioClips> acrossParts(
      AudioClips all, int[] support, int[] queries, Seed seed) {
    return new EpisodeSet<>(all, OwnParts.episodes(all, support, queries, EPISODES, seed));
  }

  static List<String> hashes(AudioClips clips) {
    return OwnSeries.hashes(clips.samples());
  }

  static EpisodeSet<AudioClips> acrossSpeakers(AudioClips clips, int ways, Seed seed) {
    var episodes = new EpisodeSampler(ways, 1, 1).sampleAcrossGroups(clips, EPISODES, seed);
    return new EpisodeSet<>(clips.byName(), episodes);
  }

  /** The smallest number of classes that two of the speakers have in common, at most 20. */
  static int commonWays(AudioClips clips) {
    var names =
        clips.classes().stream()
            .collect(
                Collectors.groupingBy(
                    ClassInfo::group, Collectors.mapping(ClassInfo::name, Collectors.toSet())));
    int fewest = names.size() < 2 ? 0 : MAX_WAYS;
    for (var a : names.values()) {
      for (var b : names.values()) {
        Set<String> common = new HashSet<>(a);
        common.retainAll(b);
        fewest = Math.min(fewest, common.size());
      }
    }
    return fewest;
  }

  static List<String> groups(AudioClips clips) {
    return clips.classes().stream().map(ClassInfo::group).distinct().toList();
  }

  /** The number to validate on; at least some others must be left for training. */
  private static int validation(Path path, int held, int others, int left, String noun) {
    if (held < 0 || held == 1 || others - held < left) {
      throw new IllegalArgumentException(
          "%s has %d %s beside the test, of which %d cannot be held out: 0, or at least 2, and at least %d left for training"
              .formatted(path, others, noun, held, left));
    }
    return held;
  }

  private static Task described(AudioTask task, RecordedSplit recorded, String split) {
    return new OwnTask(task, task.name() + ": " + split, Optional.of(recorded));
  }
}
