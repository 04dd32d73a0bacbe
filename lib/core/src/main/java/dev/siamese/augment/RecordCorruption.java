package dev.siamese.augment;

import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Copies of records with the mistakes that are found in real ones: mistyped, misheard or misread
 * characters, a space lost or one too many, words or whole fields that have changed places, values
 * that are missing or are another record's. The kinds are those of Febrl's generator (Christen
 * 2005), with lists and shares of our own.
 *
 * @param minErrors mistakes in a copy
 * @param maxErrors mistakes in a copy; every number from the fewest to the most is equally likely
 */
public record RecordCorruption(int minErrors, int maxErrors) {

  private static final int TRIES = 20; // a mistake may change nothing, and is made again

  public RecordCorruption {
    if (minErrors < 0 || maxErrors < minErrors) {
      throw new IllegalArgumentException(
          "a copy has %d to %d mistakes: it must be 0 ≤ fewest ≤ most"
              .formatted(minErrors, maxErrors));
    }
  }

  /** One to six mistakes. */
  public RecordCorruption() {
    this(1, 6);
  }

  /** One kind of mistake in some field; false if it would change nothing. */
  private interface Mistake {
    boolean make(String[] record, int field, String[] other, RandomGenerator random);
  }

  /** Each kind as often as its share. */
  private static final List<Mistake> KINDS = kinds();

  private static List<Mistake> kinds() {
    var kinds = new ArrayList<Mistake>();
    kinds.addAll(shares(8, in(Typos::applyOnce)));
    kinds.addAll(shares(2, in(Confusions.PHONETIC)));
    kinds.addAll(shares(2, in(Confusions.OCR)));
    kinds.addAll(shares(3, in(RecordCorruption::space)));
    kinds.addAll(shares(1, in(RecordCorruption::wordsSwapped)));
    kinds.addAll(shares(2, RecordCorruption::missing));
    kinds.addAll(shares(2, RecordCorruption::replaced));
    kinds.addAll(shares(1, RecordCorruption::fieldsSwapped));
    return List.copyOf(kinds);
  }

  private static List<Mistake> shares(int count, Mistake mistake) {
    return Collections.nCopies(count, mistake);
  }

  private static Mistake in(TextAugmentation alteration) {
    return (record, field, other, random) -> {
      var before = record[field];
      record[field] = before.isEmpty() ? before : alteration.apply(before, random).strip();
      return !record[field].equals(before);
    };
  }

  private static String space(String text, RandomGenerator random) {
    int space = text.indexOf(' ', random.nextInt(text.length()));
    if (space >= 0 && random.nextBoolean()) {
      return text.substring(0, space) + text.substring(space + 1);
    }
    int place = random.nextInt(text.length());
    return text.substring(0, place) + " " + text.substring(place);
  }

  private static String wordsSwapped(String text, RandomGenerator random) {
    var words = text.split(" ");
    if (words.length < 2) {
      return text;
    }
    int first = random.nextInt(words.length - 1);
    var moved = words[first];
    words[first] = words[first + 1];
    words[first + 1] = moved;
    return String.join(" ", words);
  }

  private static boolean missing(
      String[] record, int field, String[] other, RandomGenerator random) {
    boolean was = !record[field].isEmpty();
    boolean last = Arrays.stream(record).filter(value -> !value.isEmpty()).count() < 2;
    if (was && !last) {
      record[field] = "";
    }
    return was && !last;
  }

  private static boolean replaced(
      String[] record, int field, String[] other, RandomGenerator random) {
    boolean differs = !other[field].isEmpty() && !other[field].equals(record[field]);
    if (differs) {
      record[field] = other[field];
    }
    return differs;
  }

  private static boolean fieldsSwapped(
      String[] record, int field, String[] other, RandomGenerator random) {
    int next = (field + 1) % record.length;
    var moved = record[field];
    record[field] = record[next];
    record[next] = moved;
    return !record[field].equals(moved);
  }

  /**
   * Records followed by copies of them; a copy is of its original's class. Equal seeds give equal
   * copies.
   *
   * @param each how many copies of each record
   */
  public Records augment(Records originals, int each, Seed seed) {
    int size = originals.size();
    int fields = originals.fields().size();
    var values = new String[size * each][];
    var keys = new ArrayList<String>();
    for (int copy = 0; copy < values.length; copy++) {
      int row = copy % size;
      var random = seed.derive(copy).generator();
      var record = values(originals, row);
      int mistakes = random.nextInt(minErrors, maxErrors + 1);
      for (int made = 0, tries = 0; made < mistakes && tries < TRIES * mistakes; tries++) {
        var other = values(originals, random.nextInt(size));
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        made += kind.make(record, random.nextInt(fields), other, random) ? 1 : 0;
      }
      values[copy] = record;
      keys.add("%s copy %d".formatted(originals.key(row), copy / size + 1));
    }
    var labels = IntStream.range(0, values.length).map(i -> originals.label(i % size)).toArray();
    return originals.concat(
        new Records(originals.fields(), keys, values, new Targets(labels, originals.classes())));
  }

  private static String[] values(Records records, int row) {
    return IntStream.range(0, records.fields().size())
        .mapToObj(field -> records.value(row, field))
        .toArray(String[]::new);
  }
}
