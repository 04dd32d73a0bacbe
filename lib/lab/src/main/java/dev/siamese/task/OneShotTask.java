package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.catalog.Orl;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.data.Split;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.Episode;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.study.Experiment;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An examination in one-shot recognition: what to learn from, what to choose by, and what to be
 * judged on, no class in more than one of them.
 *
 * @param name of the data
 * @param train samples to learn from
 * @param validation questions by which the best epoch is chosen; null for none
 * @param test questions that count
 */
public record OneShotTask(
    String name, Images train, EpisodeSet<Images> validation, EpisodeSet<Images> test)
    implements Task {

  private static final int VALIDATION_EPISODES = 200;
  private static final int TEST_EPISODES = 20;
  private static final int EPISODES = 100;

  /** The side to which pictures of any size are brought, in pixels. */
  private static final int IMAGE_SIZE = 112;

  /** Runs of several seeds hold out the same alphabets, or their errors would not compare. */
  private static final Seed SPLIT_SEED = new Seed(1).derive("split");

  /** What {@link #named} knows. */
  public static final List<String> NAMES =
      List.of("glyphs", "omniglot", "omniglot-small1", "omniglot-small2", "omniglot-1200", "faces");

  /**
   * A task of that name: invented characters; Omniglot's official one-shot trials, learned from its
   * background set or from one of the two small ones; or its 1,623 characters split at random,
   * 1,200 to learn from and 1,000 questions over the other 423 and their quarter turns; or {@link
   * #faces}; or, by its path, a {@link #folder} of one's own.
   *
   * @param home where the data is, or is downloaded to
   * @param heldOut how many alphabets, of 30 or 5, or people, of 28, are not learned from but
   *     validated on, 0 for none, the same alphabets for every seed; of invented characters and of
   *     the random split it is only asked whether to
   * @throws IllegalArgumentException if there is no such task
   */
  public static OneShotTask named(String name, DataDirectory home, int heldOut, Seed seed) {
    if (!NAMES.contains(name)) {
      if (Files.exists(Path.of(name))) {
        return folder(Path.of(name), heldOut, seed);
      }
      throw new IllegalArgumentException(
          "there is no task \"%s\", only %s, or the path of a folder with one sub-folder of pictures for each class"
              .formatted(name, String.join(", ", NAMES)));
    }
    if (name.equals("glyphs")) {
      var task = glyphs(seed);
      return new OneShotTask(name, task.train, heldOut > 0 ? task.validation : null, task.test);
    }
    if (name.equals("faces")) {
      return faces(new Orl(home), heldOut, seed);
    }
    var omniglot = new Omniglot(home);
    return switch (name) {
      case "omniglot-small1" -> officialTrials(name, omniglot, omniglot.small1(), heldOut, seed);
      case "omniglot-small2" -> officialTrials(name, omniglot, omniglot.small2(), heldOut, seed);
      case "omniglot-1200" -> randomSplit(omniglot, heldOut > 0, seed);
      default -> officialTrials(name, omniglot, omniglot.background(), heldOut, seed);
    };
  }

  /** Omniglot if it can be had without a download, otherwise invented characters; see the name. */
  public static OneShotTask defaultTask(Seed seed) {
    var home = DataDirectory.fromEnvironment();
    boolean real =
        home.isPresent("omniglot/images_background.zip") && home.isPresent("omniglot/all_runs.zip");
    return real ? omniglot(new Omniglot(home), seed) : glyphs(seed);
  }

  /**
   * Invented characters: 40 alphabets to learn, 5 to choose by, 10 for 400 questions that count.
   */
  public static OneShotTask glyphs(Seed seed) {
    var train = SyntheticGlyphs.alphabets(40).generate(seed.derive("train"));
    var held = SyntheticGlyphs.alphabets(5).generate(seed.derive("validation"));
    var test = SyntheticGlyphs.alphabets(10).generate(seed.derive("test"));
    var episodes = EpisodeSampler.TWENTY_WAY_ONE_SHOT;
    return new OneShotTask(
        "Glyphs",
        train,
        episodes.sampleWithinGroups(held, VALIDATION_EPISODES, seed.derive("validation")),
        episodes.sampleWithinGroups(test, TEST_EPISODES, seed.derive("test")));
  }

  /**
   * Omniglot's official one-shot trials, with 25 background alphabets to learn from and 5 to choose
   * by.
   */
  public static OneShotTask omniglot(Omniglot omniglot, Seed seed) {
    return officialTrials("Omniglot", omniglot, omniglot.background(), 5, seed);
  }

  /**
   * The people of ORL: 28 to learn from and 10, drawn by the seed, who are judged on. Each of their
   * ten photos in turn is the only one known of them, and all others are to be named; the pairs of
   * all their photos are for verification.
   *
   * @param heldOut how many of the 28 are not learned from but validated on, 0 for none
   */
  public static OneShotTask faces(Orl orl, int heldOut, Seed seed) {
    return splitByClass(
        "faces", orl.faces(), 10, heldOut, seed, (data, unused) -> singleReferenceEpisodes(data));
  }

  private static OneShotTask splitByClass(
      String name,
      Images all,
      int judged,
      int heldOut,
      Seed seed,
      BiFunction<Images, Seed, EpisodeSet<Images>> questions) {
    var split = Split.byClass(all, judged, seed.derive("split"));
    var test = questions.apply(split.heldOut(), seed.derive("test"));
    if (heldOut == 0) {
      return new OneShotTask(name, split.train(), null, test);
    }
    var inner = Split.byClass(split.train(), heldOut, seed.derive("inner"));
    var validation = questions.apply(inner.heldOut(), seed.derive("validation"));
    return new OneShotTask(name, inner.train(), validation, test);
  }

  /**
   * Pictures of one's own, a sub-folder for each class: a quarter of the classes, drawn by the
   * seed, are judged on, by 100 questions, each of up to twenty of them by one picture of each.
   *
   * @param folder it, or a zip of it
   * @param heldOut how many of the other classes are not learned from but validated on, 0 for none
   * @throws dev.siamese.data.DataException if it cannot be read
   * @throws IllegalArgumentException with fewer than two classes to learn from, to validate on or
   *     to be judged on
   */
  public static OneShotTask folder(Path folder, int heldOut, Seed seed) {
    var all = new ImageFolder(folder).readLabeled(picture -> picture.resized(IMAGE_SIZE));
    int judged = all.classes().size() / 4;
    if (judged < 2 || heldOut == 1 || all.classes().size() - judged - heldOut < 2) {
      throw new IllegalArgumentException(
          "%s has %d classes: a quarter of them is judged on and %d are validated on, and each part needs two"
              .formatted(folder, all.classes().size(), heldOut));
    }
    var name = folder.getFileName().toString();
    return splitByClass(name, all, judged, heldOut, seed, OneShotTask::episodes);
  }

  private static EpisodeSet<Images> episodes(Images data, Seed seed) {
    int ways = Math.min(20, data.classes().size());
    return new EpisodeSampler(ways, 1, 1).sample(data, EPISODES, seed);
  }

  /** As many questions as each class has samples: the n-th of each is known, and no other one. */
  private static EpisodeSet<Images> singleReferenceEpisodes(Images data) {
    int samples = data.size() / data.classes().size();
    return new EpisodeSet<>(
        data,
        IntStream.range(0, samples)
            .mapToObj(known -> singleReferenceEpisode(data, known, samples))
            .toList());
  }

  private static Episode singleReferenceEpisode(Images data, int known, int samples) {
    var rows = IntStream.range(0, data.size());
    var parts = rows.boxed().collect(Collectors.partitioningBy(row -> row % samples == known));
    return new Episode(
        parts.get(true).stream().mapToInt(Integer::intValue).toArray(),
        parts.get(false).stream().mapToInt(Integer::intValue).toArray());
  }

  private static OneShotTask officialTrials(
      String name, Omniglot omniglot, Images background, int heldOut, Seed seed) {
    if (heldOut == 0) {
      return new OneShotTask(name, background, null, omniglot.trials());
    }
    var split = Split.byGroup(background, heldOut, SPLIT_SEED);
    var validation =
        EpisodeSampler.TWENTY_WAY_ONE_SHOT.sampleWithinGroups(
            split.heldOut(), VALIDATION_EPISODES, seed.derive("validation"));
    return new OneShotTask(name, split.train(), validation, omniglot.trials());
  }

  private static OneShotTask randomSplit(Omniglot omniglot, boolean validated, Seed seed) {
    var all = omniglot.background().concatDisjoint(omniglot.evaluation());
    var split = Split.byClass(all, 423, seed.derive("split"));
    var episodes = EpisodeSampler.TWENTY_WAY_ONE_SHOT;
    var test = episodes.sample(split.heldOut().withRotatedClasses(), 1000, seed.derive("test"));
    if (!validated) {
      return new OneShotTask("omniglot-1200", split.train(), null, test);
    }
    var inner = Split.byClass(split.train(), 200, seed.derive("inner"));
    return new OneShotTask(
        "omniglot-1200",
        inner.train(),
        episodes.sample(inner.heldOut(), VALIDATION_EPISODES, seed.derive("validation")),
        test);
  }

  @Override
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    var experiment = new Experiment(this, recipe, device);
    var encoder = experiment.createEncoder(seed);
    return new TrainingResult(
        encoder, experiment.train(encoder, recipe.createLoss(), seed, listener, checkpoint));
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    return metrics(FewShotResult.evaluate(encoder, test));
  }

  /** What one-shot answers are worth, with the 95 % interval of the error. */
  static Map<String, Double> metrics(FewShotResult answers) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("error", answers.error().value());
    figures.put("low", answers.error().low());
    figures.put("high", answers.error().high());
    figures.put("equal_error_rate", answers.pairs().equalErrorRate());
    return figures;
  }

  @Override
  public String toString() {
    int questions = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    boolean alphabets = !train.classes().get(0).group().isEmpty();
    var classes = name.equals("faces") ? "people" : alphabets ? "characters" : "classes";
    return "%s: %,d images of %,d %s to learn from, %,d one-shot questions about others"
        .formatted(name, train.size(), train.classes().size(), classes, questions);
  }
}
