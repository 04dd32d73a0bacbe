package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.match.RecordMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupeJobTest {

  private static final List<String> FIELDS = List.of("name", "street", "town", "birth");

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void writePeople() throws IOException {
    data = TestPeople.write(folder.resolve("people.csv"));
  }

  private DedupeJob job(Path input, String key, List<String> fields, String out) {
    return new DedupeJob(
        input.toString(),
        key,
        fields,
        Optional.empty(),
        Optional.empty(),
        folder.resolve(out).toString(),
        true);
  }

  private static DedupeJob.Result run(DedupeJob job) {
    return job.run(TestSpark.SESSION, line -> {});
  }

  private static Set<Set<String>> pairs(DedupeJob job) {
    var pairs = new HashSet<Set<String>>();
    job.matches(TestSpark.SESSION)
        .forEachRemaining(row -> assertTrue(pairs.add(Set.of(row.getString(0), row.getString(1)))));
    return pairs;
  }

  private String error(DedupeJob job) {
    return assertThrows(DataException.class, () -> run(job)).getMessage();
  }

  @Test
  void findsThePairsOfOneMachineAndKeepsTheStagesOfAJobForItself() {
    var job = job(data, "id", List.of(), "duplicates.csv");
    var result = run(job);
    var single = RecordMatcher.unsupervised(Records.of(Csv.read(data), "id"));
    var expected = new HashSet<Set<String>>();
    single.matches().forEach(match -> expected.add(Set.of(match.left(), match.right())));
    assertEquals(80, expected.size(), "the copies are easy to find");
    assertEquals(expected, pairs(job));
    assertEquals(single.method(), result.method());
    assertEquals(0, result.resumed());
    assertEquals(200, result.records());

    assertTrue(FileUtil.fullyDelete(folder.resolve("duplicates.csv").toFile()));
    var message = error(job(data, "id", FIELDS.subList(0, 2), "duplicates.csv"));
    assertTrue(message.contains("unfinished job with other data or options"), message);
  }

  @Test
  void appliesASavedMatcherAndItsThreshold() {
    var model = folder.resolve("matcher.zip");
    var records = Records.of(Csv.read(data), "id", List.of("name", "street"));
    var single = RecordMatcher.unsupervised(records);
    single.save(model);
    var out = folder.resolve("out.parquet").toString();
    var job =
        new DedupeJob(
            data.toString(), "id", List.of(), Optional.of(model), Optional.of(0.9), out, false);
    assertEquals(0.9, run(job).threshold());
    var expected = new HashSet<Set<String>>();
    single
        .withThreshold(0.9)
        .matches()
        .forEach(match -> expected.add(Set.of(match.left(), match.right())));
    assertFalse(expected.isEmpty());
    assertEquals(expected, pairs(job));
    assertFalse(Files.exists(Path.of(out + ".stages")));
  }

  @Test
  void refusesWhatItCannotUse() throws IOException {
    assertTrue(error(job(data, "key", List.of(), "a")).contains("no column \"key\", only \"id\""));
    assertTrue(error(job(data, "id", List.of("age"), "a")).contains("no column \"age\""));
    assertTrue(error(job(data, "town", List.of(), "a")).contains("without repeated values"));
    var absent = folder.resolve("absent.csv");
    assertEquals("there is no " + absent, error(job(absent, "id", List.of(), "a")));
    Files.createDirectory(folder.resolve("old"));
    assertTrue(error(job(data, "id", List.of(), "old")).contains("old exists: delete it"));
    var model =
        new DedupeJob(
            data.toString(),
            "id",
            List.of(),
            Optional.of(data),
            Optional.empty(),
            folder.resolve("b").toString(),
            false);
    assertTrue(error(model).contains("is not a record matcher"));
  }
}
