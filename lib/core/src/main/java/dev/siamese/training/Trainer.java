package dev.siamese.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import dev.siamese.augment.Augmentation;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Dataset;
import dev.siamese.data.LabeledPairs;
import dev.siamese.loss.Loss;
import dev.siamese.model.Encoder;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.PkSampler;
import dev.siamese.sampling.Sampler;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Weights;
import dev.siamese.tensor.internal.NonFinite;
import dev.siamese.tensor.internal.Tensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Trains an encoder: batches of P×K samples, altered, embedded once, judged by one loss.
 *
 * <p>With validation trials the weights of the best epoch are kept. An interrupted thread ends the
 * run after the current step, with what has been learned so far.
 */
public final class Trainer {

  private final Encoder encoder;
  private final Dataset data;
  private final Loss loss;
  private final int classesPerBatch;
  private final int samplesPerClass;
  private final int groupsPerBatch;
  private final boolean sharedSampleIndices;
  private final Sampler sampler;
  private final Augmentation augmentation;
  private final int epochs;
  private final int stepsPerEpoch;
  private final double learningRate;
  private final double weightDecay;
  private final double maxGradientNorm;
  private final double muonUpdateRms;
  private final LearningRateSchedule schedule;
  private final double emaDecay;
  private final Path checkpoint;
  private final ValidationResult.Validator validator; // null for none
  private final TrainingListener listener;
  private final Seed seed;

  private Trainer(Builder builder) {
    encoder = Objects.requireNonNull(builder.encoder, "setEncoder is missing");
    data = Objects.requireNonNull(builder.data, "setData is missing");
    loss = Objects.requireNonNull(builder.loss, "setLoss is missing");
    classesPerBatch = builder.classesPerBatch;
    samplesPerClass = builder.samplesPerClass;
    groupsPerBatch = builder.groupsPerBatch == 0 ? builder.classesPerBatch : builder.groupsPerBatch;
    sharedSampleIndices = builder.sharedSampleIndices;
    sampler = builder.sampler;
    augmentation = builder.augmentation;
    epochs = builder.epochs;
    stepsPerEpoch = builder.stepsPerEpoch;
    learningRate = builder.learningRate;
    weightDecay = builder.weightDecay;
    maxGradientNorm = builder.maxGradientNorm;
    muonUpdateRms = builder.muonUpdateRms;
    schedule = builder.schedule;
    emaDecay = builder.emaDecay;
    checkpoint = builder.checkpoint;
    validator = builder.validator;
    listener = builder.listener;
    seed = builder.seed;
  }

  /** Begins to describe a run. */
  public static Builder builder() {
    return new Builder();
  }

  /** Trains. Afterwards the encoder has the weights of the best epoch, and a fuller card. */
  public History train() {
    return encoder.withWriteLock(this::trainLocked);
  }

