package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Texts;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.SequenceInput;
import dev.siamese.model.SimpleCnn;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddingJobTest {

  private static final int COUNT = 150; // more than two batches
  private static final float TOLERANCE = 1e-5f;

  @TempDir Path folder;
  private final List<String> skipped = new ArrayList<>();

  private static Encoder images(long seed) {
    return Encoder.create(
        new ImageInput(12, true), new SimpleCnn(List.of(3), 5), Device.cpu(), new Seed(seed));
  }

  private Path photos() throws IOException {
    var photos = Files.createDirectories(folder.resolve("photos/more, \"much\" more"));
    for (int i = 0; i < COUNT; i++) {
      var image = new BufferedImage(20 + i % 7, 24, BufferedImage.TYPE_INT_RGB);
      var graphics = image.createGraphics();
      graphics.setColor(new Color(i, 90, 255 - i));
      graphics.fillOval(i % 5, 2, 12, 15);
      graphics.dispose();
      ImageIO.write(image, "png", photos.resolve("%03d.png".formatted(i)).toFile());
    }
    return folder.resolve("photos");
  }

  private EmbeddingJob job(Encoder encoder, Path out, EmbeddingJob.Progress progress) {
    return new EmbeddingJob(encoder, out, progress, error -> skipped.add(error.getMessage()));
  }

  private EmbeddingJob.Result run(Encoder encoder, Path input, Path out) {
    return EmbeddingInput.with(
        input,
        Optional.empty(),
        Optional.empty(),
        encoder.card(),
        job(encoder, out, (done, total) -> {})::run);
  }

  private static float[] row(Csv table, int row) {
    var cells = table.row(row);
    var values = new float[cells.size() - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(cells.get(i + 1));
    }
    return values;
  }

  @Test
  void everyImageIsEmbeddedAndUnreadableOnesAreSkipped() throws IOException {
    var photos = photos();
    Files.writeString(photos.resolve("a damaged.png"), "no image");
    var out = folder.resolve("e.csv");
    try (var encoder = images(1);
        var manager = Torch.manager(Device.cpu())) {
      assertEquals(new EmbeddingJob.Result(COUNT, 5, 0, 1), run(encoder, photos, out));
      var table = Csv.read(out);
      assertEquals(COUNT, table.size());
      for (int i : new int[] {0, 77, COUNT - 1}) {
        var key = "more, \"much\" more/%03d.png".formatted(i);
        assertEquals(key, table.value(i, "key"));
        var expected = encoder.embed(Images.read(photos.resolve(key)), manager).toFloatArray();
        assertArrayEquals(expected, row(table, i), TOLERANCE);
      }
    }
    assertEquals(1, skipped.size());
    assertTrue(skipped.get(0).contains("a damaged.png"), skipped.get(0));
    assertFalse(Files.exists(folder.resolve("e.csv.part")));
  }

  @Test
  void anInterruptedJobContinuesAndWritesTheSame() throws IOException {
    var photos = photos();
    var whole = folder.resolve("whole.npy");
    var out = folder.resolve("e.npy");
    var part = folder.resolve("e.npy.part");
    try (var encoder = images(1)) {
      run(encoder, photos, whole);
      var interrupted =
          job(
              encoder,
              out,
              (done, total) -> {
                if (done == 128) {
                  throw new IllegalStateException("interrupted");
                }
              });
      var input = encoder.card();
      Optional<String> none = Optional.empty();
      assertThrows(
          IllegalStateException.class,
          () -> EmbeddingInput.with(photos, none, none, input, interrupted::run));
      assertFalse(Files.exists(out));
      var bytes = Files.readAllBytes(part);
      Files.write(part, Arrays.copyOf(bytes, bytes.length - 3)); // a torn write
      try (var other = images(2)) {
        var error = assertThrows(DataException.class, () -> run(other, photos, out));
        assertTrue(error.getMessage().contains("delete it"), error.getMessage());
      }
      assertEquals(127, run(encoder, photos, out).resumed());
    }
    // other batches round differently
    assertArrayEquals(npy(whole), npy(out), TOLERANCE);
    assertFalse(Files.exists(part));
  }

  private static float[] npy(Path file) throws IOException {
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(10 + bytes.getShort(8));
    var values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    assertEquals(5 * COUNT, values.length);
    return values;
  }

  @Test
  void npyIsTheFormatOfNumpy() throws IOException {
    var out = folder.resolve("e.npy");
    var zip = folder.resolve("photos.zip");
    var photos = photos();
    try (var files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
      Files.copy(photos.resolve("more, \"much\" more/003.png"), files.getPath("/b.png"));
      Files.copy(photos.resolve("more, \"much\" more/004.png"), files.getPath("/a.png"));
    }
    try (var encoder = images(1)) {
      assertEquals(2, run(encoder, zip, out).samples());
    }
    var bytes = ByteBuffer.wrap(Files.readAllBytes(out)).order(ByteOrder.LITTLE_ENDIAN);
    var magic = new byte[8];
    bytes.get(magic);
    assertArrayEquals(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, magic);
    var header = new byte[bytes.getShort()];
    assertEquals(0, (10 + header.length) % 64);
    bytes.get(header);
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 5), }",
        new String(header, StandardCharsets.US_ASCII).strip());
    assertEquals(2 * 5 * Float.BYTES, bytes.remaining());
    assertEquals(List.of("a.png", "b.png"), Files.readAllLines(folder.resolve("e.keys.txt")));
  }

  @Test
  void textsOfLinesAndOfColumns() throws IOException {
    var input = new TextInput(100, 20, 10);
    var lines = Files.writeString(folder.resolve("t.txt"), "one two\n\nthree, four\n");
    var table =
        Files.writeString(folder.resolve("t.csv"), "id,note\n7,one two\n8,\"three, four\"\n");
    try (var encoder =
            Encoder.create(
                input,
                new BiRnn(BiRnn.Cell.GRU, 4, 1, input.vocabularySize()),
                Device.cpu(),
                new Seed(1));
        var manager = Torch.manager(Device.cpu())) {
      var expected = encoder.embed(Texts.of("three, four"), manager).toFloatArray();
      run(encoder, lines, folder.resolve("l.csv"));
      assertArrayEquals(expected, row(Csv.read(folder.resolve("l.csv")), 1), TOLERANCE);
      var job = job(encoder, folder.resolve("c.csv"), (done, total) -> {});
      EmbeddingInput.with(table, Optional.of("note"), Optional.of("id"), encoder.card(), job::run);
      assertEquals(List.of("7", "8"), Csv.read(folder.resolve("c.csv")).column("key"));
      assertArrayEquals(expected, row(Csv.read(folder.resolve("c.csv")), 1), TOLERANCE);
    }
  }

  @Test
  void seriesOfATable() throws IOException {
    var file = Files.writeString(folder.resolve("s.csv"), "label,t0,t1,t2\na,1,2,4\nb,3,1,2\n");
    try (var encoder =
        Encoder.create(
            SequenceInput.zNormalized(1, 8),
            new BiRnn(BiRnn.Cell.GRU, 4, 1),
            Device.cpu(),
            new Seed(1))) {
      assertEquals(2, run(encoder, file, folder.resolve("e.csv")).samples());
    }
  }

  @Test
  void whatCannotBeEmbeddedIsNamed() throws IOException {
    var empty = Files.createDirectories(folder.resolve("empty"));
    var photos = photos();
    try (var encoder = images(1)) {
      var out = folder.resolve("e.csv");
      assertThrows(DataException.class, () -> run(encoder, empty, out));
      assertThrows(DataException.class, () -> run(encoder, folder.resolve("missing"), out));
      var name = folder.resolve("e.txt");
      var error = assertThrows(IllegalArgumentException.class, () -> run(encoder, photos, name));
      assertTrue(error.getMessage().contains(".csv, .npy or .parquet"), error.getMessage());
      var damaged = Files.writeString(empty.resolve("a.png"), "no image");
      assertThrows(DataException.class, () -> run(encoder, damaged.getParent(), out));
      assertFalse(Files.exists(out));
    }
  }
}
