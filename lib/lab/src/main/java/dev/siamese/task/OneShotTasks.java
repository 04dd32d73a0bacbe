package dev.siamese.task;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Omniglot;
import dev.siamese.catalog.Orl;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Split;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Creates one-shot tasks of public data sets, of synthetic glyphs, and of a folder of images. */
public final class OneShotTasks {

  private static final int VALIDATION_EPISODES = 200;
  private static final int TEST_EPISODES = 20;

  /** All runs hold out the same alphabets, whatever their seed, so that their errors compare. */
  private static final Seed SPLIT_SEED = new Seed(1).derive("split");

  static final TaskRegistry<OneShotTask> IMAGES =
      new TaskRegistry<OneShotTask>()
          .with("glyphs", (home, heldOut, seed) -> namedGlyphs(heldOut, seed))
          .with("omniglot", official("omniglot", Omniglot::background))
          .with("omniglot-small1", official("omniglot-small1", Omniglot::small1))
          .with("omniglot-small2", official("omniglot-small2", Omniglot::small2))
          .with(
              "omniglot-1200",
              (home, heldOut, seed) -> randomSplit(new Omniglot(home), heldOut > 0, seed))
          .with("faces", (home, heldOut, seed) -> faces(new Orl(home), heldOut, seed))
          .withOwnData(OwnImages.KINDS, OwnImages::load, OwnImages::evaluation);

  static final TaskRegistry<OneShotTask> FACES =
      new TaskRegistry<OneShotTask>()
          .with("faces", (home, heldOut, seed) -> faces(new Orl(home), heldOut, seed))
          .withOwnData(OwnImages.KINDS, OwnImages::load, OwnImages::evaluation);

  /**
   * The names for {@link #named}: synthetic glyphs; Omniglot's official one-shot trials with its
   * background set or one of its two small sets for training; Omniglot's 1,623 characters split at
   * random, 1,200 for training and 1,000 episodes of the other 423 and their rotations by 90°; and
   * {@link #faces}.
   */
  public static final List<String> NAMES = IMAGES.names();

  private OneShotTasks() {}

  /**
   * Creates a task by name.
   *
   * @param name one of {@link #NAMES}, or the path of a folder with a sub-folder for each class
   * @param home where the data sets are, or are downloaded to
   * @param heldOut the number of alphabets (of 30 or 5) or people (of 28) to validate on instead of
   *     training on them; 0 for no validation. The alphabets are the same for every seed. Glyphs
   *     and the random split have a fixed number, if it is above 0
   * @param seed of synthetic images, random splits and episodes
   * @return the task, read or generated
   * @throws IllegalArgumentException if there is no such task
   * @throws DataException if the path has pairs of images
   */
  public static OneShotTask named(String name, DataDirectory home, int heldOut, Seed seed) {
    var task = TaskRegistry.load(IMAGES, name, home, heldOut, seed, DataException::raise);
    if (task instanceof OneShotTask oneShot) {
      return oneShot;
    }
    throw new DataException(name + " has pairs of images: classes of images are needed");
  }

  /**
   * {@return whether the test episodes of a task are Omniglot's official trials}
   *
   * @param name as for {@link #named}
   */
  public static boolean hasOfficialTrials(String name) {
    return List.of("omniglot", "omniglot-small1", "omniglot-small2").contains(name);
  }

  /**
   * Omniglot if it is in a data directory, otherwise synthetic glyphs; the name tells which.
   *
   * @param seed of synthetic images and validation episodes
   * @return the task
   */
  public static OneShotTask defaultTask(Seed seed) {
    var home = DataDirectory.fromEnvironment();
    boolean present =
        home.isPresent("omniglot/images_background.zip") && home.isPresent("omniglot/all_runs.zip");
    return present ? omniglot(new Omniglot(home), seed) : glyphs(seed);
  }

  /**
   * Synthetic glyphs: 40 training alphabets, 5 for validation, 10 for 400 test queries.
   *
   * @param seed equal seeds give equal images and episodes
   * @return the task
   */
  public static OneShotTask glyphs(Seed seed) {
    var train = SyntheticGlyphs.alphabets(40).generate(seed.derive("train"));
    var validation = SyntheticGlyphs.alphabets(5).generate(seed.derive("validation"));
    var test = SyntheticGlyphs.alphabets(10).generate(seed.derive("test"));
    var sampler = EpisodeSampler.TWENTY_WAY_ONE_SHOT;
    return new OneShotTask(
        "Glyphs",
        train,
        Optional.of(
            sampler.sampleWithinGroups(validation, VALIDATION_EPISODES, seed.derive("validation"))),
        sampler.sampleWithinGroups(test, TEST_EPISODES, seed.derive("test")));
  }

