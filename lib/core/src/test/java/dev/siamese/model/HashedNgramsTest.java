package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import dev.siamese.data.Csv;
import dev.siamese.data.Records;
import dev.siamese.tensor.Torch;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HashedNgramsTest {

  private static Records records() {
    return Records.of(Csv.parse("t", "id,name,town\n1,ann,ulm\n2,,köln\n3,bo,\n"), "id");
  }

  @Test
  void ngramsAreHashedByTheirTextAlone() {
    var ngrams = new HashedNgrams(records(), 2, 3, 1000);
    try (var manager = Torch.manager(Device.cpu())) {
      var all = ngrams.batch(manager, new int[] {0, 1, 2}).singletonOrThrow();
      // |ann| has 4 bigrams and 3 trigrams, |koln| 5 and 4, |bo| 3 and 2
      assertArrayEquals(new long[] {3, 2, 9}, all.getShape().getShape());
      var counts = all.gt(0).toType(DataType.INT64, false).sum(new int[] {2});
      assertArrayEquals(new long[] {7, 7, 0, 9, 5, 0}, counts.toLongArray());
      var other = new HashedNgrams(same("ANN  B"), 2, 3, 1000).batch(manager, new int[] {0, 1});
      var both = other.singletonOrThrow();
      assertArrayEquals(both.get(0).toLongArray(), both.get(1).toLongArray());
      var accents =
          new HashedNgrams(same("Ko\u0308ln"), 2, 3, 1000).batch(manager, new int[] {0, 1});
      assertArrayEquals(
          all.get("1,1,:").toLongArray(), accents.singletonOrThrow().get("0,0,:").toLongArray());
    }
  }

  /** A text twice, the second time in small letters, with one space and composed accents. */
  private static Records same(String text) {
    var plain = text.toLowerCase(Locale.ROOT).replaceAll(" +", " ");
    var rows = List.of(List.of("1", text), List.of("2", plain));
    return Records.of(Csv.of("t", List.of("id", "x"), rows), "id");
  }

  @Test
  void textsTooShortForAnyNgramHaveTheirOwn() {
    try (var manager = Torch.manager(Device.cpu())) {
      var batch =
          new HashedNgrams(records(), 7, 8, 9).batch(manager, new int[] {0}).singletonOrThrow();
      assertArrayEquals(new long[] {1, 2, 1}, batch.getShape().getShape());
      assertNotEquals(0, batch.getLong(0, 0, 0));
    }
  }

  @Test
  void longTextsAreTruncated() {
    var text = "abcdefghij".repeat(10_000);
    var table = Csv.of("t", List.of("id", "x"), List.of(List.of("1", text)));
    try (var manager = Torch.manager(Device.cpu())) {
      var ngrams = new HashedNgrams(Records.of(table, "id"), 2, 2, 1000);
      var batch = ngrams.batch(manager, new int[] {0}).singletonOrThrow();
      assertArrayEquals(new long[] {1, 1, 1001}, batch.getShape().getShape()); // with both marks
    }
  }
}
