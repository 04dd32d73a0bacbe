package dev.siamese.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkTablesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"table.csv", "table.tsv", "table.parquet"})
  void whatIsWrittenIsRead(String name) {
    var rows = List.of(RowFactory.create("a,b", "c\td"), RowFactory.create("say \"e\"", "f"));
    var schema = new StructType().add("left", "string").add("right", "string");
    var out = folder.resolve(name).toString();
    SparkTables.write(TestSpark.SESSION.createDataFrame(rows, schema), out);
    var read = SparkTables.read(TestSpark.SESSION, out).orderBy("left");
    assertEquals(List.of("left", "right"), List.of(read.columns()));
    assertEquals(rows, read.collectAsList());
  }
}
