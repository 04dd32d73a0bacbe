package dev.siamese.study;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.sampling.EpisodeSampler;
import dev.siamese.synthetic.SyntheticGlyphs;
import dev.siamese.task.Baseline;
import dev.siamese.task.Measurement;
import dev.siamese.task.Measurements;
import dev.siamese.task.OneShotTask;
import dev.siamese.task.Recipes;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {

  private static final TrainingConfig CONFIG =
      Recipes.quick()
          .with("input.size", "12")
          .with("architecture.backbone.backbone.channels", "[4]")
          .withPkBatch(4, 2)
          .withEpochs(2)
          .withStepsPerEpoch(0);

  @TempDir Path folder;

  private static LearningCurveStudy study() {
    var test = new SyntheticGlyphs(1, 5, 4, 24).generate(new Seed(2));
    var task =
        new OneShotTask(
            "tiny",
            new SyntheticGlyphs(2, 8, 8, 24).generate(new Seed(1)),
            Optional.empty(),
            new EpisodeSampler(5, 1, 1).sample(test, 4, new Seed(2)));
    return LearningCurveStudy.ofFractions(task, CONFIG, Device.cpu(), List.of(0.25, 0.5, 1.0));
  }

  @Test
  void everyPartIsTrainedOnceWithTheStepsOfAllTheDataAndResumes() throws IOException {
    var trained = new ArrayList<String>();
    LearningCurveStudy.Listener listener =
        (part, seed, finished, all, left) -> {
          assertEquals(trained.isEmpty(), Double.isNaN(left));
          assertEquals(10, all);
          trained.add(part + " " + seed.value());
          return TrainingListener.NONE;
        };
    assertTrue(study().run(folder, List.of(1L, 2L), listener));
    var ofOneSeed =
        List.of(
            "16 classes of 8 samples 1",
            "4 classes of 8 samples 1",
            "8 classes of 8 samples 1",
            "16 classes of 2 samples 1",
            "16 classes of 4 samples 1");
    assertEquals(ofOneSeed, trained.subList(0, 5));
    var runs = LearningCurve.read(folder, "").runs();
    assertTrue(runs.stream().allMatch(run -> run.stepsPerEpoch() == 4), runs.toString());
    assertEquals(
        List.of(128, 32, 64, 32, 64),
        runs.subList(0, 5).stream().map(LearningCurveRun::trainingSamples).toList());

    var file = folder.resolve("runs.csv"); // as if interrupted before the last training
    var lines = Files.readAllLines(file);
    Files.write(file, lines.subList(0, 10));
    assertTrue(study().run(folder, List.of(1L, 2L), listener));
    assertEquals(11, trained.size());
    var again = LearningCurve.read(folder, "error").runs();
    assertEquals(runs.get(9).metrics(), again.get(9).metrics());
  }

  @Test
  void anInterruptedTrainingIsNotAResult() {
    var part = study().withClasses(List.of()).withSamples(List.of());
    var interrupting =
        new TrainingListener() {
          @Override
          public void onStep(Progress progress) {
            Thread.currentThread().interrupt();
          }
        };
    assertFalse(part.run(folder, List.of(1L), (a, b, c, d, e) -> interrupting));
    assertTrue(Thread.interrupted());
    assertTrue(LearningCurve.runs(new ResultLog(folder.resolve("runs.csv"))).isEmpty());
    assertTrue(part.run(folder, List.of(1L), (a, b, c, d, e) -> TrainingListener.NONE));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LearningCurveStudy(
                    part.task(), CONFIG.withEpochs(3), Device.cpu(), List.of(), List.of())
                .run(folder, List.of(1L), (a, b, c, d, e) -> TrainingListener.NONE));
  }

  @Test
  void numbersOutOfRangeAndOtherTasksAreRefused() {
    var study = study();
    var error =
        assertThrows(IllegalArgumentException.class, () -> study.withClasses(List.of(4, 17)));
    assertEquals(
        "the number of classes must be from 2 to 16, as many as there are for training, not 17",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> study.withSamples(List.of(1)));
    var records = TaskType.RECORDS.load("people", DataDirectory.fromEnvironment(), 0, new Seed(1));
    assertThrows(
        IllegalArgumentException.class,
        () -> LearningCurveStudy.ofFractions(records, CONFIG, Device.cpu(), List.of(1.0)));
  }

  /** Errors of the seeds 1, 2, … on one part. */
  private static List<LearningCurveRun> runs(int classes, int samples, double... errors) {
    var runs = new ArrayList<LearningCurveRun>();
    for (int i = 0; i < errors.length; i++) {
      var metrics = Map.of("error", errors[i]);
      runs.add(new LearningCurveRun(classes, samples, classes * samples, i + 1, 1, 1.0, metrics));
    }
    return runs;
  }

  private static LearningCurve curve(List<LearningCurveRun> first, List<LearningCurveRun> second) {
    var all = new ArrayList<>(runs(40, 20, 0.10, 0.12, 0.14));
    all.addAll(first);
    all.addAll(second);
    return new LearningCurve("error", all);
  }

  @Test
  void theConclusionComparesTheLastStepsOfTheSameSeeds() {
    var curve = curve(runs(20, 20, 0.15, 0.18, 0.19), runs(40, 10, 0.11, 0.10, 0.16));
    var pixels = new Measurements(Map.of("error", Measurement.fraction(0.3, 100)));
    // t(0.975, 2) = 4.3027; standard deviations of the seeds 0.02, of the differences 0.00577
    assertEquals(
        "With 40 classes of 20 samples the error is 12.0 % [7.0, 17.0];"
            + " the baseline (pixels) has 30.0 %."
            + " 40 instead of 20 classes lower it by 5.3 points [3.9, 6.8],"
            + " 20 instead of 10 samples per class lower it by 0.3 points [-4.8, 5.5]:"
            + " collect more classes.",
        curve.conclusion(Optional.of(new Baseline("pixels", pixels))));
    var lines = curve.lines();
    assertEquals(
        List.of("fewer classes, 20 samples each", "40 classes, fewer samples"),
        List.copyOf(lines.keySet()));
    for (var line : lines.values()) {
      assertArrayEquals(
          new double[] {400, 800}, line.numberColumn("training_samples").asDoubleArray());
    }
    assertEquals(3, curve.table().rowCount());
  }

  @Test
  void aGreaterAreaUnderTheRocCurveIsBetter() {
    var runs = new ArrayList<LearningCurveRun>();
    for (var run : List.of(new double[] {20, 0.7}, new double[] {40, 0.8})) {
      for (long seed : new long[] {1, 5_000_000_000L}) {
        var metrics = Map.of("roc_auc", run[1]);
        int classes = (int) run[0];
        runs.add(new LearningCurveRun(classes, 2, 2 * classes, seed, 1, 1.0, metrics));
      }
    }
    var log = new ResultLog(folder.resolve("runs.csv"));
    runs.forEach(run -> log.add(run.toRow()));
    var curve = LearningCurve.read(folder, "");
    assertEquals(runs, curve.runs());
    var words = curve.conclusion(Optional.empty());
    assertTrue(words.contains("40 instead of 20 classes raise it by 10.0 points"), words);
    assertTrue(words.endsWith("collect more classes."), words);
  }

  @Test
  void aFlatCurveAndASingleSeedAreCalledSo() {
    var flat = curve(runs(20, 20, 0.09, 0.13, 0.14), List.of()).conclusion(Optional.empty());
    assertTrue(flat.contains("40 instead of 20 classes lower it by 0.0 points ["), flat);
    assertTrue(flat.endsWith("the curve is flat, more data is not shown to help."), flat);
    var worse = curve(List.of(), runs(40, 10, 0.08, 0.09, 0.10)).conclusion(Optional.empty());
    assertTrue(worse.contains("samples per class raise it by 3.0 points [0.5, 5.5]"), worse);
    var one = new LearningCurve("error", runs(1, 400, 0.1)).conclusion(Optional.empty());
    assertTrue(one.startsWith("With 400 training samples the error is 10.0 %."), one);
    var two = new ArrayList<>(runs(40, 20, 0.1));
    two.addAll(runs(20, 20, 0.2));
    var single = new LearningCurve("error", two).conclusion(Optional.empty());
    assertTrue(single.contains("one seed has no interval"), single);
  }
}
