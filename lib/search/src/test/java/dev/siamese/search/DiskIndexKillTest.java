package dev.siamese.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that are killed at random moments while they write an index, or cannot write it. */
class DiskIndexKillTest {

  private static final int MANY = Integer.getInteger("kills", 50);
  private static final int DIMENSIONS = 16;
  private static final int ADDED = 200; // between two commits
  private static final int FLUSHED_MEGABYTES = 16;

  @TempDir Path folder;

  private final Random random = new Random(System.nanoTime());

  /** The process: commits until it is killed, or until it cannot write. */
  public static final class Child {

    private Child() {}

    public static void main(String[] args) {
      // runs no longer than the test
      ProcessHandle.current()
          .parent()
          .ifPresent(test -> test.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
      var folder = Path.of(args[0]);
      try (var index = open(folder)) {
        for (int i = index.size() / ADDED; ; i++) {
          for (int row = 0; row < ADDED; row++) {
            index.add(i + "-" + row, vector(i, row), Map.of("round", Integer.toString(i)));
          }
          index.commit();
          System.out.println(i);
        }
      } catch (RuntimeException e) {
        System.out.println("refused: " + e.getMessage());
      }
      try (var again = open(folder)) {
        System.out.println("opened: " + again.size());
      }
    }
  }

  private static DiskIndex open(Path folder) {
    var options = new DiskOptions(16, 50, 50, true, FLUSHED_MEGABYTES);
    return DiskIndex.open(folder, DIMENSIONS, Metric.EUCLIDEAN, options);
  }

  private static float[] vector(int round, int row) {
    var vector = new float[DIMENSIONS];
    var random = new Random(1000L * round + row);
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = random.nextFloat();
    }
    return vector;
  }

  private Process start(String... shell) throws IOException {
    var command = new ArrayList<>(List.of(shell));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            folder.resolve("index").toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** On a disk of one megabyte, in a name space of the process. */
  @Test
  void aFullDiskLeavesWhatIsCommitted() throws Exception {
    var disk = Files.createDirectories(folder.resolve("index"));
    String[] small = {
      "unshare",
      "--user",
      "--map-root-user",
      "--mount",
      "sh",
      "-c",
      "mount -t tmpfs -o size=1m tmpfs " + disk + " && exec \"$0\" \"$@\""
    };
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/unshare")), "a small disk needs Linux");
    var command = new ArrayList<>(List.of(small));
    command.add("true");
    var mount = new ProcessBuilder(command).redirectErrorStream(true).start();
    assumeTrue(mount.waitFor() == 0, "this user may not mount a small disk");
    var process = start(small);
    var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), lines.toString());
    int committed = lines.size() - 2; // before the last two lines
    assertTrue(committed > 0, lines.toString());
    assertTrue(
        lines.get(committed).startsWith("refused: cannot write the index"), lines.toString());
    assertEquals("opened: " + committed * ADDED, lines.get(committed + 1));
  }

  private int kill() throws IOException, InterruptedException {
    int line = 1 + random.nextInt(8);
    int last = -1;
    var process = start();
    try (var output = process.inputReader()) {
      for (var next = output.readLine(); next != null; next = output.readLine()) {
        if (next.matches("\\d+")) {
          last = Integer.parseInt(next);
          if (--line == 0) {
            Thread.sleep(random.nextInt(20));
            process.toHandle().destroyForcibly();
          }
        }
      }
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return last;
  }

  private void kill(int kills) throws Exception {
    for (int i = 0; i < kills; i++) {
      int last = kill();
      assertTrue(last >= 0);
      try (var index = open(folder.resolve("index"))) {
        int size = index.size();
        assertTrue(
            size == (last + 1) * ADDED || size == (last + 2) * ADDED, size + " after " + last);
        for (int row = 0; row < ADDED; row += 40) {
          var hit = index.search(vector(last, row), 1, Map.of("round", "" + last)).get(0);
          assertEquals(last + "-" + row, hit.key());
          assertEquals(0, hit.distance(), 1e-6);
        }
      }
      if (random.nextInt(10) == 0) { // begin another index
        try (var files = Files.list(folder.resolve("index"))) {
          for (var file : files.toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  @Test
  void whatIsCommittedSurvivesAKill() throws Exception {
    kill(2);
  }

  @Test
  @Tag("soak")
  void whatIsCommittedSurvivesManyKills() throws Exception {
    kill(MANY);
  }
}
