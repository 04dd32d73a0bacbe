package dev.siamese.task;

import ai.djl.Device;
import com.google.gson.Gson;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.index.Measured;
import dev.siamese.match.CandidatePairs;
import dev.siamese.metrics.PairDistances;
import dev.siamese.model.Encoder;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How an encoder of records learns, whether or not it is told which of them are the same: every
 * record gets copies with mistakes in them, which are to be told from everybody else.
 *
 * @param recipe how; its batches are made smaller for fewer records
 * @param device where
 * @param seed the root of all chance
 */
public record RecordTrainer(Recipe recipe, Device device, Seed seed) {

  private static final int COPIES = 4; // of each record to learn from
  private static final int NEIGHBOURS = 10; // of each record that a threshold is fitted to
  private static final int MAX_TRAIN_RECORDS = 20_000;
  private static final int MAX_CALIBRATION_RECORDS = 5_000;
  private static final int MAX_ROUNDS = 20;

  /** By the recipe {@code records}, for records of these fields. */
  public static RecordTrainer forFields(List<String> fields, Device device, Seed seed) {
    var recipe = Recipe.named("records").with("input.fields", new Gson().toJson(fields));
    return new RecordTrainer(recipe, device, seed);
  }

  /**
   * Learns from records whose classes are known. The threshold of the encoder's card tells the
   * duplicates among the records held out best, by F1: see {@link RecordTask#calibrationPairs}.
   */
  public Encoder trainSupervised(RecordTask task, TrainingListener listener) {
    return trainSupervised(task, listener, null).encoder();
  }

  /**
   * The same, with how it went.
   *
   * @param checkpoint where to keep what it takes to go on after an interruption; null for nowhere
   */
  TrainingResult trainSupervised(RecordTask task, TrainingListener listener, Path checkpoint) {
    var trained = trainOnCopies(task.train(), listener, checkpoint);
    Recipe.setTrainingMetadata(trained.encoder(), task.name(), recipe.createLoss(), seed);
    calibrate(trained.encoder(), task.calibrationPairs(trained.encoder()).toPairDistances());
    return trained;
  }

  /**
   * Learns from records of which nothing is known. The threshold tells copies that were not learned
   * from best, by F1, from all other records.
   *
   * @param records at least two
   * @throws DataException if there are fewer
   */
  public Encoder trainSelfSupervised(Records records, TrainingListener listener) {
    var encoder = trainOnCopies(records, listener, null).encoder();
    return calibrate(encoder, calibrationDistances(encoder, records));
  }

  /**
   * Learns from records some pairs of which are known to be the same or not. Two thirds of the
   * pairs are learned from; the others and copies that were not learned from set the threshold.
   *
   * @param known pairs of {@link Records}, at least three
   */
  public Encoder trainFromPairs(LabeledPairs known, TrainingListener listener) {
    var records = (Records) known.data();
    var order = seed.derive("pairs").permutation(known.size());
    var learned = Arrays.copyOf(order, known.size() * 2 / 3);
    var encoder =
        trainOnCopies(records.mergeMatches(known.select(learned)), listener, null).encoder();
    var rest = known.select(Arrays.copyOfRange(order, learned.length, order.length));
    return calibrate(
        encoder, calibrationDistances(encoder, records).concat(distances(encoder, rest)));
  }

  /** The encoder that every run of this seed begins with; without a threshold. */
  public Encoder newEncoder() {
    var encoder =
        Encoder.create(recipe.input(), recipe.architecture(), device, seed.derive("weights"));
    encoder.setCard(encoder.card().withDistance(recipe.distance()));
    return encoder;
  }

  private TrainingResult trainOnCopies(
      Records records, TrainingListener listener, Path checkpoint) {
    if (records.classes().size() < 2) {
      throw new DataException(
          "%d records of %d things are too few to learn from: there must be two things at least"
              .formatted(records.size(), records.classes().size()));
    }
    var some = subsample(records, MAX_TRAIN_RECORDS, "learned");
    var copied = new RecordCorruption().augment(some, COPIES, seed.derive("copies"));
    var encoder = newEncoder();
    var training = recipe.training(encoder, copied, seed.derive("training"));
    training.optPkBatch(
        Math.min(recipe.classesPerBatch(), copied.classes().size()), recipe.samplesPerClass());
    training.optListener(listener).optCheckpoint(checkpoint);
    return new TrainingResult(encoder, training.build().train());
  }

  /** As many records as there may be, with the classes that these have. */
  private Records subsample(Records records, int most, String purpose) {
    if (records.size() <= most) {
      return records;
    }
    var rows = Arrays.copyOf(seed.derive(purpose).permutation(records.size()), most);
    var some = records.select(rows);
    var used = Arrays.stream(some.labels()).boxed().collect(Collectors.toSet());
    return some.filterClasses(used::contains);
  }

  /**
   * Of new copies to the nearest of all records, the originals among them. Records may have
   * duplicates that nobody has marked: who is within the threshold of a copy's original is not
   * counted as different from the copy. That raises the threshold, until it stays where it is.
   */
  private PairDistances calibrationDistances(Encoder encoder, Records records) {
    var some = subsample(records, MAX_CALIBRATION_RECORDS, "judged");
    var copied = new RecordCorruption().augment(some, 1, seed.derive("judged"));
    var copies = copied.select(IntStream.range(some.size(), copied.size()).toArray());
    var pairs = CandidatePairs.crossJoin(encoder, copies, records, NEIGHBOURS);
    var fromOriginal = distancesToOriginals(encoder, some, records, pairs);
    var same = pairs.toPairDistances().positive();
    double threshold = same[same.length / 2]; // the median: strict to begin with
    for (int round = 0; round < MAX_ROUNDS; round++) {
      double next = withoutUnmarkedDuplicates(pairs, fromOriginal, threshold).bestF1().value();
      if (next <= threshold) {
        break;
      }
      threshold = next;
    }
    return withoutUnmarkedDuplicates(pairs, fromOriginal, threshold);
  }

  /** How far the record of each pair is from the original of the pair's copy. */
  private double[] distancesToOriginals(
      Encoder encoder, Records originals, Records records, CandidatePairs pairs) {
    var rows = new HashMap<String, Integer>();
    for (int row = 0; row < records.size(); row++) {
      rows.put(records.key(row), row);
    }
    try (var manager = Torch.manager(device)) {
      var measured = new Measured(encoder.embed(records, manager), encoder.card().distance());
      return measured.between(
          IntStream.of(pairs.first()).map(copy -> rows.get(originals.key(copy))).toArray(),
          IntStream.of(pairs.second()).map(row -> row - originals.size()).toArray());
    }
  }

  private static PairDistances withoutUnmarkedDuplicates(
      CandidatePairs pairs, double[] fromOriginal, double threshold) {
    var counts =
        IntStream.range(0, pairs.size())
            .filter(i -> pairs.isPositive(i) || fromOriginal[i] > threshold)
            .toArray();
    return pairs.select(counts).toPairDistances();
  }

  private PairDistances distances(Encoder encoder, LabeledPairs pairs) {
    try (var manager = Torch.manager(device)) {
      var embeddings = encoder.embed(pairs.data(), manager);
      var measured = new Measured(embeddings, encoder.card().distance());
      var numbers = measured.between(pairs.left(), pairs.right());
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
