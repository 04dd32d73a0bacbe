package dev.siamese.task;

import ai.djl.Device;
import dev.siamese.augment.RecordCorruption;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Febrl;
import dev.siamese.data.Records;
import dev.siamese.data.Split;
import dev.siamese.match.CandidatePairs;
import dev.siamese.metrics.BlockingMetrics;
import dev.siamese.metrics.IdPair;
import dev.siamese.metrics.PairMetrics;
import dev.siamese.model.Encoder;
import dev.siamese.synthetic.SyntheticPeople;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * An examination in linking: what to learn from, what to fit the threshold to, and two collections
 * whose records are to be linked, nobody in more than one of these three.
 *
 * @param name of the data
 * @param train records to learn from
 * @param validation records to choose by, and to fit the threshold to
 * @param left one of the collections that count
 * @param right the other one
 */
public record RecordTask(
    String name, Records train, Records validation, Records left, Records right) implements Task {

  /** What {@link #named} knows. */
  public static final List<String> NAMES = List.of("people", "febrl");

  private static final int NEIGHBOURS = 10;

  /**
   * What came of it.
   *
   * @param blocking how the candidates fare, each record's ten nearest of the other collection
   * @param pairs how the candidates within the threshold fare
   * @param oneToOne how those fare of which no record is in two, the nearest chosen first
   */
  public record LinkageResult(BlockingMetrics blocking, PairMetrics pairs, PairMetrics oneToOne) {}

  /**
   * A task of that name: invented people; or Febrl's fourth data set, learned from the other three.
   *
   * @param home where Febrl is, or is downloaded to
   * @throws IllegalArgumentException if there is no such task
   */
  public static RecordTask named(String name, DataDirectory home, Seed seed) {
    return switch (name) {
      case "people" -> people(seed);
      case "febrl" -> febrl(new Febrl(home), seed);
      default ->
          throw new IllegalArgumentException(
              "there is no task \"%s\", only %s".formatted(name, String.join(", ", NAMES)));
    };
  }

  /** Invented people: 3,000 to learn from, 1,000 to choose by, 2,000 and a copy of each to link. */
  public static RecordTask people(Seed seed) {
    var errors = new RecordCorruption();
    var test = new SyntheticPeople(2000).generate("test", seed.derive("test"));
    var both = errors.augment(test, 1, seed.derive("test copies"));
    var held = new SyntheticPeople(1000).generate("validation", seed.derive("validation"));
    return new RecordTask(
        "people",
        new SyntheticPeople(3000).generate("train", seed.derive("train")),
        errors.augment(held, 1, seed.derive("validation copies")),
        test,
        both.select(IntStream.range(test.size(), both.size()).toArray()));
  }

  /** Febrl 4, learned from four fifths of the people of Febrl 1 to 3, and chosen by the others. */
  public static RecordTask febrl(Febrl febrl, Seed seed) {
    var others = febrl.dataset1().concat(febrl.dataset2()).concat(febrl.dataset3());
    var split = Split.byClass(others, others.classes().size() / 5, seed.derive("split"));
    return new RecordTask(
        "febrl", split.train(), split.heldOut(), febrl.dataset4a(), febrl.dataset4b());
  }

  /** The same examination with some of the fields. */
  public RecordTask withFields(List<String> fields) {
    return new RecordTask(
        name,
        train.selectFields(fields),
        validation.selectFields(fields),
        left.selectFields(fields),
        right.selectFields(fields));
  }

  /**
   * The pairs that a threshold is fitted to: of each record held out and its nearest among all that
   * are not to be linked, those learned from included, so that there are as many to be mistaken for
   * as in use.
   */
  public CandidatePairs calibrationPairs(Encoder encoder) {
    return CandidatePairs.selfJoin(encoder, validation.concat(train), NEIGHBOURS)
        .involving(row -> row < validation.size());
  }

  /** The pairs that are judged: of each record and its nearest in the other collection. */
  public CandidatePairs testPairs(Encoder encoder) {
    return CandidatePairs.crossJoin(encoder, left, right, NEIGHBOURS);
  }

  /** What it means to call the candidates within a threshold the same. */
  public LinkageResult link(CandidatePairs candidates, double threshold) {
    var real = IdPair.truePairs(candidates.records());
    var same = candidates.withinThreshold(threshold);
    return new LinkageResult(
        BlockingMetrics.of(candidates.idPairs(), real, pairCount()),
        PairMetrics.of(same.idPairs(), real),
        PairMetrics.of(same.oneToOne().idPairs(), real));
  }

  /** How many pairs of a left and a right record there are. */
  public long pairCount() {
    return (long) left.size() * right.size();
  }

  @Override
  public String toString() {
    return "%s: %,d records of %,d people to learn from, %,d held out, %,d and %,d others to link"
        .formatted(
            name,
            train.size(),
            train.classes().size(),
            validation.size(),
            left.size(),
            right.size());
  }

  /** Has an encoder link the two collections, by the threshold of its card. */
  public LinkageResult link(Encoder encoder) {
    return link(testPairs(encoder), encoder.card().threshold());
  }

  @Override
  public TrainingResult train(
      Recipe recipe, Device device, Seed seed, TrainingListener listener, Path checkpoint) {
    return new RecordTrainer(recipe, device, seed).trainSupervised(this, listener, checkpoint);
  }

  @Override
  public Map<String, Double> evaluate(Encoder encoder) {
    var outcome = link(encoder);
    var figures = new LinkedHashMap<String, Double>();
    figures.put("blocking_recall", outcome.blocking().recall());
    figures.put("compared", 1 - outcome.blocking().reductionRatio());
    figures.put("precision", outcome.pairs().precision());
    figures.put("recall", outcome.pairs().recall());
    figures.put("f1", outcome.pairs().f1());
    figures.put("f1_one_to_one", outcome.oneToOne().f1());
    return figures;
  }
}
