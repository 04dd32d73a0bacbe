package dev.siamese.notebook;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The numbers that a notebook's first cell and its summary state, compared with its outputs.
 *
 * <p>Checked are numbers with a decimal point or thousands separators, and integers followed by %.
 * Each must be in a text or table that the notebook prints, or in the alternative text of a chart,
 * which has the values of bars.
 */
final class ProseNumbers {

  private static final Pattern NO_PROSE =
      Pattern.compile("(?s)<!--.*?-->|`[^`]*`|\\$\\$.*?\\$\\$|\\$[^$\n]+\\$|\\]\\([^)]*\\)");
  private static final Pattern STATED =
      Pattern.compile(
          "(?<![\\w.,])(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+\\.\\d+|\\d+(?=[ \u00a0]?%))(?![\\w]|[.,]\\d)");
  private static final Pattern PRINTED =
      Pattern.compile("(?<![\\d.,])\\d+(?:,\\d{3})*(?:\\.\\d+)?");
  private static final String LIBRARY_VERSION = "PyTorch \\d+\\.\\d+\\.\\d+";

  private ProseNumbers() {}

  /** The first cell, then the section "Summary". */
  static List<String> sections(Notebook notebook) {
    var result = new ArrayList<String>();
    result.add(notebook.markdown().get(0));
    for (var cell : notebook.markdown()) {
      int start = cell.indexOf("## Summary");
      if (start >= 0) {
        int end = cell.indexOf("\n## ", start);
        result.add(cell.substring(start, end < 0 ? cell.length() : end));
      }
    }
    return result;
  }

  /** The numbers that a text states. */
  static List<String> stated(String text) {
    var prose = NO_PROSE.matcher(text).replaceAll("").replaceAll(LIBRARY_VERSION, "");
    return STATED.matcher(prose).results().map(found -> found.group()).toList();
  }

  /** What a text states and the notebook neither prints nor draws. */
  static List<String> missing(Notebook notebook, String text) {
    var known = printed(notebook);
    var problems = new ArrayList<String>();
    stated(text).stream().filter(number -> !known.contains(value(number))).forEach(problems::add);
    return problems;
  }

  private static Set<BigDecimal> printed(Notebook notebook) {
    var result = new HashSet<BigDecimal>();
    for (var cell : notebook.code()) {
      for (var output : cell.outputs()) {
        var texts = new ArrayList<String>();
        if (output.has("text")) {
          texts.add(Notebook.text(output.get("text")));
        }
        if (output.has("data")) {
          var data = output.getAsJsonObject("data");
          if (data.has("text/html")) {
            var html = Notebook.text(data.get("text/html"));
            texts.add(html.replaceAll("(?s)<(style|script).*?</\\1>|<[^>]*>", " "));
          } else if (data.has("text/plain")) { // of a chart, its text for those who cannot see it
            texts.add(Notebook.text(data.get("text/plain")));
          }
        }
        texts.forEach(
            text -> PRINTED.matcher(text).results().forEach(m -> result.add(value(m.group()))));
      }
    }
    return result;
  }

  private static BigDecimal value(String number) {
    return new BigDecimal(number.replace(",", "")).stripTrailingZeros();
  }
}
