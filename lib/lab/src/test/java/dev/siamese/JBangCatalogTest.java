package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The aliases of jbang-catalog.json are the scripts of the folder jbang. */
class JBangCatalogTest {

  private static JsonObject aliases() throws IOException {
    var text = Files.readString(Path.of("jbang-catalog.json"));
    return JsonParser.parseString(text).getAsJsonObject().getAsJsonObject("aliases");
  }

  private static Map<String, Path> scripts() throws IOException {
    try (var files = Files.list(Path.of("jbang"))) {
      var scripts = new TreeMap<String, Path>();
      for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
        if (Files.readString(file).contains("static void main")) {
          var name = file.getFileName().toString().replace(".java", "");
          scripts.put(name.toLowerCase(Locale.ROOT), file);
        }
      }
      return scripts;
    }
  }

  @Test
  void everyScriptHasAnAlias() throws IOException {
    var scripts = scripts();
    assertTrue(scripts.size() > 10, scripts.toString());
    var aliases =
        aliases().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each ->
                        Path.of(
                            each.getValue().getAsJsonObject().get("script-ref").getAsString())));
    assertEquals(scripts, new TreeMap<>(aliases));
  }

  @Test
  void descriptionsAreThoseOfTheScripts() throws IOException {
    for (var script : scripts().entrySet()) {
      var alias = aliases().getAsJsonObject(script.getKey());
      var description = "\"" + alias.get("description").getAsString() + "\"";
      assertTrue(Files.readString(script.getValue()).contains(description), description);
    }
  }

  /** Except those that write folders: downloads, and Spark's output on other machines. */
  @Test
  void scriptsCheckTheirOutputsBeforeTheirWork() throws IOException {
    var written = Pattern.compile("\"--(out|save|report|log)\"");
    var checked = new ArrayList<String>();
    for (var script : scripts().entrySet()) {
      var text = Files.readString(script.getValue());
      boolean isFolder = text.contains("siamese.spark.") || script.getKey().equals("fetchdata");
      if (written.matcher(text).find() && !isFolder) {
        int check = text.indexOf("requireWritable(");
        assertTrue(check > 0, script.getKey());
        var works = List.of(".train(", ".run(", ".embed(", "Encoder.fromPretrained(", ".matches()");
        assertTrue(
            works.stream().mapToInt(text::indexOf).allMatch(work -> work < 0 || check < work),
            script.getKey());
        checked.add(script.getKey());
      }
    }
    assertTrue(checked.size() >= 9, checked.toString());
  }
}
