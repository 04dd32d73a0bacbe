package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.mining.MultiSimilarityMiner;
import dev.siamese.mining.PairMiners;
import dev.siamese.mining.TripletMiners;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The losses by their names, as legends and command lines have them: {@code triplet(margin=0.2,
 * mining=hard)}. What a loss prints is what is read here.
 */
public final class Losses {

  /** One entry for each loss without weights of its own, with what holds where nothing is said. */
  private static final Map<String, Function<LossSpec, Loss>> FACTORIES = new TreeMap<>();

  static {
    FACTORIES.put(
        "contrastive",
        a ->
            new Contrastive(
                a.distance(),
                a.doubleValue("margin", 1.4),
                a.doubleValue("positiveMargin", 0),
                a.pairMiner("mining", PairMiners.ALL)));
    FACTORIES.put(
        "triplet",
        a ->
            new Triplet(
                a.distance(),
                a.doubleValue("margin", 0.2),
                a.enumValue("mining", TripletMiners.SEMI_HARD)));
    FACTORIES.put(
        "soft-triplet",
        a -> new SoftMarginTriplet(a.distance(), a.enumValue("mining", TripletMiners.BATCH_HARD)));
    FACTORIES.put("info-nce", a -> new InfoNce(a.distance(), a.doubleValue("temperature", 0.1)));
    FACTORIES.put(
        "supervised-contrastive",
        a -> new SupervisedContrastive(a.distance(), a.doubleValue("temperature", 0.1)));
    FACTORIES.put(
        "multi-similarity",
        a ->
            new MultiSimilarity(
                a.distance(),
                a.doubleValue("alpha", 2),
                a.doubleValue("beta", 50),
                a.doubleValue("base", 0.5),
                a.pairMiner("mining", new MultiSimilarityMiner())));
    FACTORIES.put(
        "circle", a -> new Circle(a.doubleValue("margin", 0.4), a.doubleValue("gamma", 80)));
    FACTORIES.put(
        "lifted-structure",
        a -> new GeneralizedLiftedStructure(a.distance(), a.doubleValue("margin", 1)));
    FACTORIES.put("n-pairs", a -> new NPairs());
    FACTORIES.put("cosine-regression", a -> new CosineSimilarityLoss());
    FACTORIES.put("embedding-norm", a -> new NormPenalty((int) a.doubleValue("power", 1)));
  }

  private static final Pattern PLUS = Pattern.compile("\\s\\+\\s*([^\\s·*]+)\\s*[·*]\\s*");

  private Losses() {}

  /**
   * Reads a loss, or a sum of some.
   *
   * @param text a name, and in brackets what is not to be as usual: {@code name(key=value, …)}; of
   *     a sum, each loss but the first after its weight: {@code first + 0.5·second}, or {@code
   *     0.5*}
   * @param distance between embeddings
   * @throws IllegalArgumentException naming what is not understood, and what would be
   */
  public static Loss parse(String text, Distance distance) {
    var plus = PLUS.matcher(text);
    if (!plus.find()) {
      return parseOne(text, distance);
    }
    var sum = parseOne(text.substring(0, plus.start()), distance);
    boolean more = true;
    while (more) {
      double weight = weight(plus.group(1), text);
      int start = plus.end();
      more = plus.find();
      sum =
          new WeightedSum(
              sum,
              parseOne(text.substring(start, more ? plus.start() : text.length()), distance),
              weight);
    }
    return sum;
  }

  private static double weight(String number, String text) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" in \"%s\" is not the weight of a loss".formatted(number, text), e);
    }
  }

  private static Loss parseOne(String text, Distance distance) {
    var arguments = LossSpec.parse(text, distance);
    var loss = FACTORIES.get(arguments.name());
    if (loss == null) {
      throw new IllegalArgumentException(
          "there is no loss \"%s\", only %s"
              .formatted(arguments.name(), String.join(", ", FACTORIES.keySet())));
    }
    var result = loss.apply(arguments);
    arguments.requireAllUsed();
    return result;
  }
}
