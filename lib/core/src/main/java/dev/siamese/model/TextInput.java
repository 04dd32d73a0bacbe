package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Texts;
import dev.siamese.data.WordTokenizer;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts as the numbers of their {@link WordTokenizer}, cut off where they are too long: {@code (N,
 * T)}, with T the longest of each batch, and the lengths {@code (N)}.
 *
 * <p>A word of the vocabulary has a number of its own. All others share the buckets, by their hash:
 * an unknown word is then at least the same word in both of two sentences. So are those that were
 * rare in training, and the buckets have something to learn from.
 *
 * <p>Without a vocabulary all words go to buckets; {@link #fit} makes one.
 *
 * @param maxVocabulary the most words that the vocabulary may have
 * @param buckets for the words that it lacks
 * @param maxLength the most words of a text that the network gets to see
 * @param vocabulary the words with a number of their own, the most frequent first
 */
public record TextInput(
    int maxVocabulary, int buckets, int maxLength, @JsonOptional List<String> vocabulary)
    implements Preprocessor {

  private static final int RARE = 1; // seen once, a word may be anything

  public TextInput {
    vocabulary = vocabulary == null ? List.of() : List.copyOf(vocabulary);
    if (maxVocabulary < 0 || buckets < 1 || maxLength < 1) {
      throw new IllegalArgumentException(
          "%d words, %d buckets and up to %d words of a text: the first may be 0, the others must be at least 1"
              .formatted(maxVocabulary, buckets, maxLength));
    }
    if (vocabulary.size() > maxVocabulary) {
      throw new IllegalArgumentException(
          "a vocabulary of %d words, but up to %d are wanted"
              .formatted(vocabulary.size(), maxVocabulary));
    }
  }

  /** Without a vocabulary yet. */
  public TextInput(int words, int buckets, int maxLength) {
    this(words, buckets, maxLength, List.of());
  }

  /** One more than the largest token, as a network's {@code vocabulary} wants it. */
  public int tokens() {
    return 1 + buckets + maxVocabulary;
  }

  /**
   * The same input with the vocabulary of training texts: their most frequent words, but none that
   * was seen only once. Of equally frequent words the first in the alphabet count.
   */
  @Override
  public TextInput fit(Dataset train) {
    var counts =
        requireTexts(train).texts().stream()
            .flatMap(text -> WordTokenizer.tokenize(text).stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    var frequent =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() > RARE)
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(maxVocabulary)
            .map(Map.Entry::getKey)
            .toList();
    return new TextInput(maxVocabulary, buckets, maxLength, frequent);
  }

  @Override
  public Dataset transform(Dataset raw) {
    var texts = requireTexts(raw);
    var numbers = new HashMap<String, Integer>();
    vocabulary.forEach(word -> numbers.put(word, 1 + buckets + numbers.size()));
    var sequences =
        IntStream.range(0, texts.size())
            .mapToObj(row -> tokens(texts.text(row), numbers))
            .toArray(int[][]::new);
    return new Tokens(sequences, texts.targets());
  }

  private int[] tokens(String text, Map<String, Integer> numbers) {
    return WordTokenizer.tokenize(text).stream()
        .limit(maxLength)
        .mapToInt(word -> numbers.getOrDefault(word, bucket(word)))
        .toArray();
  }

  /** String's own hash is the same everywhere; multiplied, its high bits count too. */
  private int bucket(String word) {
    return 1 + Integer.remainderUnsigned((word.hashCode() * 0x9e3779b9) >>> 8, buckets);
  }

  /** The samples, if they are texts. */
  static Texts requireTexts(Dataset raw) {
    if (raw instanceof Texts texts) {
      return texts;
    }
    throw new IllegalArgumentException(
        "this encoder takes Texts, not " + raw.getClass().getSimpleName());
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength), new Shape(n));
  }

  /** Without the words themselves. */
  @Override
  public String toString() {
    return "TextInput[%d words of up to %d, buckets=%d, maxLength=%d]"
        .formatted(vocabulary.size(), maxVocabulary, buckets, maxLength);
  }
}