  private History trainLocked() {
    var labels = data.classes().stream().map(ClassInfo::toString).toList();
    encoder.setCard(encoder.card().withDistance(loss.distance()).withTrainingClasses(labels));
    var weights = new ArrayList<>(List.of(encoder.weights()));
    weights.addAll(loss.parameters());
    weights.forEach(this::checkDevice);
    var prepared = encoder.card().input().transform(data);
    var batches =
        sampler == null
            ? new PkSampler(
                data,
                classesPerBatch,
                samplesPerClass,
                groupsPerBatch,
                sharedSampleIndices,
                seed.derive("batches"))
            : sampler;
    try (var optimizer = new AdamW(weights, weightDecay, maxGradientNorm, muonUpdateRms);
        var average = emaDecay > 0 ? new WeightEma(weights, emaDecay) : null) {
      var run = new Run(prepared, batches, weights, optimizer, average);
      try {
        return run.execute();
      } finally {
        if (run.history.interrupted()) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private void checkDevice(Weights weights) {
    var device = weights.values().getDevice();
    if (!device.equals(encoder.manager().getDevice())) {
      throw new IllegalArgumentException(
          "the weights of %s are on %s, but the encoder is on %s: make both for one device"
              .formatted(loss, device, encoder.manager().getDevice()));
    }
  }

  /** One run's state. */
  private final class Run {

    private final Dataset transformed;
    private final Sampler batchSampler;
    private final List<Weights> weights;
    private final AdamW optimizer;
    private final WeightEma ema; // null for none
    private final int stepsInEpoch;
    private final History history = new History(loss.toString());
    private long start = System.nanoTime();
    private long trainingNanos;
    private long samplesSeen;
    private int step;
    private double bestError = Double.POSITIVE_INFINITY;
    private List<Weights.State> best;
    private final CollapseDetector collapseDetector = new CollapseDetector();

    Run(
        Dataset prepared,
        Sampler batches,
        List<Weights> weights,
        AdamW optimizer,
        WeightEma average) {
      this.transformed = prepared;
      this.batchSampler = batches;
      this.weights = weights;
      this.optimizer = optimizer;
      this.ema = average;
      stepsInEpoch = stepsPerEpoch > 0 ? stepsPerEpoch : batches.stepsPerEpoch();
    }

    History execute() {
      int done = checkpoint != null && Files.exists(checkpoint) ? resume() : 0;
      for (int epoch = done + 1; epoch <= epochs && !history.interrupted(); epoch++) {
        epoch(epoch);
        if (checkpoint != null && !history.interrupted()) {
          checkpoint().write(checkpoint);
        }
      }
      if (ema != null) {
        ema.swap();
      }
      if (best != null) {
        for (int i = 0; i < best.size(); i++) {
          weights.get(i).loadState(best.get(i));
        }
      }
      updateCard();
      return history;
    }

    /** A distance that is being learned goes onto the card as it is now. */
    private void updateCard() {
      encoder.setCard(encoder.card().withDistance(loss.distance()));
    }

    private void epoch(int epoch) {
      long before = samplesSeen;
      long begun = System.nanoTime();
      var losses = new NDList();
      while (step < epoch * stepsInEpoch && !history.interrupted()) {
        losses.add(step());
        step++;
        if (ema != null) {
          ema.update(step);
        }
        listener.onStep(progress(epoch, trainingNanos + System.nanoTime() - begun));
        // Taken back until the run has ended: validation and listeners are not to be interrupted.
        if (Thread.interrupted()) {
          history.markInterrupted();
        }
      }
      var values = read(losses); // the only wait for the device in an epoch
      long nanos = System.nanoTime() - begun;
      trainingNanos += nanos;
      double speed = (samplesSeen - before) / (nanos * 1e-9);
      var validation = validate();
      double seconds = (System.nanoTime() - start) * 1e-9;
      history.add(new History.Epoch(values, validation, speed, seconds));
      listener.onEpoch(progress(epoch, trainingNanos), history);
    }

    /** Trains on one batch; gives its loss, not yet computed perhaps, as a scalar of its own. */
    private NDArray step() {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var drawn = batchSampler.batch(step);
        samplesSeen += drawn.indices().length;
        var batch = transformed.batch(encoder.manager(), drawn.indices());
        var random = seed.derive("augmentation").derive(step).generator();
        var altered = new NDList(batch);
        altered.set(0, augmentation.apply(batch.head(), random));
        NDArray value;
        try (var gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
          var embeddings = encoder.forward(altered, true);
          var result = loss.compute(embeddings, drawn.labels().withStep(step));
          gradients.backward(result);
          value = result.stopGradient();
        }
        int steps = epochs * stepsInEpoch;
        optimizer.step(learningRate * schedule.multiplier((step + 1.0) / steps));
        NDScope.unregister(value);
        return value;
      }
    }

    private float[] read(NDList losses) {
      if (losses.isEmpty()) {
        return new float[0];
      }
      try (losses;
          var stacked = NDArrays.stack(losses)) {
        var values = Tensors.toFloatArray(stacked);
        for (int i = 0; i < values.length; i++) {
          if (!Float.isFinite(values[i])) {
            throw new ArithmeticException(failure(step - values.length + i, values[i]));
          }
        }
        return values;
      }
    }

    /** The batch of a step can be drawn again: its samples are to blame, or else the training. */
    private String failure(int step, float value) {
      var rows = batchSampler.batch(step).indices();
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var broken = NonFinite.nonFiniteRows(transformed.batch(encoder.manager(), rows).head());
        return "the loss of step %d is %s: ".formatted(step + 1, value)
            + (broken.length > 0
                ? "its samples hold NaN or infinity in "
                    + NonFinite.describeRows(
                        IntStream.of(broken).map(i -> rows[i]).distinct().toArray())
                    + " of the data"
                : "its samples are finite, so lower the learning rate (now %s), or train with loss.checked() to see which embeddings go wrong first"
                    .formatted(learningRate));
      }
    }

    private ValidationResult validate() {
      if (validator == null) {
        return ValidationResult.NONE;
      }
      if (ema != null) {
        ema.swap();
      }
      var result = validator.evaluate(encoder, loss);
      if (result.error() < bestError) {
        bestError = result.error();
        best = weights.stream().map(Weights::state).toList();
      }
      if (ema != null) {
        ema.swap();
      }
      collapseDetector.observe(result, listener);
      return result;
    }

    /** All numbers that a step changes, in an order of their own. */
    private List<NDArray> state() {
      var state = new ArrayList<NDArray>();
      weights.forEach(each -> state.addAll(List.of(each.values(), each.buffers())));
      state.addAll(optimizer.state());
      if (ema != null) {
        state.addAll(ema.state());
      }
      return state;
    }

    private Checkpoint checkpoint() {
      var bestNumbers = new ArrayList<float[]>();
      if (best != null) {
        best.forEach(each -> bestNumbers.addAll(List.of(each.values(), each.buffers())));
      }
      return new Checkpoint(
          fingerprint(),
          samplesSeen,
          trainingNanos,
          history.epochRecords(),
          state().stream().map(Tensors::toFloatArray).toList(),
          bestNumbers);
    }

    /** Puts everything back where a checkpoint has it; gives the epochs that are done. */
    private int resume() {
      var saved = Checkpoint.read(checkpoint, fingerprint());
      var state = state();
      for (int i = 0; i < state.size(); i++) {
        Tensors.copyInto(state.get(i), saved.state().get(i));
      }
      for (var epoch : saved.epochs()) {
        history.add(epoch);
        step += epoch.losses().length;
        if (epoch.validation().error() < bestError) {
          bestError = epoch.validation().error();
        }
        start = System.nanoTime() - (long) (epoch.seconds() * 1e9);
      }
      samplesSeen = saved.samplesSeen();
      trainingNanos = saved.trainingNanos();
      optimizer.resumeAt(step);
      if (!saved.bestState().isEmpty()) {
        best = new ArrayList<>();
        for (int i = 0; i < saved.bestState().size(); i += 2) {
          best.add(new Weights.State(saved.bestState().get(i), saved.bestState().get(i + 1)));
        }
      }
      return saved.epochs().size();
    }

    private String fingerprint() {
      return "%s on %d samples of %d classes, %s of %d×%d in %d groups%s, %s, %d × %d steps, rate %s, decay %s, norm %s, muon %s, averaging %s, %s"
          .formatted(
              encoder,
              data.size(),
              data.classes().size(),
              loss,
              classesPerBatch,
              samplesPerClass,
              groupsPerBatch,
              sharedSampleIndices ? " by the same hands" : "",
              augmentation,
              epochs,
              stepsInEpoch,
              learningRate,
              weightDecay,
              maxGradientNorm,
              muonUpdateRms,
              emaDecay,
              seed);
    }

    private Progress progress(int epoch, long nanos) {
      int steps = epochs * stepsInEpoch;
      double perStep = nanos * 1e-9 / step;
      return new Progress(
          epoch, epochs, step, steps, samplesSeen / (nanos * 1e-9), (steps - step) * perStep);
    }
  }

  /** Describes a run: what is set has no default, what is optional has a sensible one. */
  public static final class Builder {

    private Encoder encoder;
    private Dataset data;
    private Loss loss;
    private int classesPerBatch = 32;
    private int samplesPerClass = 4;
    private int groupsPerBatch;
    private boolean sharedSampleIndices;
    private Sampler sampler;
    private Augmentation augmentation = Augmentation.NONE;
    private int epochs = 10;
    private int stepsPerEpoch;
    private double learningRate = 1e-3;
    private double weightDecay = 1e-4;
    private double maxGradientNorm = 10;
    private double muonUpdateRms;
    private LearningRateSchedule schedule = LearningRateSchedule.COSINE_WITH_WARMUP;
    private double emaDecay;
    private Path checkpoint;
    private ValidationResult.Validator validator;
    private TrainingListener listener = TrainingListener.NONE;
    private Seed seed = new Seed(0);

    private Builder() {}

    /** The encoder to train, on the device that it was made for. */
    public Builder setEncoder(Encoder encoder) {
      this.encoder = encoder;
      return this;
    }

    /** The samples to learn from, as they were read; the encoder's input prepares them. */
    public Builder setData(Dataset data) {
      this.data = data;
      return this;
    }

    /**
     * What to make small: contrastive and triplet training differ here and nowhere else. A loss
     * with weights of its own must be on the encoder's device, and stays its maker's to close.
     */
    public Builder setLoss(Loss loss) {
      this.loss = loss;
      return this;
    }

    /**
     * P classes of K samples in every batch; 32 of 4 unless set. More classes, harder negatives.
     */
    public Builder optPkBatch(int classes, int samples) {
      this.classesPerBatch = classes;
      this.samplesPerClass = samples;
      return this;
    }

    /**
     * About how many groups, such as alphabets, the classes of a batch are of; with no regard to
     * groups if 0, and unless set. Fewer groups, harder negatives.
     */
    public Builder optGroupsPerBatch(int groups) {
      this.groupsPerBatch = groups;
      return this;
    }

    /**
     * Whether the classes of a group show samples of the same numbers, for data whose n-th sample
     * of every class of a group is by one hand: then style tells nothing. Not so unless set.
     */
    public Builder optSharedSampleIndices(boolean sameHands) {
      this.sharedSampleIndices = sameHands;
      return this;
    }

    /** Other batches than P×K, such as pairs or weighted draws; over the rows of the same data. */
    public Builder optSampler(Sampler sampler) {
      this.sampler = sampler;
      return this;
    }

    /** How to alter every batch; not at all unless set. */
    public Builder optAugmentation(Augmentation augmentation) {
      this.augmentation = augmentation;
      return this;
    }

    /** How often every class has its turn; 10 unless set. */
    public Builder optEpochs(int epochs) {
      if (epochs < 1) {
        throw new IllegalArgumentException("epochs must be at least 1: " + epochs);
      }
      this.epochs = epochs;
      return this;
    }

    /** Steps after which to report and validate; until every class had its turn unless set. */
    public Builder optStepsPerEpoch(int steps) {
      if (steps < 1) {
        throw new IllegalArgumentException("steps per epoch must be at least 1: " + steps);
      }
      stepsPerEpoch = steps;
      return this;
    }

    /** The highest learning rate of AdamW; 0.001 unless set. */
    public Builder optLearningRate(double rate) {
      if (!(rate > 0)) {
        throw new IllegalArgumentException("the learning rate must be above 0: " + rate);
      }
      learningRate = rate;
      return this;
    }

    /** How strongly weights are drawn to 0; 0.0001 unless set. */
    public Builder optWeightDecay(double decay) {
      weightDecay = decay;
      return this;
    }

    /** The norm to which longer gradients are shortened; 10 unless set. */
    public Builder optMaxGradientNorm(double norm) {
      maxGradientNorm = norm;
      return this;
    }

    /**
     * Moves matrices and kernels, not biases and the like, along their momentum made orthogonal
     * (Muon, Jordan et al. 2024) and not by AdamW's rule: an encoder that has much to learn takes
     * fewer steps, each of which takes up to a fifth longer. Not so unless set.
     *
     * @param strength the root mean square of a matrix's move, in learning rates, where AdamW's
     *     moves have some 0.2; with its own learning rate, try 0.2 to 0.8
     */
    public Builder optMuonUpdateRms(double strength) {
      if (!(strength >= 0)) {
        throw new IllegalArgumentException("Muon's strength must not be below 0: " + strength);
      }
      muonUpdateRms = strength;
      return this;
    }

    /** How the learning rate changes; along a cosine unless set. */
    public Builder optLearningRateSchedule(LearningRateSchedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /**
     * Validates and keeps the mean of the weights over the last steps instead of the last weights;
     * not done unless set.
     *
     * @param decay the part of the mean that one step leaves, from 0 to less than 1: with 0.99 it
     *     looks back over about a hundred steps
     */
    public Builder optEmaDecay(double decay) {
      if (!(decay >= 0 && decay < 1)) {
        throw new IllegalArgumentException(
            "the decay of the mean must be from 0 to less than 1: " + decay);
      }
      emaDecay = decay;
      return this;
    }

    /**
     * Where to keep what the run needs to be continued: written after every epoch, and read when
     * the same run begins again, which then ends as it would have without the interruption. Stays
     * there afterwards. A run with another recipe, data or seed refuses it. None unless set.
     */
    public Builder optCheckpoint(Path file) {
      checkpoint = file;
      return this;
    }

    /** Questions over held-out classes, asked after every epoch; the best epoch's weights stay. */
    public Builder optValidation(EpisodeSet<?> trials) {
      validator =
          trials == null
              ? null
              : (encoder, loss) -> ValidationResult.evaluate(encoder, trials, loss);
      return this;
    }

    /**
     * Held-out pairs to tell apart instead, for data without classes: the error that the best epoch
     * has least of is 1 − average precision.
     */
    public Builder optValidation(LabeledPairs pairs) {
      validator =
          pairs == null ? null : (encoder, loss) -> ValidationResult.evaluate(encoder, pairs, loss);
      return this;
    }

    /** Who looks on; nobody unless set. */
    public Builder optListener(TrainingListener listener) {
      this.listener = listener;
      return this;
    }

    /** The root of all chance in the run; 0 unless set. */
    public Builder optSeed(Seed seed) {
      this.seed = seed;
      return this;
    }

    /**
     * The described run.
     *
     * @throws NullPointerException naming what was not set
     */
    public Trainer build() {
      return new Trainer(this);
    }
  }
}
