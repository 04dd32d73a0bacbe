package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.data.Targets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The four data sets of Febrl: records of synthetic people in Australia, some of them copies with
 * errors (Christen, <i>Febrl: a freely available record linkage system</i>, 2008).
 *
 * <p>{@code rec-12-org} is an original and {@code rec-12-dup-0} a copy of it. A person is a class,
 * and the data set is its {@linkplain ClassInfo#group() group}.
 */
public final class Febrl {

  /** The fields of every record. */
  public static final List<String> FIELDS =
      List.of(
          "given_name",
          "surname",
          "street_number",
          "address_1",
          "address_2",
          "suburb",
          "postcode",
          "state",
          "date_of_birth",
          "soc_sec_id");

  private static final String KEY = "rec_id";
  private static final Pattern PERSON = Pattern.compile("(rec-\\d+)-(org|dup-\\d+)");

  private final DataDirectory data;

  /**
   * The data sets in a data directory; each is read, or downloaded, when it is used.
   *
   * @param data where the files are, or are downloaded to
   */
  public Febrl(DataDirectory data) {
    this.data = data;
  }

  /** {@return 500 originals with one copy each} */
  public Records dataset1() {
    return read("1", "1", 1000);
  }

  /** {@return 4,000 originals and 1,000 copies, at most five of one} */
  public Records dataset2() {
    return read("2", "2", 5000);
  }

  /** {@return 2,000 originals and 3,000 copies with more errors, at most five of one} */
  public Records dataset3() {
    return read("3", "3", 5000);
  }

  /** {@return 5,000 originals, to be linked with {@link #dataset4b}} */
  public Records dataset4a() {
    return read("4a", "4", 5000);
  }

  /**
   * {@return one copy of each record of {@link #dataset4a}, with the classes in the order of the
   * copies}
   */
  public Records dataset4b() {
    return read("4b", "4", 5000);
  }

  private Records read(String number, String group, int published) {
    var file = "febrl/dataset" + number + ".csv";
    var records = of(Csv.read(data.fetch(file)), "dataset" + group);
    DataDirectory.requireComplete(file, records.size(), published);
    return records;
  }

  /** The records of a table, with their classes from their keys. */
  static Records of(Csv table, String group) {
    var records = Records.of(table, KEY, FIELDS);
    var classes = new LinkedHashMap<ClassInfo, Integer>();
    var labels = new int[records.size()];
    for (int row = 0; row < labels.length; row++) {
      var person = PERSON.matcher(records.key(row));
      if (!person.matches()) {
        throw new DataException(
            "row %d of %s: the key \"%s\" is not of the form rec-12-org or rec-12-dup-0"
                .formatted(row + 1, table.name(), records.key(row)));
      }
      var label = new ClassInfo(person.group(1), group);
      labels[row] = classes.computeIfAbsent(label, unused -> classes.size());
    }
    return records.withLabels(new Targets(labels, List.copyOf(classes.keySet())));
  }
}
