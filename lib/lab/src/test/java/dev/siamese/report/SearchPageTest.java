package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.chart.Figure;
import dev.siamese.match.ImageIndex;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchPageTest {

  @TempDir Path folder;

  private SearchPage page() {
    var data = new SyntheticGlyphs(1, 2, 2, 24).generate(new Seed(1));
    for (int i = 0; i < 4; i++) {
      Figure.save(data.toBufferedImage(i), folder.resolve("images/" + i + ".png"));
    }
    var hits = List.of(new ImageIndex.Hit("2.png", 0.25), new ImageIndex.Hit("<3>.png", 0.5));
    Figure.save(data.toBufferedImage(3), folder.resolve("images/<3>.png"));
    return new SearchPage(data.select(0), folder.resolve("images"), hits, 0.3);
  }

  @Test
  void aPageHasTheImageAndTheTable() throws IOException {
    var file = folder.resolve("out/page.html");
    page().save(file);
    var html = Files.readString(file);
    assertTrue(html.contains("data:image/png;base64,"));
    assertTrue(html.contains("0.25"));
    assertTrue(html.contains("&lt;3&gt;.png"), "names are escaped");
  }

  @Test
  void matchesAreFramedInTheImage() throws IOException {
    var file = folder.resolve("found.png");
    page().save(file);
    var image = ImageIO.read(file.toFile());
    // the frames of the first two found, to the right of the query
    int y = 2 * (34 + 56);
    assertEquals(0xFF0072B2, image.getRGB(2 * (8 + 120), y));
    assertEquals(0xFFD55E00, image.getRGB(2 * (8 + 240), y));
  }

  @Test
  void otherExtensionsAreRejected() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> page().save(folder.resolve("a.pdf")));
    assertTrue(error.getMessage().contains("a.pdf"));
  }
}
