package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/**
 * The four data sets of Febrl: invented people of Australia, some of whose records are copies with
 * mistakes in them (Christen, <i>Febrl: a freely available record linkage system</i>, 2008).
 *
 * <p>{@code rec-12-org} is an original and {@code rec-12-dup-0} a copy of it; a person is a class,
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

  private final DataDirectory home;

  public Febrl(DataDirectory home) {
    this.home = home;
  }

  /** 500 originals, each with one copy. */
  public Records dataset1() {
    return read("1", "1");
  }

  /** 4,000 originals and 1,000 copies, up to five of one. */
  public Records dataset2() {
    return read("2", "2");
  }

  /** 2,000 originals and 3,000 copies with more mistakes, up to five of one. */
  public Records dataset3() {
    return read("3", "3");
  }

  /** The 5,000 originals of the data set that is made to be linked with {@link #dataset4b}. */
  public Records dataset4a() {
    return read("4a", "4");
  }

  /** A copy of each of {@link #dataset4a}, the classes in the order of the copies. */
  public Records dataset4b() {
    return read("4b", "4");
  }

  private Records read(String file, String group) {
    var path = home.fetch("febrl/dataset" + file + ".csv");
    return of(Csv.read(path), "dataset" + group);
  }

  /** Takes a table with these columns, whose keys say who is the same. */
  static Records of(Table table, String group) {
    var alone = Records.of(table, KEY, FIELDS);
    var classes = new LinkedHashMap<ClassInfo, Integer>();
    var labels = new int[alone.size()];
    for (int row = 0; row < labels.length; row++) {
      var person = PERSON.matcher(alone.key(row));
      if (!person.matches()) {
        throw new DataException(
            "row %d of %s: \"%s\" is not such as rec-12-org or rec-12-dup-0"
                .formatted(row + 1, table.name(), alone.key(row)));
      }
      var label = new ClassInfo(person.group(1), group);
      labels[row] = classes.computeIfAbsent(label, unused -> classes.size());
    }
    return alone.withLabels(labels, List.copyOf(classes.keySet()));
  }
}
