package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.Dataset;
import dev.siamese.data.Texts;
import dev.siamese.tensor.internal.JsonOptional;
import dev.siamese.tensor.internal.WordTokenizer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Texts as tokens (words, numbers and punctuation), truncated and padded: {@code (N, T)} integers,
 * where T is the longest of the batch, and the lengths {@code (N)}.
 *
 * <p>A word of the vocabulary has its own token. All others share hash buckets, so that an unknown
 * word has the same token in two sentences. Words that are rare in training use the buckets too, so
 * that these have something to learn from.
 *
 * @param maxVocabulary the largest size of the vocabulary; may be 0
 * @param buckets the number of hash buckets for words outside the vocabulary
 * @param maxLength longer texts are truncated at the end
 * @param vocabulary computed by {@link #fit}: the words with a token of their own, the most
 *     frequent first; empty before
 */
public record TextInput(
    int maxVocabulary, int buckets, int maxLength, @JsonOptional List<String> vocabulary)
    implements Preprocessor {

  /** A small English sentence encoder: 384 dimensions, about 90 MB. See {@link #pretrained}. */
  public static final Preprocessor MINI_LM = PretrainedSentenceInput.MINI_LM;

  private static final int MIN_COUNT = 2;

  /**
   * Checks the values.
   *
   * @param maxVocabulary the largest size of the vocabulary; may be 0
   * @param buckets the number of hash buckets for words outside the vocabulary
   * @param maxLength longer texts are truncated at the end
   * @param vocabulary the words with a token of their own, the most frequent first
   * @throws IllegalArgumentException if a value is out of its range
   */
  public TextInput {
    vocabulary = vocabulary == null ? List.of() : List.copyOf(vocabulary);
    if (maxVocabulary < 0) {
      throw new IllegalArgumentException("maxVocabulary must be at least 0: " + maxVocabulary);
    }
    Checks.requirePositive("buckets", buckets);
    Checks.requirePositive("maxLength", maxLength);
    if (vocabulary.size() > maxVocabulary) {
      throw new IllegalArgumentException(
          "vocabulary must have at most maxVocabulary = %d words: it has %d"
              .formatted(maxVocabulary, vocabulary.size()));
    }
  }

  /**
   * {@return another preprocessing: texts as the embeddings of a pretrained sentence encoder, which
   * is not trained further: {@code (N, 1, dimensions)}, and ones {@code (N)}} Use it with {@link
   * Architecture#identity}, or with a layer on top that is trained.
   *
   * <p>An encoder's file holds the name of the pretrained model, not its weights: the model must be
   * available wherever the file is loaded.
   *
   * @param model a name in DJL's model zoo, such as {@code sentence-transformers/all-MiniLM-L6-v2},
   *     downloaded on first use; a folder or zip that {@link Encoder#fromPretrained} takes; or a
   *     folder with a TorchScript file ({@code .pt}), {@code tokenizer.json}, and optionally {@code
   *     serving.properties} with the pooling
   * @throws dev.siamese.data.DataException if the model cannot be loaded
   */
  public static Preprocessor pretrained(String model) {
    return PretrainedSentenceInput.of(model);
  }

  /**
   * Not yet fitted.
   *
   * @param maxVocabulary the largest size of the vocabulary; may be 0
   * @param buckets the number of hash buckets for words outside the vocabulary
   * @param maxLength longer texts are truncated at the end
   */
  public TextInput(int maxVocabulary, int buckets, int maxLength) {
    this(maxVocabulary, buckets, maxLength, List.of());
  }

  /** {@return one more than the largest token: the {@code vocabularySize} of the network} */
  public int vocabularySize() {
    return 1 + buckets + maxVocabulary;
  }

  /**
   * Returns a copy with the most frequent words of the training texts as its vocabulary. Words that
   * occur once are left out; of equally frequent words the alphabetically first are taken.
   */
  @Override
  public TextInput fit(Dataset train) {
    var counts =
        Checks.requireType(Texts.class, train).texts().stream()
            .flatMap(text -> WordTokenizer.tokenize(text).stream())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    var frequent =
        counts.entrySet().stream()
            .filter(entry -> entry.getValue() >= MIN_COUNT)
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
    var texts = Checks.requireType(Texts.class, raw);
    var tokens = new HashMap<String, Integer>();
    vocabulary.forEach(word -> tokens.put(word, 1 + buckets + tokens.size()));
    var sequences =
        IntStream.range(0, texts.size())
            .mapToObj(row -> tokenize(texts.text(row), tokens))
            .toArray(int[][]::new);
    return new Tokens(sequences, texts.targets());
  }

  private int[] tokenize(String text, Map<String, Integer> tokens) {
    return WordTokenizer.tokenize(text).stream()
        .limit(maxLength)
        .mapToInt(word -> tokens.getOrDefault(word, bucket(word)))
        .toArray();
  }

  /** From the multiplied hash, so that its high bits count too. */
  private int bucket(String word) {
    return 1 + Integer.remainderUnsigned((word.hashCode() * 0x9e3779b9) >>> 8, buckets);
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, maxLength), new Shape(n));
  }

  /** With the size of the vocabulary instead of its words. */
  @Override
  public String toString() {
    return "TextInput[maxVocabulary=%d, buckets=%d, maxLength=%d, vocabulary of %d words]"
        .formatted(maxVocabulary, buckets, maxLength, vocabulary.size());
  }
}
