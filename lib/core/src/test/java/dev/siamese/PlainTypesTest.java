package dev.siamese;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The facade, matching and the index are used without DJL's types. */
class PlainTypesTest {

  private static final Path CLASSES = Path.of("lib/core/target/classes");

  /** Embeddings that are on a device already, and the device of a training. */
  private static final Set<String> ON_A_DEVICE =
      Set.of("ExactIndex.of", "ExactIndex.search", "ImageIndex.duplicates", "RecordTrainer.device");

  @Test
  void noPublicMemberNamesATypeOfDjl() throws IOException, ClassNotFoundException {
    var naming = new TreeSet<String>();
    int seen = 0;
    for (var folder : List.of("dev/siamese", "dev/siamese/match", "dev/siamese/index")) {
      for (var type : publicTypes(folder)) {
        seen++;
        for (var member : members(type)) {
          if (!(type.isRecord() && member instanceof Constructor)
              && types(member).anyMatch(each -> each.contains("ai.djl."))) {
            naming.add(type.getSimpleName() + "." + member.getName());
          }
        }
      }
    }
    assertTrue(seen > 15, seen + " public types");
    assertEquals(ON_A_DEVICE, naming);
  }

  private static List<Class<?>> publicTypes(String folder)
      throws IOException, ClassNotFoundException {
    var types = new ArrayList<Class<?>>();
    try (var files = Files.list(CLASSES.resolve(folder))) {
      for (var file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        var name = CLASSES.relativize(file).toString().replace(".class", "");
        if (!name.endsWith("package-info")) {
          var type = Class.forName(name.replace('/', '.').replace('\\', '.'));
          if (isPublic(type)) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static boolean isPublic(Class<?> type) {
    return Modifier.isPublic(type.getModifiers())
        && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
  }

  private static List<Member> members(Class<?> type) {
    return Stream.<Stream<? extends Member>>of(
            Arrays.stream(type.getDeclaredMethods()),
            Arrays.stream(type.getDeclaredConstructors()),
            Arrays.stream(type.getDeclaredFields()))
        .<Member>flatMap(each -> each)
        .filter(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
        .toList();
  }

  private static Stream<String> types(Member member) {
    if (member instanceof Executable executable) {
      var parameters = Arrays.stream(executable.getGenericParameterTypes());
      var result = executable.getAnnotatedReturnType().getType();
      return Stream.concat(parameters, Stream.of(result)).map(Type::getTypeName);
    }
    return Stream.of(((java.lang.reflect.Field) member).getGenericType().getTypeName());
  }
}
