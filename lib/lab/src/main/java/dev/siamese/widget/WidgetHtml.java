package dev.siamese.widget;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonSerializer;
import dev.siamese.chart.Chart;
import dev.siamese.chart.Figure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Assembles the HTML of widgets from scripts, styles and data. */
final class WidgetHtml {

  /**
   * Escapes {@code <}, {@code >} and {@code &} in texts, so that data cannot end the script, and
   * sorts keys: the order of {@link Map#of} changes with each start of Java.
   */
  private static final Gson JSON =
      new GsonBuilder()
          .registerTypeHierarchyAdapter(
              Map.class,
              (JsonSerializer<Map<String, ?>>)
                  (map, type, context) -> {
                    var sorted = new JsonObject();
                    new TreeMap<>(map)
                        .forEach((key, value) -> sorted.add(key, context.serialize(value)));
                    return sorted;
                  })
          .create();

  private static final String TEMPLATE =
      """
      <div data-widget="%1$s">
      <img alt="%2$s" src="data:image/png;base64,%3$s" width="%7$d" style="max-width: 100%%; height: auto">
      <p><em>This picture can be used: run the cell, or trust the notebook (in JupyterLab: the command “Trust Notebook”).</em></p>
      </div>
      <script>
      (() => {
      "use strict";
      const host = document.querySelector('[data-widget="%1$s"]:not([data-ready])');
      if (!host) return;
      %4$s
      start(host, %5$s, %6$s);
      })();
      </script>
      """;

  private WidgetHtml() {}

  /**
   * The HTML of a widget.
   *
   * @param widget whose picture is embedded
   * @param data passed to the script as JSON, with the title
   * @param scripts names of resources, of which the last has the function {@code build}
   */
  static String of(Widget widget, Map<String, ?> data, String... scripts) {
    var code = new StringBuilder(resource("widget.js"));
    for (var script : scripts) {
      code.append(resource(script));
    }
    var json = JSON.toJson(data);
    var picture = widget.fallback().draw(Chart.PIXEL_RATIO);
    return TEMPLATE.formatted(
        id(scripts[scripts.length - 1] + json),
        escape(widget.altText()),
        Figure.base64(picture),
        code,
        JSON.toJson(resource("widget.css")),
        json,
        Math.round(picture.getWidth() / Chart.PIXEL_RATIO));
  }

  /** Equal for equal widgets, so that running a notebook again changes nothing. */
  private static String id(String content) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(hash.digest(content.getBytes(StandardCharsets.UTF_8)), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String resource(String name) {
    try (var stream = WidgetHtml.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + name, e);
    }
  }
}
