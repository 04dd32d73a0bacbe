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
 * Copies records with errors as in real data: typing, phonetic and OCR errors, missing or extra
 * spaces, swapped words and fields, missing values and values of other records. The kinds of errors
 * are those of Febrl's generator (Christen 2005).
 *
 * @param minErrors minimum number of errors in a copy, at least 0
 * @param maxErrors maximum number of errors in a copy; uniform from minErrors
 */
public record RecordCorruption(int minErrors, int maxErrors) {

  private static final int MAX_ATTEMPTS = 20; // per error: one may change nothing

  /**
   * Checks the values.
   *
   * @param minErrors minimum number of errors in a copy, at least 0
   * @param maxErrors maximum number of errors in a copy; uniform from minErrors
   * @throws IllegalArgumentException if a value is out of its range
   */
  public RecordCorruption {
    if (minErrors < 0 || maxErrors < minErrors) {
      throw new IllegalArgumentException(
          "minErrors = %d, maxErrors = %d: 0 ≤ minErrors ≤ maxErrors is needed"
              .formatted(minErrors, maxErrors));
    }
  }

  /** One to six errors per copy. */
  public RecordCorruption() {
    this(1, 6);
  }

  /** A kind of error in a field; returns false if it changes nothing. */
  private interface Corruption {
    boolean apply(String[] record, int field, String[] other, RandomGenerator random);
  }

  /** Each kind as often as its weight. */
  private static final List<Corruption> KINDS = kinds();

  private static List<Corruption> kinds() {
    var kinds = new ArrayList<Corruption>();
    kinds.addAll(weighted(8, in(Typos::applyOnce)));
    kinds.addAll(weighted(2, in(Confusions.PHONETIC)));
    kinds.addAll(weighted(2, in(Confusions.OCR)));
    kinds.addAll(weighted(3, in(RecordCorruption::space)));
    kinds.addAll(weighted(1, in(RecordCorruption::wordsSwapped)));
    kinds.addAll(weighted(2, RecordCorruption::missing));
    kinds.addAll(weighted(2, RecordCorruption::replaced));
    kinds.addAll(weighted(1, RecordCorruption::fieldsSwapped));
    return List.copyOf(kinds);
  }

  private static List<Corruption> weighted(int weight, Corruption corruption) {
    return Collections.nCopies(weight, corruption);
  }

  private static Corruption in(TextAugmentation transform) {
    return (record, field, other, random) -> {
      var before = record[field];
      record[field] = before.isEmpty() ? before : transform.apply(before, random).strip();
      return !record[field].equals(before);
    };
  }

  private static String space(String text, RandomGenerator random) {
    int space = text.indexOf(' ', random.nextInt(text.length()));
    if (space >= 0 && random.nextBoolean()) {
      return text.substring(0, space) + text.substring(space + 1);
    }
    int index = random.nextInt(text.length());
    return text.substring(0, index) + " " + text.substring(index);
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
    boolean present = !record[field].isEmpty();
    boolean last = Arrays.stream(record).filter(value -> !value.isEmpty()).count() < 2;
    if (present && !last) {
      record[field] = "";
    }
    return present && !last;
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
   * Records, followed by corrupted copies with the class of their original. Equal seeds give equal
   * copies.
   *
   * @param originals the records
   * @param copies number of copies of each record
   * @param seed of the random draws
   * @return the originals and then the copies, {@code copies} for each
   */
  public Records augment(Records originals, int copies, Seed seed) {
    int size = originals.size();
    int fields = originals.fields().size();
    var values = new String[size * copies][];
    var keys = new ArrayList<String>();
    for (int copy = 0; copy < values.length; copy++) {
      int row = copy % size;
      var random = seed.derive(copy).generator();
      var record = values(originals, row);
      int errors = random.nextInt(minErrors, maxErrors + 1);
      for (int made = 0, attempts = 0;
          made < errors && attempts < MAX_ATTEMPTS * errors;
          attempts++) {
        var other = values(originals, random.nextInt(size));
        var kind = KINDS.get(random.nextInt(KINDS.size()));
        made += kind.apply(record, random.nextInt(fields), other, random) ? 1 : 0;
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
