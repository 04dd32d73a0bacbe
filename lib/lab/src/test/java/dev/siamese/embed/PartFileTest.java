package dev.siamese.embed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.model.Architecture;
import dev.siamese.model.BiRnn;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.TextInput;
import dev.siamese.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartFileTest {

  private static final int COUNT = 100; // more than one batch

  private static Images images(long seed) {
    var pixels = new byte[8 * 64];
    new Random(seed).nextBytes(pixels);
    return new Images(8, 8, pixels, Targets.of("a", "a", "b", "b", "c", "c", "d", "d"));
  }

  /** An encoder whose network does not depend on the images, unlike its features. */
  private static Encoder fittedTo(long seed) {
    var input = new ImageInput(8, false);
    var plan =
        Architecture.identity()
            .projected(4)
            .withWhitenedFeatures(Architecture.identity(), 4, 0.5, 1)
            .l2Normalized();
    return Encoder.create(input, plan.fit(images(seed), input), Device.cpu(), new Seed(1));
  }

  @Test
  void aJobIsNotContinuedByAnEncoderOfOtherFittedFeatures(@TempDir Path folder) {
    var keys = IntStream.range(0, COUNT).mapToObj(String::valueOf).toList();
    var input = new EmbeddingInput(keys, "", row -> images(row).select(0));
    var out = folder.resolve("e.npy");
    EmbeddingJob.Progress interrupt =
        (done, total) -> {
          throw new IllegalStateException("interrupted");
        };
    try (var one = fittedTo(1);
        var other = fittedTo(2)) {
      assertArrayEquals(one.weights().state().values(), other.weights().state().values());
      var interrupted = new EmbeddingJob(one, out, interrupt, DataException::raise);
      assertThrows(IllegalStateException.class, () -> interrupted.run(input));
      var foreign = new EmbeddingJob(other, out, (done, total) -> {}, DataException::raise);
      var error = assertThrows(DataException.class, () -> foreign.run(input));
      assertTrue(error.getMessage().contains("another encoder"), error.getMessage());
      var same = new EmbeddingJob(one, out, (done, total) -> {}, DataException::raise);
      assertEquals(64, same.run(input).resumed());
    }
  }

  @Test
  void aJobIsNotContinuedWithOtherSamplesOfTheSameKeys(@TempDir Path folder) throws IOException {
    var out = folder.resolve("e.csv");
    var file = folder.resolve("texts.csv");
    var row = "one,two\n";
    Files.writeString(file, "left,right\n" + row.repeat(COUNT));
    EmbeddingJob.Progress interrupt =
        (done, total) -> {
          throw new IllegalStateException("interrupted");
        };
    try (var encoder = textEncoder()) {
      var interrupted = new EmbeddingJob(encoder, out, interrupt, DataException::raise);
      assertThrows(IllegalStateException.class, () -> run(interrupted, file, "left"));
      var job = new EmbeddingJob(encoder, out, (done, total) -> {}, DataException::raise);
      var column = assertThrows(DataException.class, () -> run(job, file, "right"));
      assertTrue(column.getMessage().contains("other samples"), column.getMessage());
      Files.writeString(file, "left,right\n" + "ten,two\n".repeat(COUNT));
      assertThrows(DataException.class, () -> run(job, file, "left"));
      Files.writeString(file, "left,right\n" + row.repeat(COUNT));
      assertEquals(64, run(job, file, "left").resumed());
    }
  }

  private static Encoder textEncoder() {
    var input = new TextInput(100, 20, 10);
    var network = new BiRnn(BiRnn.Cell.GRU, 4, 1, input.vocabularySize());
    return Encoder.create(input, network, Device.cpu(), new Seed(1));
  }

  private static EmbeddingJob.Result run(EmbeddingJob job, Path file, String column) {
    var input = job.encoder().card();
    return EmbeddingInput.with(file, Optional.of(column), Optional.empty(), input, job::run);
  }

  @Test
  void aJobKilledWhileItWroteTheHeaderBeginsAnew(@TempDir Path folder) throws IOException {
    var out = folder.resolve("e.csv");
    var file = folder.resolve("e.csv.part");
    for (var begun : new String[] {"", "abc", "abcdef", "abcdef ", "abcdef 12"}) {
      Files.writeString(file, begun);
      try (var part = PartFile.open(out, "abcdef", 2)) {
        assertEquals(0, part.rows());
        part.append(new float[][] {{1, 2}, {3, 4}});
        assertArrayEquals(new float[] {3, 4}, part.readAll()[1]);
        part.delete();
      }
    }
    for (var other : new String[] {"abd", "abcdef x", "abcdef 12345678", "abcdeg 12\n"}) {
      Files.writeString(file, other);
      assertThrows(DataException.class, () -> PartFile.open(out, "abcdef", 2), other);
      assertEquals(other, Files.readString(file));
    }
  }

  @Test
  void twoJobsDoNotWriteOneFile(@TempDir Path folder) throws IOException {
    var out = folder.resolve("e.csv");
    try (var first = PartFile.open(out, "abc", 2);
        var second = PartFile.open(out, "abc", 2)) {
      first.append(new float[][] {{1, 2}});
      var meanwhile = assertThrows(DataException.class, () -> PartFile.open(out, "abc", 2));
      assertTrue(meanwhile.getMessage().contains("another job"), meanwhile.getMessage());
      assertThrows(DataException.class, () -> second.append(new float[][] {{5, 6}}));
      first.append(new float[][] {{3, 4}});
      assertArrayEquals(new float[][] {{1, 2}, {3, 4}}, first.readAll());
    }
    try (var next = PartFile.open(out, "abc", 2)) {
      assertEquals(2, next.rows());
    }
  }
}
