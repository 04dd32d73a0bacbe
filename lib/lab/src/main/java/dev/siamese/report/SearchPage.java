package dev.siamese.report;

import dev.siamese.chart.Chart;
import dev.siamese.chart.ImageGrid;
import dev.siamese.chart.Palette;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.match.ImageIndex.Hit;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The result of an image search as an HTML page or an image.
 *
 * @param query one image
 * @param imageFolder the folder or zip that was searched
 * @param hits nearest first
 * @param threshold at or below which two images match; null if unknown
 */
public record SearchPage(Images query, Path imageFolder, List<Hit> hits, Double threshold) {

  private static final int COLUMNS = 6;
  private static final int IMAGE_SIZE = 112;

  /**
   * Writes the page, or only its image.
   *
   * @param file ends in {@code .html} or {@code .png}
   * @throws IllegalArgumentException if the file has another extension
   */
  public void save(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      grid().save(file);
    } else if (name.endsWith(".html")) {
      new HtmlPage("Search in " + imageFolder.getFileName())
          .chart(grid())
          .table(table())
          .save(file);
    } else {
      throw new IllegalArgumentException(
          "cannot write \"%s\": the extension must be .html or .png".formatted(file));
    }
  }

  /** The query and the hits, with their distances, framed by whether they match. */
  private Chart grid() {
    var folder = new ImageFolder(imageFolder);
    var grid =
        new ImageGrid(COLUMNS, IMAGE_SIZE)
            .title("Nearest images and their distances")
            .add(query.toBufferedImage(0), "query", Palette.TEXT);
    for (var hit : hits) {
      var frame =
          threshold == null ? null : hit.distance() <= threshold ? Palette.SAME : Palette.DIFFERENT;
      grid.add(
          folder.read(hit.key()).toBufferedImage(0),
          String.format(Locale.ROOT, "%.3f", hit.distance()),
          frame);
    }
    return grid;
  }

  /** One row per hit: {@code image, distance}. */
  private Table table() {
    return Table.create(
        StringColumn.create("image", hits.stream().map(Hit::key)),
        DoubleColumn.create("distance", hits.stream().mapToDouble(Hit::distance).toArray()));
  }
}
