package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.siamese.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of one megabyte that is full, in a name space of a process of its own, and a read-only
 * folder.
 */
class UnwritableDiskTest {

  private static final List<String> SMALL_DISK =
      List.of(
          "unshare",
          "--user",
          "--map-root-user",
          "--mount",
          "sh",
          "-c",
          "mount -t tmpfs -o size=1m tmpfs \"$DISK\" && exec \"$0\" \"$@\"");

  /** Without root's right to write where permissions forbid it. */
  private static final List<String> OBEYING =
      System.getProperty("user.name").equals("root")
          ? List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
          : List.of("env");

  @TempDir Path folder;

  @Test
  void aFullDiskLeavesTheOldFileAndTheProcessGoesOn() throws Exception {
    var disk = Files.createDirectories(folder.resolve("disk"));
    var shell = new ArrayList<>(List.of("env", "DISK=" + disk));
    shell.addAll(SMALL_DISK);
    assumeTrue(works(shell), "a small disk needs Linux and the right to mount one");
    assertEachFileIsKept(shell, disk, "full", ".+No space left on device");
  }

  @Test
  void aReadOnlyFolderLeavesTheOldFileAndTheProcessGoesOn() throws Exception {
    assumeTrue(works(OBEYING), "permissions need Linux, and setpriv where root runs the test");
    var disk = Files.createDirectories(folder.resolve("disk"));
    assertEachFileIsKept(OBEYING, disk, "read-only", ".+denied.*");
  }

  private void assertEachFileIsKept(List<String> shell, Path disk, String kind, String reason)
      throws Exception {
    var images = Files.createDirectories(folder.resolve("images"));
    var process =
        new ChildProcess(UnwritableDisk.class, folder)
            .start(shell, disk.toString(), images.toString(), kind);
    var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue(), lines.toString());
    var written = lines.stream().filter(line -> line.contains(": old file ")).toList();
    assertEquals(15, written.size(), lines.toString());
    for (var line : written) {
      assertTrue(line.matches("[\\w.]+: old file true, left \\[], cannot write .+"), line);
      assertTrue(line.matches(reason), line);
    }
  }

  private static boolean works(List<String> shell) throws InterruptedException {
    var command = new ArrayList<>(shell);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
