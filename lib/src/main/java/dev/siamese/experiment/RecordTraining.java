package dev.siamese.experiment;

import ai.djl.Device;
import com.google.gson.Gson;
import dev.siamese.augment.RecordErrors;
import dev.siamese.data.DataException;
import dev.siamese.data.LabeledPairs;
import dev.siamese.data.Records;
import dev.siamese.distance.Measured;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.engine.Torch;
import dev.siamese.evaluation.PairDistances;
import dev.siamese.search.Candidates;
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
public record RecordTraining(Recipe recipe, Device device, Seed seed) {

  private static final int COPIES = 4; // of each record to learn from
  private static final int NEIGHBOURS = 10; // of each record that a threshold is fitted to
  private static final int MOST_LEARNED = 20_000;
  private static final int MOST_JUDGED = 5_000;
  private static final int ROUNDS = 20;

  /** By the recipe {@code records}, for records of these fields. */
  public static RecordTraining standard(List<String> fields, Device device, Seed seed) {
    var recipe = Recipe.named("records").with("input.fields", new Gson().toJson(fields));
    return new RecordTraining(recipe, device, seed);
  }

  /**
   * Learns from records whose classes are known. The threshold of the encoder's card tells the
   * duplicates among the records held out best, by F1: see {@link RecordTask#toFit}.
   */
  public Encoder labelled(RecordTask task, TrainingListener listener) {
    return labelled(task, listener, null).encoder();
  }

  /**
   * The same, with how it went.
   *
   * @param checkpoint where to keep what it takes to go on after an interruption; null for nowhere
   */
  Trained labelled(RecordTask task, TrainingListener listener, Path checkpoint) {
    var trained = learn(task.train(), listener, checkpoint);
    Recipe.describe(trained.encoder(), task.name(), recipe.lossFunction(), seed);
    calibrated(trained.encoder(), task.toFit(trained.encoder()).labelled());
    return trained;
  }

  /**
   * Learns from records of which nothing is known. The threshold tells copies that were not learned
   * from best, by F1, from all other records.
   *
   * @param records at least two
   * @throws DataException if there are fewer
   */
  public Encoder unlabelled(Records records, TrainingListener listener) {
    var encoder = learn(records, listener, null).encoder();
    return calibrated(encoder, copies(encoder, records));
  }

  /**
   * Learns from records some pairs of which are known to be the same or not. Two thirds of the
   * pairs are learned from; the others and copies that were not learned from set the threshold.
   *
   * @param known pairs of {@link Records}, at least three
   */
  public Encoder paired(LabeledPairs known, TrainingListener listener) {
    var records = (Records) known.data();
    var order = seed.derive("pairs").permutation(known.size());
    var learned = Arrays.copyOf(order, known.size() * 2 / 3);
    var encoder = learn(records.withSame(known.select(learned)), listener, null).encoder();
    var rest = known.select(Arrays.copyOfRange(order, learned.length, order.length));
    return calibrated(encoder, copies(encoder, records).and(distances(encoder, rest)));
  }

  /** The encoder that every run of this seed begins with; without a threshold. */
  public Encoder untrained() {
    var encoder =
        Encoder.create(recipe.input(), recipe.architecture(), device, seed.derive("weights"));
    encoder.describe(encoder.card().withDistance(recipe.distance()));
    return encoder;
  }

  private Trained learn(Records records, TrainingListener listener, Path checkpoint) {
    if (records.classes().size() < 2) {
      throw new DataException(
          "%d records of %d things are too few to learn from: there must be two things at least"
              .formatted(records.size(), records.classes().size()));
    }
    var some = some(records, MOST_LEARNED, "learned");
    var copied = new RecordErrors().withCopies(some, COPIES, seed.derive("copies"));
    var encoder = untrained();
    var training = recipe.training(encoder, copied, seed.derive("training"));
    training.optBatch(Math.min(recipe.classes(), copied.classes().size()), recipe.samples());
    training.optListener(listener).optCheckpoint(checkpoint);
    return new Trained(encoder, training.build().run());
  }

  /** As many records as there may be, with the classes that these have. */
  private Records some(Records records, int most, String purpose) {
    if (records.size() <= most) {
      return records;
    }
    var rows = Arrays.copyOf(seed.derive(purpose).permutation(records.size()), most);
    var some = records.select(rows);
    var used = Arrays.stream(some.labels()).boxed().collect(Collectors.toSet());
    return some.classesWhere(used::contains);
  }

  /**
   * Of new copies to the nearest of all records, the originals among them. Records may have
   * duplicates that nobody has marked: who is within the threshold of a copy's original is not
   * counted as different from the copy. That raises the threshold, until it stays where it is.
   */
  private PairDistances copies(Encoder encoder, Records records) {
    var some = some(records, MOST_JUDGED, "judged");
    var copied = new RecordErrors().withCopies(some, 1, seed.derive("judged"));
    var copies = copied.select(IntStream.range(some.size(), copied.size()).toArray());
    var pairs = Candidates.between(encoder, copies, records, NEIGHBOURS);
    var fromOriginal = fromOriginals(encoder, some, records, pairs);
    var same = pairs.labelled().same();
    double threshold = same[same.length / 2]; // the median: strict to begin with
    for (int round = 0; round < ROUNDS; round++) {
      double next = counted(pairs, fromOriginal, threshold).bestF1().value();
      if (next <= threshold) {
        break;
      }
      threshold = next;
    }
    return counted(pairs, fromOriginal, threshold);
  }

  /** How far the record of each pair is from the original of the pair's copy. */
  private double[] fromOriginals(
      Encoder encoder, Records originals, Records records, Candidates pairs) {
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

  private static PairDistances counted(Candidates pairs, double[] fromOriginal, double threshold) {
    var counts =
        IntStream.range(0, pairs.size())
            .filter(i -> pairs.isSame(i) || fromOriginal[i] > threshold)
            .toArray();
    return pairs.select(counts).labelled();
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

  private static Encoder calibrated(Encoder encoder, PairDistances pairs) {
    encoder.describe(encoder.card().withLabels(List.of()).withThreshold(pairs.bestF1().value()));
    return encoder;
  }
}
