package dev.siamese.loss;

import dev.siamese.distance.Distance;
import dev.siamese.mining.TripletMining;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The losses by their names, as legends and command lines have them: {@code triplet(margin=0.2,
 * mining=hard)}. What a loss prints is what is read here.
 */
public final class Losses {

  /** One entry for each loss, with what holds where nothing is said. */
  private static final Map<String, Function<Arguments, Loss>> KNOWN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "contrastive",
                  a ->
                      new Contrastive(
                          a.distance(), a.number("margin", 1.4), a.number("positiveMargin", 0))),
              Map.entry(
                  "triplet",
                  a ->
                      new Triplet(
                          a.distance(),
                          a.number("margin", 0.2),
                          a.choice("mining", TripletMining.SEMI_HARD)))));

  private Losses() {}

  /**
   * Reads a loss.
   *
   * @param text a name, and in brackets what is not to be as usual: {@code name(key=value, …)}
   * @param distance between embeddings
   * @throws IllegalArgumentException naming what is not understood, and what would be
   */
  public static Loss parse(String text, Distance distance) {
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
