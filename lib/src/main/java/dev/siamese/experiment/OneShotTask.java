package dev.siamese.experiment;

import dev.siamese.data.DataHome;
import dev.siamese.data.Glyphs;
import dev.siamese.data.Images;
import dev.siamese.data.Omniglot;
import dev.siamese.data.Split;
import dev.siamese.data.Trials;
import dev.siamese.engine.Seed;
import dev.siamese.sampling.Episodes;

/**
 * An examination in one-shot recognition: what to learn from, what to choose by, and what to be
 * judged on, no class in more than one of them.
 *
 * @param name of the data
 * @param train samples to learn from
 * @param validation questions by which the best epoch is chosen
 * @param test questions that count
 */
public record OneShotTask(
    String name, Images train, Trials<Images> validation, Trials<Images> test) {

  private static final int VALIDATION_EPISODES = 40;
  private static final int TEST_EPISODES = 20;

  /** Omniglot if it can be had without a download, otherwise invented characters; see the name. */
  public static OneShotTask standard(Seed seed) {
    var home = DataHome.standard();
    boolean real = home.has("omniglot/images_background.zip") && home.has("omniglot/all_runs.zip");
    return real ? omniglot(new Omniglot(home), seed) : glyphs(seed);
  }

  /**
   * Invented characters: 40 alphabets to learn, 5 to choose by, 10 for 400 questions that count.
   */
  public static OneShotTask glyphs(Seed seed) {
    var train = new Glyphs(40, 20, 10, 64).draw(seed.derive("train"));
    var held = new Glyphs(5, 20, 10, 64).draw(seed.derive("validation"));
    var test = new Glyphs(10, 20, 10, 64).draw(seed.derive("test"));
    var episodes = Episodes.TWENTY_WAY_ONE_SHOT;
    return new OneShotTask(
        "Glyphs",
        train,
        episodes.withinGroups(held, VALIDATION_EPISODES, seed.derive("validation")),
        episodes.withinGroups(test, TEST_EPISODES, seed.derive("test")));
  }

  /**
   * Omniglot's official one-shot trials, with 25 background alphabets to learn from and 5 to choose
   * by.
   */
  public static OneShotTask omniglot(Omniglot omniglot, Seed seed) {
    var split = Split.byGroup(omniglot.background(), 5, seed.derive("split"));
    return new OneShotTask(
        "Omniglot",
        split.train(),
        Episodes.TWENTY_WAY_ONE_SHOT.withinGroups(
            split.heldOut(), VALIDATION_EPISODES, seed.derive("validation")),
        omniglot.trials());
  }

  @Override
  public String toString() {
    int questions = test.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    return "%s: %,d images of %,d characters to learn from, %,d one-shot questions about others"
        .formatted(name, train.size(), train.classes().size(), questions);
  }
}
