package dev.siamese.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Csv;
import dev.siamese.data.DataException;
import dev.siamese.data.TabularSchema.CategoricalColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class CarClaimsTest {

  private static final String HEADER =
      "Make,PolicyType,Age,MonthClaimed,DayOfWeekClaimed,FraudFound_P,PolicyNumber,Year\r\n";

  @TempDir Path folder;

  private CarClaims claims(String... rows) throws IOException {
    var file = folder.resolve(CarClaims.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "\uFEFF" + HEADER + String.join("\r\n", rows));
    return new CarClaims(Csv.read(file));
  }

  @Test
  void aPartOfThemIsRefused() throws IOException {
    claims("Honda,Sedan,20,Jan,Monday,0,1,1994");
    var error =
        assertThrows(DataException.class, () -> new CarClaims(DataDirectory.withFolder(folder)));
    assertTrue(error.getMessage().contains("1 samples, but 15,420"), error.getMessage());
  }

  @Test
  void whatStandsForNothingIsMissing() throws IOException {
    var rows =
        claims(
                "Honda,Sedan,0,Jan,Monday,0,1,1994",
                "null,Sedan,30,0,0,1,2,1994",
                ",Sport,40,Feb,Friday,0,3,1995")
            .ofYears("1994");
    assertEquals(2, rows.size());
    assertTrue(Float.isNaN(rows.values(0)[0]));
    assertEquals(30, rows.values(0)[1]);
    var names = rows.categoricalColumns().stream().map(CategoricalColumn::name).toList();
    for (var name : Set.of("Make", "MonthClaimed", "DayOfWeekClaimed")) {
      assertEquals(0, rows.codes(names.indexOf(name))[1], name);
      assertEquals(1, rows.codes(names.indexOf(name))[0], name);
    }
    assertEquals(new ClassInfo("Sedan", "genuine"), rows.classes().get(rows.label(0)));
    assertEquals(new ClassInfo("Sedan", "fraud"), rows.classes().get(rows.label(1)));
  }

  @Test
  void neitherThePolicyNorTheYearNorTheAnswerIsAFeature() throws IOException {
    var rows = claims("Honda,Sedan,20,Jan,Monday,0,1,1994").ofYears("1994");
    var names =
        rows.categoricalColumns().stream().map(CategoricalColumn::name).collect(Collectors.toSet());
    names.addAll(rows.numericColumns());
    assertEquals(Set.of("Make", "PolicyType", "Age", "MonthClaimed", "DayOfWeekClaimed"), names);
  }

  @Test
  void ofAPolicyThatStandsTwiceTheFullerRowIsKept() throws IOException {
    var table =
        claims(
                ",Sedan,20,,Monday,0,7,1996",
                "Mazda,Sedan,20,May,Monday,0,7,1996",
                "Mazda,Sedan,20,null,Monday,0,7,1996")
            .table();
    assertEquals(1, table.size());
    assertEquals("Mazda", table.value(0, "Make"));
    assertEquals("May", table.value(0, "MonthClaimed"));
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    var file = folder.resolve(CarClaims.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a,b\n1,2\n");
    var error =
        assertThrows(DataException.class, () -> new CarClaims(DataDirectory.withFolder(folder)));
    assertTrue(error.getMessage().contains("fraud_oracle.csv has no column"), error.getMessage());
  }

  /** 15,420 claims, 923 of them fraudulent, are what everybody counts in this file. */
  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void theRealClaimsAreAsManyAsPublished() {
    var claims = new CarClaims(DataDirectory.fromEnvironment());
    assertEquals(15_420, claims.table().size());
    assertEquals(923, Collections.frequency(claims.table().column("FraudFound_P"), "1"));
    // by year, counted with Python's csv and collections.Counter
    assertEquals(6142, claims.ofYears("1994").size());
    assertEquals(5195, claims.ofYears("1995").size());
    assertEquals(4083, claims.ofYears("1996").size());
    var rows = claims.ofYears("1994", "1995", "1996");
    assertEquals(29, rows.categoricalColumns().size());
    int missing = 0;
    for (float age : rows.values(0)) {
      missing += Float.isNaN(age) ? 1 : 0;
    }
    assertEquals(320, missing);
  }
}
