package dev.siamese.chart;

import java.awt.image.BufferedImage;
import java.util.List;

/** A one-shot question as a picture: the query, the classes to choose from, the answer marked. */
public final class TrialPicture {

  private static final int COLUMNS = 7;

  private TrialPicture() {}

  /**
   * Draws one question. The right class is framed in the colour of "same"; a wrong answer in that
   * of "different".
   *
   * @param query the picture to name
   * @param support one picture for each class
   * @param right which of them is right
   * @param answered which of them was chosen
   */
  public static BufferedImage of(
      BufferedImage query, List<BufferedImage> support, int right, int answered) {
    var grid =
        new ImageGrid(COLUMNS, 96)
            .title(
                "Which of these is the one on the left? "
                    + (right == answered ? "Answered right" : "Answered wrong"));
    for (int i = 0, cell = 0; i < support.size(); cell++) {
      if (cell == 0) {
        grid.add(query, "this one", Palette.TEXT);
      } else if (cell % COLUMNS < 2) {
        grid.skip(); // the query stands alone in the two columns on the left
      } else {
        grid.add(
            support.get(i),
            caption(i, right, answered),
            i == right ? Palette.SAME : i == answered ? Palette.DIFFERENT : null);
        i++;
      }
    }
    return grid.draw();
  }

  private static String caption(int i, int right, int answered) {
    if (i == right) {
      return i == answered ? "right, chosen" : "right";
    }
    return i == answered ? "chosen" : "";
  }
}
