package dev.siamese.report;

import dev.siamese.chart.Figure;
import dev.siamese.chart.SearchResultGrid;
import dev.siamese.data.ImageFolder;
import dev.siamese.data.Images;
import dev.siamese.match.ImageIndex.Hit;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a search has found, to be looked at.
 *
 * @param query the picture that was asked for
 * @param imageFolder the folder or zip that was searched
 * @param hits what was found, the nearest first
 * @param threshold at or below which a picture is the same; null if it is not known
 */
public record SearchPage(Images query, Path imageFolder, List<Hit> hits, Double threshold) {

  /**
   * Writes a page, or a picture alone.
   *
   * @param file ends in {@code .html} or {@code .png}
   * @throws IllegalArgumentException if it ends otherwise
   */
  public void save(Path file) {
    var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      Figure.save(image(), file);
    } else if (name.endsWith(".html")) {
      new HtmlPage("The nearest in " + imageFolder.getFileName())
          .image(image(), "the query and the pictures found, the nearest first")
          .table(table())
          .save(file);
    } else {
      throw new IllegalArgumentException(
          "\"%s\" is neither a page nor a picture: let it end in .html or .png".formatted(file));
    }
  }

  private BufferedImage image() {
    var folder = new ImageFolder(imageFolder);
    var picture =
        new SearchResultGrid(
            "The nearest, with their distances", query.toBufferedImage(0), threshold);
    hits.forEach(hit -> picture.add(folder.read(hit.key()).toBufferedImage(0), hit.distance()));
    return picture.draw();
  }

  /** One row per picture: {@code picture, distance}. */
  private Table table() {
    return Table.create(
        StringColumn.create("picture", hits.stream().map(Hit::key)),
        DoubleColumn.create("distance", hits.stream().mapToDouble(Hit::distance).toArray()));
  }
}
