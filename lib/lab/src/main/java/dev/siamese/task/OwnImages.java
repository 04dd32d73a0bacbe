package dev.siamese.task;

import dev.siamese.catalog.ImageTable;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Images of the user's own. */
final class OwnImages {

  static final String KINDS =
      "a folder or zip with one sub-folder of images for each class, with these in the folders train,"
          + " val and test, or a CSV file of the images' paths";

  private static final int EPISODES = 100;
  private static final int MAX_WAYS = 20;
  private static final int MIN_CLASSES = 4; // for a test of classes that were not trained on
  private static final int MAX_SIDE = 112; // in pixels, of the squares that images become

  private OwnImages() {}

  /**
   * Images with classes. Where the data has no parts of its own, a quarter of the classes, at
   * random, is the test part, with 100 one-shot episodes of up to 20 classes. With fewer than four
   * classes, a third of each class's images is.
   *
   * @param path the folder, a zip file of it, or a CSV file
   * @param heldOut the number of the other classes to validate on instead of training on them: 0,
   *     at least 2, or {@link TaskType#FIT}
   * @param seed of the split and the episodes
   * @param skipped receives the error of each image that cannot be read or used
   * @return the task
   * @throws DataException if it cannot be read
   * @throws IllegalArgumentException if a part has fewer than two classes
   */
  static Task load(Path path, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var table = ImageTable.find(path);
    if (hasPairs(table)) {
      return ImagePairTask.load(path, table.get(), OwnImages::usable, seed, skipped);
    }
    var name = OwnParts.name(path);
    var parts = ImageParts.read(path, table, OwnImages::usable, skipped);
    if (parts.isPresent() && parts.get().isDivided()) {
      return ofParts(name, parts.get(), seed);
    }
    var all = parts.map(ImageParts::images).orElseGet(() -> readClasses(path, skipped));
    int classes = all.classes().size();
    if (classes < MIN_CLASSES && heldOut <= 0) {
      OwnParts.requireClasses(path, all, "images", 2, "as pairs");
      // read again, with paths; what is skipped was reported by the first reading
      var images = parts.orElseGet(() -> ImageParts.undivided(path, OwnImages::usable, e -> {}));
      return byImage(name, images, seed);
    }
    int test = Math.max(2, classes / 4);
    int validation = OwnParts.heldOut(heldOut, classes, test);
    if (validation == 1 || classes - test - validation < 2) {
      throw new IllegalArgumentException(
          "%s has %d classes: %d for the test and %d held out for validation leave too few; each part needs at least 2: hold out fewer, or add some"
              .formatted(path, classes, test, validation));
    }
    if (parts.isPresent() && parts.get().isGrouped()) {
      return ofParts(name, parts.get().divided(test, validation, seed.derive("split")), seed);
    }
    var task = OneShotTasks.splitByClass(name, all, test, validation, seed, OwnImages::episodes);
    var rule = "a random quarter of the classes is the test (seed %d)".formatted(seed.value());
    return withRule(rule, task);
  }

  private static boolean hasPairs(Optional<ImageTable> table) {
    return table.filter(each -> !each.pairs().isEmpty()).isPresent();
  }

  private static Images readClasses(Path path, Consumer<DataException> skipped) {
    var all = new ImageFolder(path).readLabeled(OwnImages::usable, skipped);
    if (all.classes().stream().allMatch(each -> each.name().matches("run\\d+"))) {
      throw new DataException(
          path
              + " holds Omniglot's one-shot trials, not a folder per class: they are \"omniglot\"");
    }
    return all;
  }

  private static OneShotTask withRule(String rule, OneShotTask task) {
    return new OneShotTask(
        task.name(),
        task.train(),
        task.validation(),
        task.test(),
        Optional.of(OneShotTask.split(rule, task.train(), task.validation(), task.test())));
  }

  /**
   * The parts of the data itself: one-shot episodes of the test classes that were not trained on;
   * if there are fewer than two, the test images are compared with the training images.
   */
  private static OneShotTask ofParts(String name, ImageParts parts, Seed seed) {
    var train = parts.select(parts.of(ImageParts.TRAIN));
    OwnParts.requireClasses(Path.of(name), train.images(), "training images", 2, "as pairs");
    var trained = names(train.images());
    var validation = parts.of(ImageParts.VALIDATION);
    var test = parts.of(ImageParts.TEST);
    if (test.length == 0) { // the only other part
      test = validation;
      validation = new int[0];
    }
    var unseen = unseen(parts, test, trained);
    if (names(unseen.images()).size() < 2) {
      return closedSet(name, parts, parts.of(ImageParts.TRAIN), test, parts.description(), seed);
    }
    var held = unseen(parts, validation, trained);
    Optional<EpisodeSet<Images>> episodes =
        names(held.images()).size() < 2
            ? Optional.empty()
            : Optional.of(episodes(held.images(), seed.derive("validation")));
    return withRule(
        parts.description(),
        new OneShotTask(
            name, train.images(), episodes, episodes(unseen.images(), seed.derive("test"))));
  }

