package dev.siamese.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IntervalTest {

  /** Newcombe (Statistics in Medicine 17, 1998), table I, method 3. */
  @Test
  void wilsonAgreesWithThePublishedExamples() {
    assertInterval(0.2553, 0.3662, Interval.wilson(81, 263));
    assertInterval(0.0000, 0.1611, Interval.wilson(0, 20));
    assertInterval(0.0061, 0.1718, Interval.wilson(1, 29));
  }

  private static void assertInterval(double low, double high, Interval actual) {
    assertInterval(low, high, actual, 5e-5);
  }

  private static void assertInterval(double low, double high, Interval actual, double within) {
    assertEquals(low, actual.low(), within);
    assertEquals(high, actual.high(), within);
  }

  /** scipy.stats.t.ppf(0.975, n), SciPy 1.17.1. */
  @Test
  void studentQuantilesAgreeWithScipy() {
    assertEquals(12.706204736174694, Interval.studentQuantile(1), 1e-10);
    assertEquals(4.302652729749462, Interval.studentQuantile(2), 1e-10);
    assertEquals(3.1824463052837078, Interval.studentQuantile(3), 1e-10);
    assertEquals(2.7764451051977934, Interval.studentQuantile(4), 1e-10);
    assertEquals(2.5705818356363146, Interval.studentQuantile(5), 1e-10);
    assertEquals(2.262157162798205, Interval.studentQuantile(9), 1e-10);
    assertEquals(2.228138851986274, Interval.studentQuantile(10), 1e-10);
    assertEquals(2.045229642132703, Interval.studentQuantile(29), 1e-10);
    assertEquals(1.9842169515864174, Interval.studentQuantile(99), 1e-10);
    assertEquals(1.9623390808264083, Interval.studentQuantile(1000), 1e-10);
  }

  @Test
  void theMeanOfFewValuesHasAStudentInterval() {
    double error = Math.sqrt(0.5);
    assertInterval(
        3 - 2.7764451052 * error,
        3 + 2.7764451052 * error,
        Interval.studentMean(1, 2, 3, 4, 5),
        1e-9);
  }

  @Test
  void theMeanOfManyValuesHasANormalInterval() {
    var interval = Interval.normalMean(1, 2, 3, 4, 5);
    assertEquals(3, interval.value());
    assertInterval(3 - 1.959964 * Math.sqrt(0.5), 3 + 1.959964 * Math.sqrt(0.5), interval, 1e-6);
  }

  @Test
  void oneValueHasNoInterval() {
    var none = new Interval(2, Double.NaN, Double.NaN);
    assertEquals(none, Interval.studentMean(2));
    assertEquals(none, Interval.normalMean(2));
    assertEquals("57.8 %", Interval.studentMean(0.578).clampedToUnit().toString());
  }

  @Test
  void aFractionIsFrom0To1() {
    assertEquals(new Interval(0.5, 0, 1), Interval.studentMean(0.2, 0.8).clampedToUnit());
  }

  @Test
  void isPrintedInPercent() {
    assertEquals("4.5 % [2.9, 7.0]", Interval.wilson(18, 400).toString());
  }

  @Test
  void invalidCountsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(Double.NaN, 2));
    assertThrows(IllegalArgumentException.class, () -> Interval.studentMean());
  }
}
