package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import dev.siamese.ChildProcess;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import dev.siamese.training.KilledChild.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at random moments while they train, save or index: the next one goes
 * on. The profile {@code soak} kills fifty of each, or as many as {@code -Dkills} says.
 */
class KillTest {

  @TempDir Path folder;

  private ChildProcess process() {
    return new ChildProcess(KilledChild.class, folder);
  }

  private List<String> kill(Work work, int lastLine) throws IOException, InterruptedException {
    return process().kill(lastLine, work.name(), folder.toString());
  }

  private void killWhileTraining(int kills) throws Exception {
    int last = 0;
    for (int i = 0; i < kills; i++) {
      var lines = kill(Work.TRAIN, 8);
      if (lines.contains("saved")) {
        lines.remove("saved");
      }
      if (!lines.isEmpty()) {
        int first = Integer.parseInt(lines.get(0));
        assertTrue(first >= last, "at step %d, after step %d was done".formatted(first, last));
        last = Integer.parseInt(lines.get(lines.size() - 1));
      }
      if (last >= KilledChild.STEPS - 1) { // begin another run
        assertSameAsUninterrupted();
        Files.deleteIfExists(folder.resolve("run.checkpoint"));
        last = 0;
      }
    }
    assertSameAsUninterrupted();
  }

  private void assertSameAsUninterrupted() throws IOException {
    try (var rest = KilledChild.encoder();
        var whole = KilledChild.encoder()) {
      KilledChild.train(rest, folder);
      KilledChild.train(whole, Files.createTempDirectory(folder, "whole"));
      assertArrayEquals(whole.weights().state().values(), rest.weights().state().values());
    }
  }

  private void killWhileSaving(int kills) throws Exception {
    for (int i = 0; i < kills; i++) {
      kill(Work.SAVE, 40);
      ChildProcess.assertFewParts(folder.resolve("encoder.zip"));
      try (var loaded = Encoder.load(folder.resolve("encoder.zip"), Device.cpu())) {
        var values = loaded.weights().state().values();
        assertTrue(values[0] == 0.25f || values[0] == 0.5f, "weight " + values[0]);
        var expected = new float[values.length];
        Arrays.fill(expected, values[0]);
        assertArrayEquals(expected, values);
      }
    }
  }

  private void killWhileIndexing(int kills) throws Exception {
    var images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < 6; i++) {
      var pixels = "P2 3 2 255 %d %d 9 200 %d 1".formatted(20 * i, 255 - 30 * i, 7 * i);
      Files.writeString(images.resolve(i + ".pgm"), pixels);
    }
    for (int i = 0; i < kills; i++) {
      kill(Work.INDEX, 20);
      try (var encoder = KilledChild.encoder()) {
        var fresh = ImageIndex.open(images, folder.resolve("fresh" + i), encoder);
        var found = ImageIndex.open(images, folder.resolve("index"), encoder);
        assertEquals(fresh.duplicates(2), found.duplicates(2));
      }
    }
  }

  @Test
  void aKilledProcessLosesAtMostTheStepSinceItsCheckpoint() throws Exception {
    killWhileTraining(3);
  }

  @Test
  void aKilledProcessLeavesTheEncoderWhole() throws Exception {
    killWhileSaving(2);
  }

  @Test
  void aKilledProcessLeavesTheIndexWhole() throws Exception {
    killWhileIndexing(2);
  }

  @Test
  void twoProcessesSaveToOnePath() throws Exception {
    var file = folder.resolve("encoder.zip");
    var first = process().start(List.of(), Work.SAVE.name(), folder.toString());
    var lines = kill(Work.SAVE, 40); // each deletes what it takes for abandoned
    first.toHandle().destroyForcibly();
    var output = new String(first.getInputStream().readAllBytes()) + lines;
    assertTrue(!output.contains("Exception"), output);
    Encoder.load(file, Device.cpu()).close();
  }

  @Test
  @Tag("soak")
  void manyKillsWhileTraining() throws Exception {
    killWhileTraining(ChildProcess.MANY);
  }

  @Test
  @Tag("soak")
  void manyKillsWhileSaving() throws Exception {
    killWhileSaving(ChildProcess.MANY);
  }

  @Test
  @Tag("soak")
  void manyKillsWhileIndexing() throws Exception {
    killWhileIndexing(ChildProcess.MANY);
  }

  /** A limit on the size of files stops a write in its midst, as a full disk does. */
  @Test
  void aDiskThatRefusesToWriteLeavesTheOldFile() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the limit is set by bash");
    var shell = List.of("/bin/bash", "-c", "ulimit -f 256; exec \"$0\" \"$@\"");
    var process = process().start(shell, Work.FULL_DISK.name(), folder.toString());
    var output = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertTrue(output.contains("small"), output);
    assertTrue(output.contains("refused: cannot write the encoder"), output);
    try (var loaded = Encoder.load(folder.resolve("encoder.zip"), Device.cpu());
        var small = KilledChild.encoder()) {
      assertArrayEquals(small.weights().state().values(), loaded.weights().state().values());
    }
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("encoder.zip")), files.toList());
    }
  }
}
