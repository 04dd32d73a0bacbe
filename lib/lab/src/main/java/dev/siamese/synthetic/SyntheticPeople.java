package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates synthetic people with names, addresses, dates of birth and telephone numbers, each a
 * record and a class of its own. The frequencies of names are skewed, every fifth person shares
 * surname, address and telephone with the one before, and 3 % of all values but surnames are
 * missing.
 *
 * @param count number of people, at least 1
 */
public record SyntheticPeople(int count) {

  /** The fields of every record. */
  public static final List<String> FIELDS =
      List.of(
          "given_name",
          "surname",
          "street_number",
          "street",
          "town",
          "postcode",
          "date_of_birth",
          "phone");

  private static final List<String> GIVEN =
      words(
          "anna ben carla david emma felix grace henry ida jonas kate leo maria noah olivia paul"
              + " rosa samuel tara umar vera william yara zoe alice bruno clara daniel elena frank"
              + " george hanna isaac julia kevin laura martin nina oscar petra quentin ruth simon"
              + " theresa victor wanda xavier yvonne adrian bella conrad diana edgar fiona gustav"
              + " helen ivan joanna karim lydia");
  private static final List<String> STARTS =
      words(
          "bar ber cal car dal der fal fer gar hal har kel ken lan mar mel mor nor per ral san"
              + " sel tal tor val ven wal wes win yar");
  private static final List<String> MIDDLES =
      words("a e i o be ca de ke la li ma mo na ri ro se ti");
  private static final List<String> ENDS =
      words(
          "berg by den field ford ham ker land ley man mer ner rick sen shaw son ston ter ton well");
  private static final List<String> WAYS = words("street road avenue place lane close");

  private static final double MISSING_PROBABILITY = 0.03;

  /**
   * Checks the number.
   *
   * @param count at least 1
   * @throws IllegalArgumentException if it is below 1
   */
  public SyntheticPeople {
    if (count < 1) {
      throw new IllegalArgumentException("count " + count + ": must be at least 1");
    }
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  /**
   * Generates the people.
   *
   * @param seed equal seeds give equal people
   * @return one record per person, with the fields {@link #FIELDS}
   */
  public Records generate(Seed seed) {
    return generate("people", seed);
  }

  /**
   * Generates the people of a group, whose keys start with the group.
   *
   * @param group the group of all classes
   * @param seed equal seeds give equal people
   * @return one record per person, with the fields {@link #FIELDS}
   */
  public Records generate(String group, Seed seed) {
    var values = new String[count][];
    var keys = new ArrayList<String>();
    var classes = new ArrayList<ClassInfo>();
    for (int i = 0; i < count; i++) {
      var random = seed.derive(i).generator();
      values[i] = person(random);
      if (i > 0 && random.nextInt(5) == 0) { // lives with the person before
        System.arraycopy(values[i - 1], 1, values[i], 1, 5);
        values[i][7] = values[i - 1][7];
      }
      keys.add("%s-%d".formatted(group, i));
      classes.add(new ClassInfo(keys.get(i), group));
    }
    for (int i = 0; i < count; i++) {
      var random = seed.derive("missing").derive(i).generator();
      for (int field = 0; field < FIELDS.size(); field++) {
        boolean missing = random.nextDouble() < MISSING_PROBABILITY && field != 1;
        values[i][field] = missing ? "" : values[i][field];
      }
    }
    return new Records(
        FIELDS, keys, values, new Targets(IntStream.range(0, count).toArray(), classes));
  }

  private static String[] person(RandomGenerator random) {
    var town = common(STARTS, random) + common(ENDS, random);
    return new String[] {
      common(GIVEN, random),
      name(random),
      Integer.toString(1 + (int) (200 * Math.pow(random.nextDouble(), 3))),
      name(random) + " " + common(WAYS, random),
      town,
      "%04d".formatted(1000 + (town.hashCode() & 0xfff) + random.nextInt(20)),
      "%04d%02d%02d"
          .formatted(1930 + random.nextInt(80), 1 + random.nextInt(12), 1 + random.nextInt(28)),
      "0%d%07d".formatted(2 + random.nextInt(7), random.nextInt(10_000_000))
    };
  }

  private static String name(RandomGenerator random) {
    var middle = random.nextInt(3) == 0 ? common(MIDDLES, random) : "";
    return common(STARTS, random) + middle + common(ENDS, random);
  }

  /** A random name; the first ones are more frequent than the last. */
  private static String common(List<String> names, RandomGenerator random) {
    double u = random.nextDouble();
    return names.get((int) (names.size() * u * u));
  }
}
