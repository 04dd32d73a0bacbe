package dev.siamese.chart;

import dev.siamese.data.Images;
import dev.siamese.metrics.FewShotResult;
import dev.siamese.sampling.EpisodeSet;
import java.awt.image.BufferedImage;

/** A one-shot question as a picture: the query, the classes to choose from, the answer marked. */
public final class EpisodeGrid {

  private static final int COLUMNS = 7;

  private EpisodeGrid() {}

  /**
   * Draws one question and its answer. The right class is framed in the colour of "same"; a wrong
   * answer in that of "different".
   */
  public static BufferedImage of(EpisodeSet<Images> trials, FewShotResult.Prediction answer) {
    var images = trials.data();
    var support = trials.episodes().get(answer.episode()).support();
    int label = images.label(answer.query());
    var grid =
        new ImageGrid(COLUMNS, 96)
            .title(
                "Which of these is the one on the left? "
                    + (answer.correct() ? "Answered right" : "Answered wrong"));
    for (int i = 0, cell = 0; i < support.length; cell++) {
      if (cell == 0) {
        grid.add(images.toBufferedImage(answer.query()), "this one", Palette.TEXT);
      } else if (cell % COLUMNS < 2) {
        grid.skip(); // the query stands alone in the two columns on the left
      } else {
        boolean right = images.label(support[i]) == label;
        boolean chosen = support[i] == answer.predicted();
        grid.add(
            images.toBufferedImage(support[i]),
            right ? chosen ? "right, chosen" : "right" : chosen ? "chosen" : "",
            right ? Palette.SAME : chosen ? Palette.DIFFERENT : null);
        i++;
      }
    }
    return grid.draw();
  }
}
