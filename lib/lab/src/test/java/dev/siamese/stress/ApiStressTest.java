package dev.siamese.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.ChildProcess;
import dev.siamese.loss.Loss;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever eight threads call on one object while it is closed, the process does not crash or hang,
 * and what is thrown is documented. The profile {@code soak} does it for a minute per class, or as
 * many seconds as {@code -Dstress} says.
 */
class ApiStressTest {

  private static final double SECONDS = 0.5; // of each class in CI
  private static final int LONG = Integer.getInteger("stress", 60);

  /** Classes that hold no native memory and do not change, or only with the caller's data. */
  private static final Set<String> IMMUTABLE =
      Set.of(
          "data.Csv",
          "data.Images",
          "data.Records",
          "data.Sequences",
          "data.TabularDataset",
          "distance.PairwiseDistances",
          "match.MatchOptions$Corpus",
          "metrics.EmbeddingStatistics$Histogram",
          "mining.HardNegativeMiner",
          "sampling.PkSampler");

  @TempDir Path folder;

  private void stress(double seconds, List<String> classes) throws Exception {
    var output = folder.resolve("output");
    var process = new ChildProcess(StressChild.class, folder);
    var arguments = new ArrayList<>(List.of(folder.toString(), "" + seconds));
    arguments.addAll(classes);
    var options = List.of("-Xmx512m", "-Djava.awt.headless=true");
    var child =
        new ProcessBuilder(process.command(options, arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    long limit = 120 + (long) (2 * seconds * classes.size());
    if (!child.waitFor(limit, TimeUnit.SECONDS)) {
      child.destroyForcibly().waitFor();
    }
    var text = Files.readString(output);
    System.out.println(text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.endsWith("ended\n") && !text.contains("FAULT"), text);
    assertTrue(Files.notExists(process.crashLog()));
  }

  static Stream<String> names() {
    return Subjects.ALL.keySet().stream().map(Class::getName);
  }

  @Test
  void eightThreadsCallEveryMethodAndClose() throws Exception {
    stress(SECONDS, names().toList());
  }

  @Tag("soak")
  @ParameterizedTest
  @MethodSource("names")
  void eightThreadsCallEveryMethodAndCloseForLong(String name) throws Exception {
    stress(LONG, List.of(name));
  }

  @Test
  void everyClassThatOwnsMemoryOrChangesIsTried() throws Exception {
    var missing = new TreeSet<String>();
    int seen = 0;
    for (var module : List.of("core", "search", "serve", "lab")) {
      for (var type : publicTypes(Path.of("lib", module, "target/classes"))) {
        boolean owns =
            AutoCloseable.class.isAssignableFrom(type)
                && !type.isInterface()
                && type.getMethod("close").getDeclaringClass() != Loss.class; // does nothing
        boolean isClass =
            !type.isInterface()
                && !type.isRecord()
                && !type.isEnum()
                && !Throwable.class.isAssignableFrom(type)
                && !StressChild.methods(type).isEmpty();
        if (owns || isClass && !module.equals("lab")) {
          seen++;
          if (!Subjects.ALL.containsKey(type)
              && !IMMUTABLE.contains(type.getName().replace("dev.siamese.", ""))) {
            missing.add(type.getName());
          }
        }
      }
    }
    assertTrue(seen > 25, seen + " classes");
    assertEquals(Set.of(), missing, "add to Subjects, with the arguments they need");
  }

  /** Closing an object could free an array that another thread uses, if the array were its own. */
  @Test
  void returnedArraysBelongToTheCaller() throws Exception {
    var owned = new TreeSet<String>();
    int seen = 0;
    for (var module : List.of("core", "search", "serve", "lab")) {
      for (var type : publicTypes(Path.of("lib", module, "target/classes"))) {
        for (var method : type.getMethods()) {
          var arguments = Arrays.stream(method.getGenericParameterTypes());
          if (method.getDeclaringClass().getName().startsWith("dev.siamese.")
              && !type.isRecord() // has the arrays that it was created with
              && isNative(method.getGenericReturnType())) {
            seen++;
            if (arguments.noneMatch(ApiStressTest::isNative)) {
              owned.add(type.getSimpleName() + "." + method.getName());
            }
          }
        }
      }
    }
    assertTrue(seen > 20, seen + " methods");
    // a new manager, and a constant that is never closed
    assertEquals(Set.of("Torch.manager", "Torch.scalar"), owned);
  }

  private static boolean isNative(Type type) {
    return type.getTypeName().matches(".*\\.ND(Array|List|Manager)\\b.*");
  }

  private static List<Class<?>> publicTypes(Path classes)
      throws IOException, ClassNotFoundException {
    var types = new ArrayList<Class<?>>();
    try (var files = Files.walk(classes)) {
      for (var file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        var name = classes.relativize(file).toString().replaceAll("[/\\\\]", ".");
        if (name.contains("internal") || name.endsWith("-info.class")) {
          continue;
        }
        var type =
            Class.forName(
                name.substring(0, name.length() - 6), false, ApiStressTest.class.getClassLoader());
        boolean isPublic = true;
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
          isPublic &= Modifier.isPublic(each.getModifiers());
        }
        if (isPublic) {
          types.add(type);
        }
      }
    }
    return types;
  }
}