  private static ImageParts unseen(ImageParts parts, int[] rows, Set<String> trained) {
    return parts.select(
        IntStream.of(rows)
            .filter(row -> !trained.contains(parts.rows().get(row).label()))
            .toArray());
  }

  private static Set<String> names(Images images) {
    return images.classes().stream().map(ClassInfo::toString).collect(Collectors.toSet());
  }

  /** A third of each class's images is the test, if each class has at least three. */
  private static OneShotTask byImage(String name, ImageParts all, Seed seed) {
    var images = all.images();
    if (Arrays.stream(images.classSizes()).min().orElseThrow() < 3) {
      var rows = IntStream.range(0, images.size()).toArray();
      var rule = "no test: it needs 3 images of each class, or 4 classes";
      return closedSet(name, all, rows, new int[0], rule, seed);
    }
    var isTest = OwnParts.stratifiedThird(Path.of(name), images, "images", seed.derive("split"));
    var rule =
        "a random third of each class's images is the test (seed %d)".formatted(seed.value());
    return closedSet(
        name, all, OwnParts.rows(isTest, false), OwnParts.rows(isTest, true), rule, seed);
  }

  /** Test images are compared with training images of the same classes. */
  private static OneShotTask closedSet(
      String name, ImageParts all, int[] train, int[] test, String rule, Seed seed) {
    var split = new RecordedSplit("sample", rule, all.paths(train), List.of(), all.paths(test));
    return new OneShotTask(
        name,
        all.select(train).images(),
        Optional.empty(),
        acrossParts(all.images(), train, test, seed),
        Optional.of(split));
  }

  private static EpisodeSet<Images> acrossParts(
      Images images, int[] support, int[] queries, Seed seed) {
    var episodes =
        queries.length == 0
            ? List.<Episode>of()
            : OwnParts.episodes(images, support, queries, EPISODES, seed);
    return new EpisodeSet<>(images, episodes);
  }

  /**
   * The task of evaluating an encoder on what was held out when it was trained.
   *
   * @param path as above
   * @param request with the split in the encoder's file
   * @return the task; its training images are those of the data at hand
   */
  static Task evaluation(Path path, EvaluationRequest request) {
    var table = ImageTable.find(path);
    if (hasPairs(table)) {
      return ImagePairTask.evaluation(path, table.get(), OwnImages::usable, request);
    }
    var parts = ImageParts.read(path, table, OwnImages::usable, request.skipped());
    var name = OwnParts.name(path);
    var split = request.split();
    if (split.unit().equals("sample")) {
      var all =
          parts.orElseGet(() -> ImageParts.undivided(path, OwnImages::usable, request.skipped()));
      var paths = all.rows().stream().map(ImageTable.Labeled::path).toList();
      var chosen = request.select(paths).names();
      var trained = new HashSet<>(split.train());
      var support = rows(paths.size(), row -> trained.contains(paths.get(row)));
      var queries = rows(paths.size(), row -> chosen.contains(paths.get(row)));
      return support.length == 0
          ? evaluationOf(name, all.select(queries).images(), request.seed())
          : new OneShotTask(
              name,
              all.images(),
              Optional.empty(),
              acrossParts(all.images(), support, queries, request.seed()),
              Optional.of(split));
    }
    var all = parts.map(ImageParts::images).orElseGet(() -> readClasses(path, request.skipped()));
    var chosen = request.select(all.classes().stream().map(ClassInfo::toString).toList()).names();
    var images = all.filterClasses(label -> chosen.contains(all.classes().get(label).toString()));
    return evaluationOf(name, images, request.seed());
  }

  private static OneShotTask evaluationOf(String name, Images images, Seed seed) {
    OwnParts.requireClasses(Path.of(name), images, "images", 2, "one to compare with the other");
    return new OneShotTask(name, images, Optional.empty(), episodes(images, seed.derive("test")));
  }

  private static int[] rows(int count, IntPredicate kept) {
    return IntStream.range(0, count).filter(kept).toArray();
  }

  private static Images usable(Images image) {
    var pixels = image.withChannels(1).pixels(0);
    boolean blank = IntStream.range(1, pixels.length).allMatch(i -> pixels[i] == pixels[0]);
    if (blank) {
      throw new DataException("the image " + image.classes().get(0) + " is blank");
    }
    return image.resized(Math.min(MAX_SIDE, Math.max(image.height(), image.width())));
  }

  private static EpisodeSet<Images> episodes(Images data, Seed seed) {
    int ways = Math.min(MAX_WAYS, data.classes().size());
    return new EpisodeSampler(ways, 1, 1).sample(data, EPISODES, seed);
  }
}
