package dev.siamese.task;

import dev.siamese.data.DataException;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.tensor.Seed;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Images of the user's own. */
final class OwnImages {

  static final String KINDS = "a folder or zip with one sub-folder of images for each class";

  private static final int EPISODES = 100;
  private static final int IMAGE_SIZE = 112; // the side in pixels of images of any size

  private OwnImages() {}

  /**
   * A folder of images with a sub-folder for each class: a quarter of the classes, at random, is
   * the test part, with 100 one-shot episodes of up to 20 classes.
   *
   * @param folder the folder, or a zip file of it
   * @param heldOut the number of the other classes to validate on instead of training on them: 0,
   *     at least 2, or {@link TaskType#FIT}
   * @param seed of the split and the episodes
   * @param skipped receives the error of each image that cannot be read or used
   * @return the task
   * @throws DataException if it cannot be read
   * @throws IllegalArgumentException if a part has fewer than two classes
   */
  static OneShotTask load(Path folder, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var all = new ImageFolder(folder).readLabeled(OwnImages::usable, skipped);
    if (all.classes().stream().allMatch(each -> each.name().matches("run\\d+"))) {
      throw new DataException(
          folder
              + " holds Omniglot's one-shot trials, not a folder per class: they are \"omniglot\"");
    }
    int classes = all.classes().size();
    int test = Math.max(2, classes / 4);
    int validation = OwnParts.heldOut(heldOut, classes, test);
    if (validation == 1 || classes - test - validation < 2) {
      throw new IllegalArgumentException(
          "%s has %d classes: %d for the test and %d held out for validation leave too few; each part needs at least 2: hold out fewer, or add some"
              .formatted(folder, classes, test, validation));
    }
    var name = folder.getFileName().toString();
    return OneShotTasks.splitByClass(name, all, test, validation, seed, OwnImages::episodes);
  }

  private static Images usable(Images image) {
    var pixels = image.pixels(0);
    boolean blank = IntStream.range(1, pixels.length).allMatch(i -> pixels[i] == pixels[0]);
    if (blank) {
      throw new DataException("the image " + image.classes().get(0) + " is blank");
    }
    return image.resized(IMAGE_SIZE);
  }

  private static EpisodeSet<Images> episodes(Images data, Seed seed) {
    int ways = Math.min(20, data.classes().size());
    return new EpisodeSampler(ways, 1, 1).sample(data, EPISODES, seed);
  }
}
