package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.chart.DistanceHistogram;
import dev.siamese.data.AudioClip;
import dev.siamese.loss.Triplet;
import dev.siamese.widget.MarginSlider;
import java.util.Arrays;
import java.util.Base64;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class NotebookExtensionTest {

  private static Object rendered(Object value, MIMEType type) {
    var renderer = new Renderer();
    NotebookExtension.register(renderer);
    return renderer.render(value).getData(type);
  }

  @Test
  void theKernelFindsTheExtension() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(provider -> provider.type() == NotebookExtension.class));
  }

  @Test
  void aChartIsAnImage() {
    var chart = DistanceHistogram.of("Title", new float[] {1}, new float[] {2});
    var bytes = Base64.getDecoder().decode((String) rendered(chart, MIMEType.IMAGE_PNG));
    assertArrayEquals(new byte[] {(byte) 0x89, 'P', 'N', 'G'}, Arrays.copyOf(bytes, 4));
    assertEquals(
        "Line chart. Title: pairs (%) over distance. different; same",
        rendered(chart, MIMEType.TEXT_PLAIN));
  }

  @Test
  void aTableIsHtmlWithItsTextEscaped() {
    var table = Table.create("t", StringColumn.create("a<b", "1 & 2"));
    var html = (String) rendered(table, MIMEType.TEXT_HTML);
    assertTrue(
        html.contains("<th style=\"text-align: left\">a&lt;b</th>")
            && html.contains("<td style=\"text-align: left\">1 &amp; 2</td>"),
        html);
    assertTrue(((String) rendered(table, MIMEType.TEXT_PLAIN)).contains("1 & 2"));
  }

  @Test
  void soundsAreHtmlWithTheirNamesAsText() {
    var player = new AudioPlayer().add("one", new AudioClip(8000, new float[] {0, 1}));
    assertTrue(((String) rendered(player, MIMEType.TEXT_HTML)).contains("<audio controls"));
    assertEquals("Sounds: one (0.00 s)", rendered(player, MIMEType.TEXT_PLAIN));
  }

  @Test
  void aWidgetIsHtmlWithAPictureForPagesWithoutScripts() {
    var widget = MarginSlider.of(new Triplet());
    assertEquals(widget.html(), rendered(widget, MIMEType.TEXT_HTML));
    assertTrue(((String) rendered(widget, MIMEType.IMAGE_PNG)).startsWith("iVBORw0KGgo"));
    assertEquals(widget.altText(), rendered(widget, MIMEType.TEXT_PLAIN));
  }
}
