package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.mining.MultiSimilarityMining;
import dev.siamese.mining.PairMining;
import dev.siamese.mining.TripletMining;
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
  private static final Map<String, Function<Arguments, Loss>> KNOWN = new TreeMap<>();

  static {
    KNOWN.put(
        "contrastive",
        a ->
            new Contrastive(
                a.distance(),
                a.number("margin", 1.4),
                a.number("positiveMargin", 0),
                a.pairMiner("mining", PairMining.ALL)));
    KNOWN.put(
        "triplet",
        a ->
            new Triplet(
                a.distance(),
                a.number("margin", 0.2),
                a.choice("mining", TripletMining.SEMI_HARD)));
    KNOWN.put(
        "soft-triplet", a -> new SoftTriplet(a.distance(), a.choice("mining", TripletMining.HARD)));
    KNOWN.put("info-nce", a -> new InfoNce(a.distance(), a.number("temperature", 0.1)));
    KNOWN.put(
        "supervised-contrastive",
        a -> new SupervisedContrastive(a.distance(), a.number("temperature", 0.1)));
    KNOWN.put(
        "multi-similarity",
        a ->
            new MultiSimilarity(
                a.distance(),
                a.number("alpha", 2),
                a.number("beta", 50),
                a.number("base", 0.5),
                a.pairMiner("mining", new MultiSimilarityMining())));
    KNOWN.put("circle", a -> new Circle(a.number("margin", 0.4), a.number("gamma", 80)));
    KNOWN.put("lifted-structure", a -> new LiftedStructure(a.distance(), a.number("margin", 1)));
    KNOWN.put("n-pairs", a -> new NPairs());
    KNOWN.put("cosine-regression", a -> new CosineRegression());
    KNOWN.put("embedding-norm", a -> new EmbeddingNorm((int) a.number("power", 1)));
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
      return one(text, distance);
    }
    var sum = one(text.substring(0, plus.start()), distance);
    boolean more = true;
    while (more) {
      double weight = weight(plus.group(1), text);
      int start = plus.end();
      more = plus.find();
      sum =
          new Sum(
              sum,
              one(text.substring(start, more ? plus.start() : text.length()), distance),
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

  private static Loss one(String text, Distance distance) {
    var arguments = Arguments.read(text, distance);
    var loss = KNOWN.get(arguments.name());
    if (loss == null) {
      throw new IllegalArgumentException(
          "there is no loss \"%s\", only %s"
              .formatted(arguments.name(), String.join(", ", KNOWN.keySet())));
    }
    var result = loss.apply(arguments);
    arguments.checkAllTaken();
    return result;
  }
}
