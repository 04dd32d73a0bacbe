package dev.siamese.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.augment.RandomAffine;
import dev.siamese.loss.InfoNce;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training in a process that is terminated, and in several threads at once. */
class ShutdownTest {

  private static final int SIGTERM_STATUS = 128 + 15;

  @TempDir Path folder;

  private static Trainer.Builder training(Encoder encoder) {
    return Trainer.builder()
        .setEncoder(encoder)
        .setData(new SyntheticGlyphs(4, 10, 6, 32).generate(new Seed(1)))
        .setConfig(
            TrainingConfig.defaults()
                .withLoss(new InfoNce())
                .withPkBatch(10, 4)
                .withAugmentation(RandomAffine.HANDWRITING)
                .withEpochs(3)
                .withStepsPerEpoch(40));
  }

  /** The child process: trains with a checkpoint and prints each step. */
  static final class Child {

    public static void main(String[] args) {
      var listener =
          new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
              System.out.println(progress.step());
            }
          };
      try (var encoder = ResumeTest.encoder()) {
        training(encoder).optCheckpoint(Path.of(args[0])).optListener(listener).build().train();
      }
    }
  }

  @Test
  void aTerminatedRunContinuesAtItsLastStep() throws IOException, InterruptedException {
    var checkpoint = folder.resolve("run.checkpoint");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(
                java,
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                checkpoint.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader output = child.inputReader()) {
      for (var line = output.readLine(); line != null; line = output.readLine()) {
        if (line.equals("50")) {
          child.toHandle().destroy(); // SIGTERM; unlike destroy(), it leaves the output open
        }
      }
    }
    assertTrue(child.waitFor(60, TimeUnit.SECONDS));
    assertEquals(SIGTERM_STATUS, child.exitValue());
    assertTrue(Files.notExists(folder.resolve("crash.log")));
    try (var whole = ResumeTest.encoder();
        var resumed = ResumeTest.encoder()) {
      var expected = training(whole).build().train();
      var steps = new int[1];
      var listener =
          new TrainingListener() {
            @Override
            public void onStep(Progress progress) {
              steps[0]++;
            }
          };
      var history =
          training(resumed).optCheckpoint(checkpoint).optListener(listener).build().train();
      assertTrue(steps[0] <= 120 - 50, steps[0] + " steps were left");
      assertArrayEquals(expected.stepLosses(), history.stepLosses());
      assertEquals(expected.epochs().get(1).loss(), history.epochs().get(1).loss());
      assertArrayEquals(whole.weights().state().values(), resumed.weights().state().values());
    }
  }

  @Test
  void trainingsInSeveralThreadsRunOneAfterTheOther() throws Exception {
    var threads = Executors.newFixedThreadPool(3);
    try (var one = ResumeTest.encoder();
        var two = ResumeTest.encoder();
        var three = ResumeTest.encoder()) {
      var runs = List.of(one, two, three).stream().map(each -> training(each).build()).toList();
      for (var result : threads.invokeAll(runs.stream().map(ShutdownTest::call).toList())) {
        assertEquals(3, result.get().epochs().size());
      }
      assertArrayEquals(one.weights().state().values(), three.weights().state().values());
    } finally {
      threads.shutdown();
    }
  }

  private static Callable<History> call(Trainer trainer) {
    return trainer::train;
  }
}