  private static OneShotTask namedGlyphs(int heldOut, Seed seed) {
    var task = glyphs(seed);
    var validation = task.validation().filter(episodes -> heldOut > 0);
    return new OneShotTask("glyphs", task.train(), validation, task.test());
  }

  /**
   * Omniglot's official one-shot trials, with 25 training and 5 validation alphabets.
   *
   * @param omniglot the data set
   * @param seed of the validation episodes
   * @return the task
   */
  public static OneShotTask omniglot(Omniglot omniglot, Seed seed) {
    return officialTrials("Omniglot", omniglot, omniglot.background(), 5, seed);
  }

  /**
   * The people of ORL, split at random: 28 for training and 10 for the test. Each of their ten
   * images in turn is the only support sample of a person, and all others are queries.
   *
   * @param orl the data set
   * @param heldOut the number of the 28 people to validate on instead of training on them
   * @param seed of the split
   * @return the task
   */
  public static OneShotTask faces(Orl orl, int heldOut, Seed seed) {
    return faces("faces", orl.faces(), heldOut, seed);
  }

  /**
   * The same with other images.
   *
   * @param name of the data set
   * @param faces as many images of each person, person by person; 10 people are the test
   * @param heldOut the number of the other people to validate on instead of training on them
   * @param seed of the split
   * @return the task
   */
  public static OneShotTask faces(String name, Images faces, int heldOut, Seed seed) {
    return splitByClass(name, faces, 10, heldOut, seed, (data, unused) -> leaveAllButOneOut(data));
  }

  static OneShotTask splitByClass(
      String name,
      Images all,
      int testClasses,
      int heldOut,
      Seed seed,
      BiFunction<Images, Seed, EpisodeSet<Images>> sampler) {
    var split = Split.byClass(all, testClasses, seed.derive("split"));
    var test = sampler.apply(split.heldOut(), seed.derive("test"));
    if (heldOut == 0) {
      return new OneShotTask(name, split.train(), Optional.empty(), test);
    }
    var inner = Split.byClass(split.train(), heldOut, seed.derive("inner"));
    var validation = sampler.apply(inner.heldOut(), seed.derive("validation"));
    return new OneShotTask(name, inner.train(), Optional.of(validation), test);
  }

  /** As many episodes as a class has samples: the support of the n-th is the n-th of each class. */
  private static EpisodeSet<Images> leaveAllButOneOut(Images data) {
    int samples = data.size() / data.classes().size();
    return new EpisodeSet<>(
        data, IntStream.range(0, samples).mapToObj(n -> supportOfIndex(data, n, samples)).toList());
  }

  private static Episode supportOfIndex(Images data, int index, int samples) {
    var parts =
        IntStream.range(0, data.size())
            .boxed()
            .collect(Collectors.partitioningBy(row -> row % samples == index));
    return new Episode(
        parts.get(true).stream().mapToInt(Integer::intValue).toArray(),
        parts.get(false).stream().mapToInt(Integer::intValue).toArray());
  }

  private static TaskRegistry.Factory<OneShotTask> official(
      String name, Function<Omniglot, Images> background) {
    return (home, heldOut, seed) -> {
      var omniglot = new Omniglot(home);
      return officialTrials(name, omniglot, background.apply(omniglot), heldOut, seed);
    };
  }

  private static OneShotTask officialTrials(
      String name, Omniglot omniglot, Images background, int heldOut, Seed seed) {
    if (heldOut == 0) {
      return new OneShotTask(name, background, Optional.empty(), omniglot.trials());
    }
    var split = Split.byGroup(background, heldOut, SPLIT_SEED);
    var validation =
        EpisodeSampler.TWENTY_WAY_ONE_SHOT.sampleWithinGroups(
            split.heldOut(), VALIDATION_EPISODES, seed.derive("validation"));
    return new OneShotTask(name, split.train(), Optional.of(validation), omniglot.trials());
  }

  private static OneShotTask randomSplit(Omniglot omniglot, boolean validated, Seed seed) {
    var all = omniglot.background().concatDisjoint(omniglot.evaluation());
    var split = Split.byClass(all, 423, seed.derive("split"));
    var sampler = EpisodeSampler.TWENTY_WAY_ONE_SHOT;
    var test = sampler.sample(split.heldOut().withRotatedClasses(), 1000, seed.derive("test"));
    if (!validated) {
      return new OneShotTask("omniglot-1200", split.train(), Optional.empty(), test);
    }
    var inner = Split.byClass(split.train(), 200, seed.derive("inner"));
    var validation =
        sampler.sample(inner.heldOut(), VALIDATION_EPISODES, seed.derive("validation"));
    return new OneShotTask("omniglot-1200", inner.train(), Optional.of(validation), test);
  }
}
