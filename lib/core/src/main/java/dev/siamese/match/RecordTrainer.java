package dev.siamese.match;

import ai.djl.Device;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.distance.PairwiseDistances;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.training.Trainer;
import dev.siamese.training.TrainingConfig;
import dev.siamese.training.TrainingListener;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trains an encoder of records, with or without labels: each record gets copies with errors, whose
 * embeddings must be close to each other and far from those of other records.
 *
 * @param config the hyper-parameters; batches are smaller if there are fewer records
 * @param device of the encoder
 * @param seed of the initial weights, of the copies and of the training
 */
public record RecordTrainer(TrainingConfig config, Device device, Seed seed) {

  private static final int COPIES = 4; // of each training record
  private static final int NEIGHBOURS = 10; // of each record for calibration
  private static final int MAX_TRAIN_RECORDS = 20_000;
  private static final int MAX_CALIBRATION_RECORDS = 5_000;
  private static final int MAX_ROUNDS = 20;

  /**
   * Trains on records of which no duplicates need to be known. The threshold is that of the highest
   * F1 in finding the originals of new copies among all records.
   *
   * @param records with at least 2 classes; duplicates that are known are of one class
   * @param listener receives the progress of the training
   * @return the encoder, which the caller closes
   * @throws DataException if there are fewer than 2 records
   */
  public Encoder trainSelfSupervised(Records records, TrainingListener listener) {
    var encoder = trainOnCopies(records, listener);
    return calibrate(encoder, calibrationDistances(encoder, records));
  }

  /**
   * Trains on records with some labelled pairs. Two thirds of the pairs are for training; the
   * others and new copies are for the calibration of the threshold.
   *
   * @param pairs of {@link Records}, at least 3
   * @param listener receives the progress of the training
   * @return the encoder, which the caller closes
   */
  public Encoder trainFromPairs(LabeledPairs pairs, TrainingListener listener) {
    var records = (Records) pairs.data();
    var order = seed.derive("pairs").permutation(pairs.size());
    var train = Arrays.copyOf(order, pairs.size() * 2 / 3);
    var merged = records.mergeMatches(pairs.select(train));
    var encoder = trainOnCopies(merged, listener);
    var heldOut = pairs.select(Arrays.copyOfRange(order, train.length, order.length));
    return calibrate(
        encoder, calibrationDistances(encoder, records).concat(distances(encoder, heldOut)));
  }

  /** {@return the encoder before training, without a threshold, which the caller closes} */
  public Encoder newEncoder() {
    var encoder =
        Encoder.create(config.input(), config.architecture(), device, seed.derive("weights"));
    try (var loss = config.loss().create(2, 1, device, seed)) {
      encoder.setCard(encoder.card().withDistance(loss.distance()));
    }
    return encoder;
  }

  private Encoder trainOnCopies(Records records, TrainingListener listener) {
    var encoder = newEncoder();
    trainer(encoder, records).optListener(listener).build().train();
    return encoder;
  }

  /**
   * {@return a trainer that trains an encoder on copies of records}
   *
   * @param encoder such as {@link #newEncoder}
   * @param records with at least 2 classes
   * @throws DataException if there are fewer than 2 classes
   */
  public Trainer.Builder trainer(Encoder encoder, Records records) {
    if (records.classes().size() < 2) {
      throw new DataException(
          "%s of %s cannot be told apart by training: at least 2 classes are needed"
              .formatted(
                  Counts.of(records.size(), "record"),
                  Counts.of(records.classes().size(), "class")));
    }
    var subset = subsample(records, MAX_TRAIN_RECORDS, "learned");
    var copies = new RecordCorruption().augment(subset, COPIES, seed.derive("copies"));
    return Trainer.builder()
        .setEncoder(encoder)
        .setData(copies)
        .setConfig(config.fitTo(copies))
        .optSeed(seed.derive("training"));
  }

  /** A random subset of at most so many records. */
  private Records subsample(Records records, int max, String purpose) {
    if (records.size() <= max) {
      return records;
    }
    var rows = Arrays.copyOf(seed.derive(purpose).permutation(records.size()), max);
    var subset = records.select(rows);
    var used = Arrays.stream(subset.labels()).boxed().collect(Collectors.toSet());
    return subset.filterClasses(used::contains);
  }

  /**
   * The distances of new copies to their nearest records. Records may have unlabelled duplicates: a
   * record within the threshold of a copy's original is not counted as a negative. That raises the
   * threshold, which is repeated until it does not change.
   */
  private PairDistances calibrationDistances(Encoder encoder, Records records) {
    var subset = subsample(records, MAX_CALIBRATION_RECORDS, "judged");
    var copied = new RecordCorruption().augment(subset, 1, seed.derive("judged"));
    var copies = copied.select(IntStream.range(subset.size(), copied.size()).toArray());
    var pairs = CandidatePairs.crossJoin(encoder, copies, records, NEIGHBOURS);
    var fromOriginal = distancesToOriginals(encoder, subset, records, pairs);
    var positive = pairs.toPairDistances().positive();
    double threshold = positive[positive.length / 2]; // start with the median, which is strict
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double next = withoutUnlabeledDuplicates(pairs, fromOriginal, threshold).bestF1().value();
      if (next <= threshold) {
        break;
      }
      threshold = next;
    }
    return withoutUnlabeledDuplicates(pairs, fromOriginal, threshold);
  }

  /** The distance of each pair's record to the original of its copy. */
  private double[] distancesToOriginals(
      Encoder encoder, Records originals, Records records, CandidatePairs pairs) {
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < records.size(); row++) {
      rows.put(records.key(row), row);
    }
    try (var manager = Torch.manager(device)) {
      var all = new PairwiseDistances(encoder.embed(records, manager), encoder.card().distance());
      return all.between(
          IntStream.of(pairs.first()).map(copy -> rows.get(originals.key(copy))).toArray(),
          IntStream.of(pairs.second()).map(row -> row - originals.size()).toArray());
    }
  }

  private static PairDistances withoutUnlabeledDuplicates(
      CandidatePairs pairs, double[] fromOriginal, double threshold) {
    var kept =
        IntStream.range(0, pairs.size())
            .filter(i -> pairs.isPositive(i) || fromOriginal[i] > threshold)
            .toArray();
    return pairs.select(kept).toPairDistances();
  }

  private PairDistances distances(Encoder encoder, LabeledPairs pairs) {
    try (var manager = Torch.manager(device)) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var all = new PairwiseDistances(embeddings, encoder.card().distance());
      var numbers = all.between(pairs.left(), pairs.right());
      var distances = new float[numbers.length];
      var same = new boolean[numbers.length];
      for (int i = 0; i < numbers.length; i++) {
        distances[i] = (float) numbers[i];
        same[i] = pairs.similarity()[i] >= 0.5;
      }
      return PairDistances.of(distances, same);
    }
  }

  private static Encoder calibrate(Encoder encoder, PairDistances pairs) {
    encoder.setCard(
        encoder.card().withTrainingClasses(List.of()).withThreshold(pairs.bestF1().value()));
    return encoder;
  }
}
