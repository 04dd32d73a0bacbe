package dev.siamese.chart;

import dev.siamese.data.Images;
import dev.siamese.data.Trials;
import dev.siamese.evaluation.OneShot;
import java.awt.image.BufferedImage;

/** A one-shot question as a picture: the query, the classes to choose from, the answer marked. */
public final class TrialPicture {

  private static final int COLUMNS = 7;

  private TrialPicture() {}

  /**
   * Draws one question and its answer. The right class is framed in the colour of "same"; a wrong
   * answer in that of "different".
   */
  public static BufferedImage of(Trials<Images> trials, OneShot.Answer answer) {
    var images = trials.data();
    var support = trials.episodes().get(answer.episode()).support();
    int label = images.label(answer.query());
    var grid =
        new ImageGrid(COLUMNS, 96)
            .title(
                "Which of these is the one on the left? "
                    + (answer.right() ? "Answered right" : "Answered wrong"));
    for (int i = 0, cell = 0; i < support.length; cell++) {
      if (cell == 0) {
        grid.add(images.picture(answer.query()), "this one", Palette.TEXT);
      } else if (cell % COLUMNS < 2) {
        grid.skip(); // the query stands alone in the two columns on the left
      } else {
        boolean right = images.label(support[i]) == label;
        boolean chosen = support[i] == answer.chosen();
        grid.add(
            images.picture(support[i]),
            right ? chosen ? "right, chosen" : "right" : chosen ? "chosen" : "",
            right ? Palette.SAME : chosen ? Palette.DIFFERENT : null);
        i++;
      }
    }
    return grid.draw();
  }
}
