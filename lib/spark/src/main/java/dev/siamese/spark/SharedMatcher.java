package dev.siamese.spark;

import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.match.MatchOptions;
import dev.siamese.match.RecordMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads record matchers without records, to apply them to parts of a collection. */
final class SharedMatcher {

  private SharedMatcher() {}

  /** The matcher of this JVM. */
  static RecordMatcher of(Shipped file, List<String> fields) {
    return file.get(RecordMatcher.class, path -> load(path, fields));
  }

  /**
   * A matcher of no records.
   *
   * @param fields at least those that it compares
   */
  static RecordMatcher load(Path file, List<String> fields) {
    var none = new Records(fields, List.of(), new String[0][], Targets.of(new int[0]));
    return RecordMatcher.load(file, none, new MatchOptions());
  }

  /** The file of a matcher. */
  static byte[] bytes(RecordMatcher matcher) {
    try {
      var file = Files.createTempFile("matcher", ".zip");
      try {
        matcher.save(file);
        return Files.readAllBytes(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new DataException("cannot write a temporary file", e);
    }
  }
}
