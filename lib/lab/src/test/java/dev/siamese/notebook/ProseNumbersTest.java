package dev.siamese.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the answers that the notebooks state are those of their own outputs. */
class ProseNumbersTest {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| \\[[^]]*\\]\\(([^)]+\\.ipynb)\\).*$");

  private static Notebook notebook(String... outputs) {
    var parsed = Stream.of(outputs).map(o -> JsonParser.parseString(o).getAsJsonObject()).toList();
    return notebook(parsed);
  }

  private static Notebook notebook(List<JsonObject> outputs) {
    var cell = new Notebook.Cell(2, 1, "", outputs);
    return new Notebook(Path.of("some.ipynb"), "java", "", List.of(cell), List.of());
  }

  static Stream<Notebook> answered() {
    return Notebook.all().stream().filter(notebook -> !notebook.name().startsWith("00"));
  }

  @ParameterizedTest
  @MethodSource("answered")
  void firstCellAndSummaryStateNumbersOfTheOutputs(Notebook notebook) {
    var sections = ProseNumbers.sections(notebook);
    assertEquals(2, sections.size(), "first cell and one summary");
    for (var section : sections) {
      assertEquals(List.of(), ProseNumbers.missing(notebook, section), section);
      assertTrue(ProseNumbers.stated(section).size() >= 2, () -> "no answer in: " + section);
    }
  }

  @Test
  void theMapRepeatsNumbersOfEachFirstCell() {
    var start = Notebook.all().get(0);
    assertEquals("00-start.ipynb", start.name());
    var rows = ROW.matcher(String.join("\n", start.markdown())).results().toList();
    assertEquals(
        answered().map(Notebook::name).toList(), rows.stream().map(row -> row.group(1)).toList());
    for (var row : rows) {
      var numbers = ProseNumbers.stated(row.group());
      assertTrue(numbers.size() >= 1, row.group());
      var notebook =
          answered().filter(each -> each.name().equals(row.group(1))).findFirst().orElseThrow();
      var first = ProseNumbers.stated(notebook.markdown().get(0));
      assertEquals(
          List.of(), numbers.stream().filter(n -> !first.contains(n)).toList(), row.group());
    }
  }

  @Test
  void numbersOfTextAndTablesAreFoundAndOthersReported() {
    var notebook =
        notebook(
            "{\"text\": [\"error 28.2 % [24.1, 32.9], 2,440 drawings\"]}",
            "{\"data\": {\"text/html\": \"<td>5.50</td><td>-0.4%</td><script>1<9.9;12</script>\", \"text/plain\": \"9.9\"}}");
    assertEquals(
        List.of(), ProseNumbers.missing(notebook, "28.2 % [24.1, 32.9] of 2,440; 5.5 %, -0.4"));
    assertEquals(List.of("28.3", "9.9", "12"), ProseNumbers.missing(notebook, "28.3, 9.9 or 12 %"));
  }

  @Test
  void codeFormulasAndLinksStateNothing() {
    assertEquals(List.of(), ProseNumbers.stated("`margin 1.4`, $0.5x$, [a](b-1.5.html), 400 s"));
    assertEquals(List.of("0.5", "1,000"), ProseNumbers.stated("PyTorch 2.7.1, 0.5 and 1,000."));
  }

  @Test
  void numbersOfTheTextOfAChartAreFound() {
    var chart =
        notebook(
            "{\"data\": {\"image/png\": \"abc\", \"text/plain\": \"Bar chart. T: a 28.9 %\"}}");
    assertEquals(List.of(), ProseNumbers.missing(chart, "It is 28.9 %."));
    assertEquals(List.of("28.8"), ProseNumbers.missing(chart, "It is 28.8 %."));
  }
}
