package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encoder files that are damaged or made to do damage are refused, and leave nothing behind. */
class HostileEncoderFileTest {

  @TempDir Path folder;

  private Map<String, byte[]> entries; // of a file that is in order

  @BeforeEach
  void save() throws IOException {
    var file = folder.resolve("good.zip");
    var network = new ResidualCnn(List.of(4, 8)).projected(5).l2Normalized();
    try (var encoder =
        Encoder.create(new ImageInput(16, true), network, Device.cpu(), new Seed(1))) {
      encoder.save(file);
    }
    entries = new LinkedHashMap<>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
  }

  private Path file(String changed, byte[] content) throws IOException {
    var file = folder.resolve("bad.zip");
    var all = new LinkedHashMap<>(entries);
    all.put(changed, content);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : all.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return file;
  }

  private void assertRefused(String part, String entry, byte[] content) throws IOException {
    var file = file(entry, content);
    var error = assertThrows(DataException.class, () -> Encoder.load(file, Device.cpu()));
    assertTrue(error.getMessage().contains(part), error.getMessage());
  }

  private String json() {
    return new String(entries.get("encoder.json"), StandardCharsets.UTF_8);
  }

  @Test
  void aSmallFileThatExpandsToMuchIsRefused() throws IOException {
    assertRefused("more than 100 times its size", "values.f32", new byte[64 << 20]);
    assertRefused("more than 100 times its size", "other", new byte[64 << 20]);
  }

  @Test
  void weightsThatAreNotFiniteAreRefused() throws IOException {
    for (var entry : List.of("values.f32", "statistics.f32")) {
      var values = FloatBytes.decode(entries.get(entry));
      values[values.length / 2] = entry.startsWith("v") ? Float.NaN : Float.NEGATIVE_INFINITY;
      assertRefused(entry + " holds", entry, FloatBytes.encode(values));
    }
  }

  @Test
  void aNetworkOfAnAbsurdSizeTakesNoMemory() throws IOException {
    long before = Torch.liveTensorCount();
    for (var size : List.of("40000", "2000000000", "-8", "0", "99999999999999")) {
      var changed = json().replaceFirst("(\"channels\": \\[\\s*4,\\s*)8", "$1" + size);
      assertTrue(!changed.equals(json()));
      assertRefused(
          "cannot read an encoder", "encoder.json", changed.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(before, Torch.liveTensorCount());
  }

  @Test
  void failedLoadsLeaveNoArrays() throws IOException {
    var file = file("values.f32", new byte[12]);
    long before = Torch.liveTensorCount();
    for (int i = 0; i < 20; i++) {
      assertThrows(DataException.class, () -> Encoder.load(file, Device.cpu()));
    }
    assertEquals(before, Torch.liveTensorCount());
  }

  @Test
  void damagedFilesFailOnlyInTheDocumentedWay() throws IOException {
    var random = new Random(1);
    var good = Files.readAllBytes(folder.resolve("good.zip"));
    long before = Torch.liveTensorCount();
    for (int i = 0; i < 150; i++) {
      boolean inJson = i % 3 > 0;
      var bytes = (inJson ? entries.get("encoder.json") : good).clone();
      for (int n = 0; n <= random.nextInt(3); n++) {
        bytes[random.nextInt(bytes.length)] =
            (byte) (inJson ? "0-9eE\"{[,n".charAt(random.nextInt(10)) : random.nextInt(256));
      }
      var file =
          inJson ? file("encoder.json", bytes) : Files.write(folder.resolve("bad.zip"), bytes);
      try {
        Encoder.load(file, Device.cpu()).close();
      } catch (DataException e) {
        assertTrue(e.getMessage().contains("bad.zip"), e.getMessage());
      }
    }
    assertEquals(before, Torch.liveTensorCount());
  }
}
