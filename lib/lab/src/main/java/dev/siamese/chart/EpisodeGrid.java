package dev.siamese.chart;

import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.sampling.EpisodeSet;

/** A one-shot episode as a grid: the query, the support images and the prediction. */
public final class EpisodeGrid {

  private static final int COLUMNS = 7;
  private static final int IMAGE_SIZE = 96;

  private EpisodeGrid() {}

  /**
   * One query of an episode. The true class is framed in the colour of same pairs, a wrong
   * prediction in that of different pairs.
   *
   * @param episodes the support and query images
   * @param prediction the query's row and the class that was predicted
   * @return the query at the left and the support images beside it
   */
  public static ImageGrid of(EpisodeSet<Images> episodes, FewShotResult.Prediction prediction) {
    var images = episodes.data();
    var support = episodes.episodes().get(prediction.episode()).support();
    int label = images.label(prediction.query());
    var grid =
        new ImageGrid(COLUMNS, IMAGE_SIZE)
            .title("One-shot episode: " + (prediction.correct() ? "correct" : "wrong"));
    for (int i = 0, cell = 0; i < support.length; cell++) {
      if (cell == 0) {
        grid.add(images.toBufferedImage(prediction.query()), "query", Palette.TEXT);
      } else if (cell % COLUMNS < 2) {
        grid.skip(); // the two left columns hold only the query
      } else {
        boolean trueClass = images.label(support[i]) == label;
        boolean predicted = support[i] == prediction.predicted();
        grid.add(
            images.toBufferedImage(support[i]),
            trueClass ? predicted ? "predicted" : "true class" : predicted ? "predicted" : "",
            trueClass ? Palette.SAME : predicted ? Palette.DIFFERENT : null);
        i++;
      }
    }
    return grid;
  }
}
