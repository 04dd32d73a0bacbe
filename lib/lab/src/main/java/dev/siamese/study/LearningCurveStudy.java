package dev.siamese.study;

import ai.djl.Device;
import dev.siamese.task.Task;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains on parts of a task's training data: on some of the classes with all of their samples, and
 * on all classes with some of their samples. Validation and test are the same for all parts; with
 * one seed, a smaller part is within a larger one, and every training has as many steps as that on
 * all the data.
 *
 * @param task whose training data has parts
 * @param config the hyper-parameters of every training
 * @param device to train on
 * @param classes the numbers of classes, ascending; the last is all of them
 * @param samples the mean numbers of samples per class, ascending; the last is all of them
 */
public record LearningCurveStudy(
    Task task, TrainingConfig config, Device device, List<Integer> classes, List<Integer> samples) {

  private static final int LEAST = 2; // classes, and samples per class

  /** Receives the progress of a study. */
  @FunctionalInterface
  public interface Listener {

    /**
     * A training starts.
     *
     * @param part such as {@code 20 classes of 10 samples}
     * @param seed of the training
     * @param finished the number of finished trainings
     * @param all the number of trainings
     * @param secondsLeft an estimate by the finished trainings; NaN if there is none
     * @return receives the progress of the training
     */
    TrainingListener onTraining(String part, Seed seed, int finished, int all, double secondsLeft);
  }

  /** A part of the training data. */
  private record Part(int classes, int samples) {

    @Override
    public String toString() {
      return LearningCurve.describe(classes, samples);
    }
  }

  /**
   * Sorts the numbers and adds those of all the data.
   *
   * @param task whose training data has parts
   * @param config the hyper-parameters of every training
   * @param device to train on
   * @param classes from 2 to the number of training classes; not used if they count as one
   * @param samples from 2 to the mean number of samples per class
   * @throws IllegalArgumentException if a number is out of its range, or the task has no parts
   */
  public LearningCurveStudy {
    int[] sizes = task.trainingClassSizes();
    if (sizes.length == 0) {
      throw new IllegalArgumentException(
          "there is no learning curve of %s: the task must be images, faces, signatures, text (pairs of sentences), audio or series"
              .formatted(task.name()));
    }
    classes = sizes.length == 1 ? List.of(1) : numbers("classes", classes, sizes.length);
    samples = numbers("samples", samples, meanSize(sizes));
  }

  /**
   * The study of fractions of the classes, and of the same fractions of their samples.
   *
   * @param task whose training data has parts
   * @param config the hyper-parameters of every training
   * @param device to train on
   * @param fractions above 0 and at most 1; two classes and two samples are always kept
   * @return the study
   * @throws IllegalArgumentException if a fraction is out of its range, or the task has no parts
   */
  public static LearningCurveStudy ofFractions(
      Task task, TrainingConfig config, Device device, List<Double> fractions) {
    var sizes = task.trainingClassSizes();
    return new LearningCurveStudy(
        task, config, device, parts(fractions, sizes.length), parts(fractions, meanSize(sizes)));
  }

  /**
   * {@return the same study with other numbers of classes}
   *
   * @param others from 2 to the number of training classes
   */
  public LearningCurveStudy withClasses(List<Integer> others) {
    return new LearningCurveStudy(task, config, device, others, samples);
  }

  /**
   * {@return the same study with other numbers of samples per class}
   *
   * @param others from 2 to the mean number of samples per class
   */
  public LearningCurveStudy withSamples(List<Integer> others) {
    return new LearningCurveStudy(task, config, device, classes, others);
  }

  private static List<Integer> parts(List<Double> fractions, int all) {
    var wrong = fractions.stream().filter(each -> !(each > 0 && each <= 1)).findFirst();
    if (wrong.isPresent()) {
      throw new IllegalArgumentException(
          "a fraction must be above 0 and at most 1, not " + wrong.get());
    }
    return fractions.stream().map(each -> part(each, all)).toList();
  }

  private static int part(double fraction, int all) {
    return Math.min(all, Math.max(LEAST, (int) Math.round(fraction * all)));
  }

  private static List<Integer> numbers(String name, List<Integer> numbers, int all) {
    for (int number : numbers) {
      if (number < Math.min(LEAST, all) || number > all) {
        throw new IllegalArgumentException(
            "the number of %s must be from %d to %d, as many as there are for training, not %d"
                .formatted(name, LEAST, all, number));
      }
    }
    var sorted = new TreeSet<>(numbers);
    sorted.add(all);
    return List.copyOf(sorted);
  }

  private static int meanSize(int[] sizes) {
    return (int) Math.round(IntStream.of(sizes).average().orElse(0));
  }

  /** All the data first: its number of steps is that of the other parts. */
  private List<Part> parts() {
    int allClasses = last(classes);
    int allSamples = last(samples);
    var full = new Part(allClasses, allSamples);
    return Stream.of(
            Stream.of(full),
            classes.stream().map(count -> new Part(count, allSamples)),
            samples.stream().map(count -> new Part(allClasses, count)))
        .flatMap(parts -> parts)
        .distinct()
        .toList();
  }

  private static int last(List<Integer> numbers) {
    return numbers.get(numbers.size() - 1);
  }

  /**
   * Trains and evaluates every part with every seed, except for those whose results are in the
   * folder already. An interrupted training continues when this method is called again.
   *
   * @param folder for the results, {@code runs.csv}; created if missing
   * @param seeds of the draws of the parts and of the trainings
   * @param listener receives the progress
   * @return whether all trainings are finished; false after an interruption
   * @throws IllegalArgumentException if the folder has results of another configuration or task
   */
  public boolean run(Path folder, List<Long> seeds, Listener listener) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("0 seeds: at least 1 is needed, for intervals several");
    }
    RunStore.requireSame(folder, config, task.toString());
    var log = new ResultLog(folder.resolve("runs.csv"));
    var runs = new ArrayList<>(LearningCurve.runs(log));
    int all = parts().size() * seeds.size();
    int finished = 0;
    for (long seed : seeds) {
      for (var part : parts()) {
        if (runs.stream().noneMatch(run -> isOf(run, part, seed))) {
          double mean =
              runs.stream().mapToDouble(LearningCurveRun::seconds).average().orElse(Double.NaN);
          var progress =
              listener.onTraining(
                  part.toString(), new Seed(seed), finished, all, mean * (all - finished));
          if (!run(part, seed, folder, stepsPerEpoch(runs), log, progress)) {
            return false;
          }
          runs = new ArrayList<>(LearningCurve.runs(log));
        }
        finished++;
      }
    }
    return true;
  }

  private static boolean isOf(LearningCurveRun run, Part part, long seed) {
    return run.classes() == part.classes && run.samples() == part.samples && run.seed() == seed;
  }

  /** That of the training on all the data; 0 before it. */
  private int stepsPerEpoch(List<LearningCurveRun> runs) {
    return runs.stream()
        .filter(run -> run.classes() == last(classes) && run.samples() == last(samples))
        .mapToInt(LearningCurveRun::stepsPerEpoch)
        .findFirst()
        .orElse(0);
  }

  private boolean run(
      Part part, long seed, Path folder, int steps, ResultLog log, TrainingListener listener) {
    long start = System.nanoTime();
    double fraction = (double) part.samples / last(samples);
    var subset = task.trainSubset(part.classes, fraction, new Seed(seed).derive("subset"));
    var fitted =
        steps == 0 || config.stepsPerEpoch() > 0 ? config : config.withStepsPerEpoch(steps);
    var checkpoint =
        folder.resolve("%d-%d-%d.checkpoint".formatted(part.classes, part.samples, seed));
    try (var result =
        subset.train(fitted, device, new Seed(seed), listener, Optional.of(checkpoint))) {
      var history = result.history();
      if (history.interrupted()) {
        return false;
      }
      var metrics = subset.evaluate(result.encoder());
      log.add(
          new LearningCurveRun(
                  part.classes,
                  part.samples,
                  IntStream.of(subset.trainingClassSizes()).sum(),
                  seed,
                  history.stepLosses().length / history.epochs().size(),
                  (System.nanoTime() - start) / 1e9,
                  metrics)
              .toRow());
      Files.deleteIfExists(checkpoint);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + checkpoint, e);
    }
  }
}
