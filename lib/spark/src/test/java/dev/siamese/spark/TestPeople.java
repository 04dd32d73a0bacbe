package dev.siamese.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Records to find duplicates among. */
final class TestPeople {

  private static final int PEOPLE = 120;

  private TestPeople() {}

  /** People with distinct values, and a copy of two in three with a typing error in two fields. */
  static Path write(Path file) throws IOException {
    var random = new Random(7);
    var lines = new ArrayList<>(List.of("id, name, street, town, birth"));
    for (int i = 0; i < PEOPLE; i++) {
      var values = new ArrayList<String>();
      values.add(word(random, 5) + " " + word(random, 7));
      values.add(random.nextInt(200) + " " + word(random, 8) + " street");
      values.add(List.of("perth", "sydney", "hobart", "darwin").get(random.nextInt(4)));
      values.add("19%06d".formatted(random.nextInt(1_000_000)));
      lines.add("p" + i + ", " + String.join(", ", values));
      if (i % 3 > 0) {
        for (int error = 0; error < 2; error++) {
          int field = random.nextInt(2);
          var value = new StringBuilder(values.get(field));
          value.setCharAt(1 + random.nextInt(value.length() - 2), 'x');
          values.set(field, value.toString());
        }
        lines.add("p" + i + "b, " + String.join(", ", values));
      }
    }
    return Files.write(file, lines);
  }

  private static String word(Random random, int length) {
    var word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    return word.toString();
  }
}
