package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that were stopped and are started again: their results are those of a job that was not. */
@Timeout(600) // seconds
class RestartTest {

  private static final List<String> STAGES =
      List.of(
          "records",
          "candidates",
          "cosines",
          "pairs",
          "nearest",
          "scores",
          "components",
          "matches");

  /** What a job finds that is not stopped. */
  private static List<String> expected;

  @TempDir Path folder;

  private static final class Stop extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  /** What the killed process runs. */
  static final class Child {

    private Child() {}

    public static void main(String[] args) {
      var folder = Path.of(args[1]);
      if (args[0].equals("embed")) {
        embed(folder, "stopped.parquet").run(TestSpark.SESSION);
      } else {
        dedupe(folder, "stopped.csv").run(TestSpark.SESSION, System.out::println);
      }
    }
  }

  private static DedupeJob dedupe(Path folder, String out) {
    return new DedupeJob(
        folder.resolve("people.csv").toString(),
        "id",
        List.of(),
        Optional.empty(),
        Optional.empty(),
        folder.resolve(out).toString(),
        true);
  }

  private static EmbedJob embed(Path folder, String out) {
    return new EmbedJob(
        folder.resolve("texts.zip"),
        folder.resolve("texts.csv").toString(),
        Optional.of("text"),
        Optional.of("id"),
        folder.resolve(out).toString(),
        3);
  }

  private static List<String> run(DedupeJob job, int resumed) {
    assertEquals(resumed, job.run(TestSpark.SESSION, line -> {}).resumed());
    var rows = new ArrayList<String>();
    job.matches(TestSpark.SESSION).forEachRemaining(row -> rows.add(row.mkString(",")));
    assertFalse(rows.isEmpty());
    return rows;
  }

  private static List<String> run(EmbedJob job) {
    job.run(TestSpark.SESSION);
    var rows = TestSpark.SESSION.read().parquet(job.out()).orderBy("key").collectAsList();
    return rows.stream().map(Row::toString).toList();
  }

  @BeforeAll
  static void runWithoutAStop(@TempDir Path folder) throws IOException {
    TestPeople.write(folder.resolve("people.csv"));
    expected = run(dedupe(folder, "whole.csv"), 0);
  }

  /** As Spark leaves it when its process is killed. */
  private static void writeIncomplete(Path out) throws IOException {
    Files.createDirectories(out.resolve("_temporary/0"));
    Files.writeString(out.resolve("_temporary/0/part-00000"), "p1,p2");
  }

  @Test
  void aSearchForDuplicatesContinuesAfterEachStage() throws IOException {
    TestPeople.write(folder.resolve("people.csv"));
    var stopped = dedupe(folder, "stopped.csv");
    for (int done = 0; done < STAGES.size(); done++) {
      var lines = new ArrayList<String>();
      Consumer<String> stopping =
          line -> {
            lines.add(line);
            if (!line.endsWith("complete")) {
              throw new Stop();
            }
          };
      assertThrows(Stop.class, () -> stopped.run(TestSpark.SESSION, stopping));
      var names = lines.stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
      assertEquals(STAGES.subList(0, done + 1), names, "one more stage is complete");
    }
    writeIncomplete(Path.of(stopped.out()));
    assertEquals(expected, run(stopped, STAGES.size() + 1)); // and matcher.zip
  }

  @Test
  void aKilledSearchForDuplicatesContinues() throws IOException, InterruptedException {
    TestPeople.write(folder.resolve("people.csv"));
    var name = STAGES.get(new Random().nextInt(STAGES.size()));
    var stages = folder.resolve("stopped.csv.stages");
    killWhileItWrites("dedupe", stages.resolve(name));
    var markers = STAGES.stream().map(stage -> stages.resolve(stage).resolve("_SUCCESS"));
    var complete = Stream.concat(markers, Stream.of(stages.resolve("matcher.zip")));
    assertEquals(
        expected,
        run(dedupe(folder, "stopped.csv"), (int) complete.filter(Files::exists).count()),
        () -> "killed in the stage " + name);
  }

  @Test
  void theOutputOfAKilledEmbeddingIsReplaced() throws IOException, InterruptedException {
    var texts =
        IntStream.range(0, 300).mapToObj(i -> "t%d,text %d of %d".formatted(i, i, i * i)).toList();
    Files.writeString(folder.resolve("texts.csv"), "id,text\n" + String.join("\n", texts));
    var input = new TextInput(100, 20, 10);
    var network = new BiRnn(BiRnn.Cell.GRU, 4, 1, input.vocabularySize());
    try (var encoder = Encoder.create(input, network, Device.cpu(), new Seed(1))) {
      encoder.save(folder.resolve("texts.zip"));
    }
    var out = folder.resolve("stopped.parquet");
    killWhileItWrites("embed", out);
    assertFalse(Files.exists(out.resolve("_SUCCESS")), "it was killed too late");
    var whole = run(embed(folder, "whole.parquet"));
    assertEquals(texts.size(), whole.size());
    assertEquals(whole, run(embed(folder, "stopped.parquet")));
  }

  /** Runs a job in a process of its own, and kills it while Spark writes a folder. */
  private void killWhileItWrites(String job, Path written)
      throws IOException, InterruptedException {
    var log = folder.resolve("log.txt");
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1"));
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> option.startsWith("--add-opens"))
            .toList());
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            job,
            folder.toString()));
    var child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    while (child.isAlive() && !Files.exists(written.resolve("_temporary"))) {
      Thread.sleep(1);
    }
    assertNotEquals(0, child.destroyForcibly().waitFor(), "it had ended");
    assertTrue(Files.exists(written), Files.readString(log));
  }
}
