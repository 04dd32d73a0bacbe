package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Types are immutable, or their documentation says what several threads may do with them. */
class ThreadSafetyTest {

  private static final Pattern TYPE =
      Pattern.compile("(?m)^public (?:(?:final|abstract|sealed|non-sealed) )*class ");
  private static final Pattern CHANGES =
      Pattern.compile(
          "(?m)^  private (?!static|final)[\\w<>\\[\\], ?.]+ \\w+(?: = .*)?;$"
              + "|^  private final .* = new (?:\\w*(?:List|Map|Set|Queue|Deque|Builder))\\b");

  @Test
  void everyPublicClassThatChangesSaysWhetherItIsThreadSafe() throws IOException {
    var silent = new ArrayList<Path>();
    int changing = 0;
    for (var module : List.of("core", "lab", "serve", "search", "spark")) {
      try (var files = Files.walk(Path.of("lib", module, "src/main/java"))) {
        for (var file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
          var source = Files.readString(file);
          var type = TYPE.matcher(source);
          if (!file.toString().contains("internal")
              && type.find()
              && CHANGES.matcher(source).find()) {
            changing++;
            int start = source.lastIndexOf("/**", type.start());
            if (!source.substring(start, type.start()).contains("hread")) {
              silent.add(file);
            }
          }
        }
      }
    }
    assertTrue(changing > 15, changing + " classes that change");
    assertEquals(List.of(), silent);
  }
}
