package dev.siamese.training;

import ai.djl.Device;
import dev.siamese.data.DataException;
import dev.siamese.loss.InfoNce;
import dev.siamese.match.ImageIndex;
import dev.siamese.model.Encoder;
import dev.siamese.model.ImageInput;
import dev.siamese.model.Mlp;
import dev.siamese.model.ResidualCnn;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A process that writes files until it is killed; it prints a line for each. */
final class KilledChild {

  static final int STEPS = 40;

  private KilledChild() {}

  /** What the process does. */
  enum Work {
    TRAIN,
    SAVE,
    INDEX,
    FULL_DISK
  }

  public static void main(String[] args) throws IOException {
    // runs no longer than the test
    ProcessHandle.current()
        .parent()
        .ifPresent(test -> test.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
    var folder = Path.of(args[1]);
    switch (Work.valueOf(args[0])) {
      case TRAIN -> {
        try (var encoder = encoder()) {
          train(encoder, folder);
          encoder.save(folder.resolve("trained.zip"));
          System.out.println("saved");
        }
      }
      case SAVE -> save(folder.resolve("encoder.zip"));
      case INDEX -> index(folder);
      case FULL_DISK -> fillDisk(folder.resolve("encoder.zip"));
    }
  }

  static Encoder encoder() {
    return Encoder.create(
        new ImageInput(8, true),
        new ResidualCnn(List.of(4)).projected(4).l2Normalized(),
        Device.cpu(),
        new Seed(3));
  }

  static void train(Encoder encoder, Path folder) {
    Trainer.builder()
        .setEncoder(encoder)
        .setData(new SyntheticGlyphs(2, 4, 4, 16).generate(new Seed(1)))
        .setLoss(new InfoNce())
        .setConfig(
            TrainingConfig.defaults().withPkBatch(4, 2).withEpochs(2).withStepsPerEpoch(STEPS / 2))
        .optCheckpoint(folder.resolve("run.checkpoint"))
        .optCheckpointInterval(Duration.ZERO)
        .optListener(
            new TrainingListener() {
              @Override
              public void onStep(Progress progress) {
                System.out.println(progress.step());
              }
            })
        .build()
        .train();
  }

  private static void save(Path file) {
    try (var encoder = encoder()) {
      for (int i = 0; ; i++) {
        fill(encoder, i % 2 == 0 ? 0.25f : 0.5f);
        encoder.save(file);
        System.out.println(i);
      }
    }
  }

  static void fill(Encoder encoder, float value) {
    var state = encoder.weights().state();
    Arrays.fill(state.values(), value);
    encoder.weights().loadState(new Weights.State(state.values(), state.buffers()));
  }

  private static void index(Path folder) throws IOException {
    var images = folder.resolve("images");
    try (var encoder = encoder()) {
      for (int i = 0; ; i++) {
        Files.setLastModifiedTime(images.resolve("0.pgm"), FileTime.fromMillis(i * 1000L));
        ImageIndex.open(images, folder.resolve("index"), encoder);
        System.out.println(i);
      }
    }
  }

  /** Where no file may exceed a size, saves a small encoder and then tries a large one. */
  private static void fillDisk(Path file) {
    try (var small = encoder();
        var large =
            Encoder.create(
                new ImageInput(64, true), new Mlp(List.of(64)), Device.cpu(), new Seed(1))) {
      small.save(file);
      System.out.println("small");
      large.save(file);
      System.out.println("large");
    } catch (DataException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
