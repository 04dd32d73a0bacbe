package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of one megabyte that is full, in a name space of a process of its own. */
class FullDiskTest {

  private static final List<String> SMALL_DISK =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--mount",
          "sh",
          "-c",
          "mount -t tmpfs -o size=1m tmpfs \"$DISK\" && exec \"$0\" \"$@\"");

  @TempDir Path folder;

  @Test
  void aFullDiskLeavesTheOldFileAndTheProcessGoesOn() throws Exception {
    var disk = Files.createDirectories(folder.resolve("disk"));
    var images = Files.createDirectories(folder.resolve("images"));
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/unshare"))
            && run(List.of("env", "DISK=" + disk), List.of("true")).equals(""),
        "a small disk needs Linux and the right to mount one");
    var shell = new ArrayList<>(List.of("env", "DISK=" + disk));
    shell.addAll(SMALL_DISK);
    var process =
        new ChildProcess(FullDisk.class, folder).start(shell, disk.toString(), images.toString());
    var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), lines.toString());
    var written = lines.stream().filter(line -> line.contains(": old file ")).toList();
    assertEquals(15, written.size(), lines.toString());
    for (var line : written) {
      assertTrue(line.matches("[\\w.]+: old file true, left \\[], cannot write .+"), line);
      assertTrue(line.endsWith("No space left on device"), line);
    }
  }

  private static String run(List<String> environment, List<String> command) throws Exception {
    var all = new ArrayList<>(environment);
    all.addAll(SMALL_DISK);
    all.addAll(command);
    var process = new ProcessBuilder(all).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes());
  }
}
