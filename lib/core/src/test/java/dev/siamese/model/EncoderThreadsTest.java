package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.match.Gallery;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encoder that is closed while other threads use it; a fault would crash the process. */
class EncoderThreadsTest {

  private static final int ROUNDS = 60;
  private static final int THREADS = 6;

  @TempDir Path folder;

  private static Images images() {
    return new Images(
        20, 20, new byte[6 * 400], new Targets(new int[6], List.of(new ClassInfo("a"))));
  }

  private static Encoder encoder() {
    var network = new ResidualCnn(List.of(16, 32)).projected(5).l2Normalized();
    return Encoder.create(new ImageInput(32, true), network, Device.cpu(), new Seed(1));
  }

  private static List<Consumer<Encoder>> uses(Path folder) {
    return List.of(
        encoder -> encoder.weights().state(),
        encoder -> encoder.weights().loadState(encoder.weights().state()),
        EncoderThreadsTest::forward,
        encoder -> new Gallery(encoder).enroll(images()),
        encoder -> encoder.layerOutputs(images().select(0)),
        encoder -> encoder.save(folder.resolve("encoder.zip")));
  }

  private static void forward(Encoder encoder) {
    try (var manager = Torch.manager(Device.cpu())) {
      var samples = encoder.card().input().transform(images());
      encoder
          .forward(
              samples.batch(manager, IntStream.range(0, 60).map(row -> row % 6).toArray()), false)
          .toFloatArray();
    }
  }

  /** The child process: six threads use an encoder until it is closed, again and again. */
  static final class Child {

    public static void main(String[] args) throws InterruptedException {
      var errors = new ConcurrentLinkedQueue<Throwable>();
      for (int round = 0; round < ROUNDS; round++) {
        var encoder = encoder();
        var use = uses(Path.of(args[0])).get(round % uses(Path.of(args[0])).size());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < THREADS; i++) {
          var thread = new Thread(() -> useUntilClosed(encoder, use, errors));
          threads.add(thread);
          thread.start();
        }
        Thread.sleep(round % 8);
        encoder.close();
        encoder.close();
        for (var thread : threads) {
          thread.join();
        }
      }
      errors.forEach(System.out::println);
      System.exit(errors.isEmpty() ? 0 : 1); // those that are no exceptions fail the test, too
    }

    private static void useUntilClosed(
        Encoder encoder, Consumer<Encoder> use, ConcurrentLinkedQueue<Throwable> errors) {
      try {
        while (true) {
          use.accept(encoder);
        }
      } catch (IllegalStateException e) {
        // closed
      } catch (RuntimeException | Error e) {
        errors.add(e);
      }
    }
  }

  @Test
  void closingWhileOthersUseItNeverCrashes() throws IOException, InterruptedException {
    var output = folder.resolve("output");
    var child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(child.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, child.exitValue(), Files.readString(output));
    assertTrue(!Files.readString(output).contains("Exception"), Files.readString(output));
  }

  @Test
  void aForwardPassExcludesClosing() throws InterruptedException {
    try (var encoder = encoder()) {
      var passing = new Thread(() -> forward(encoder));
      encoder.withWriteLock( // as close() takes it
          () -> {
            passing.start();
            while (passing.getState() != Thread.State.WAITING) {
              assertTrue(passing.isAlive(), "it did not wait");
              Thread.onSpinWait();
            }
            return null;
          });
      passing.join();
    }
  }

  @Test
  void trainingsWithTheLockHeldAndWithoutDoNotBlockEachOther() throws InterruptedException {
    var targets = new Targets(new int[] {0, 0, 0, 1, 1, 1}, Targets.of("a", "b").classes());
    var config = TrainingConfig.defaults().withPkBatch(2, 2).withEpochs(1).withStepsPerEpoch(1);
    var encoder = encoder();
    var trainer =
        Trainer.builder()
            .setEncoder(encoder)
            .setData(images().withLabels(targets))
            .setConfig(config)
            .build();
    var outside = new Thread(() -> repeat(trainer::train));
    var inside = new Thread(() -> repeat(() -> encoder.withWriteLock(trainer::train)));
    for (var thread : List.of(outside, inside)) {
      thread.setDaemon(true);
      thread.start();
    }
    outside.join(60_000);
    inside.join(60_000);
    assertTrue(!outside.isAlive() && !inside.isAlive(), "they wait for each other");
    encoder.close(); // would wait, too
  }

  private static void repeat(Runnable work) {
    for (int i = 0; i < 10; i++) {
      work.run();
    }
  }

  @Test
  void workThatReadsTheWeightsCannotCloseThem() {
    try (var encoder = encoder()) {
      var closing = (Supplier<?>) () -> close(encoder);
      var error =
          assertThrows(IllegalStateException.class, () -> encoder.weights().withReadLock(closing));
      assertTrue(error.getMessage().contains("do it afterwards"), error.getMessage());
      encoder.weights().state();
    }
  }

  private static Object close(Encoder encoder) {
    encoder.close();
    return null;
  }

  @Test
  void useAfterCloseSaysSo() {
    var encoder = encoder();
    encoder.close();
    for (var use : uses(folder)) {
      var error = assertThrows(IllegalStateException.class, () -> use.accept(encoder));
      assertTrue(
          error.getMessage().matches("the (encoder is|weights are) closed.*"), error.getMessage());
    }
    assertTrue(encoder.toString().contains("parameters"));
    encoder.close();
  }
}
