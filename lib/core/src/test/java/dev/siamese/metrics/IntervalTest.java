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

  /** The quantiles are those of scipy.stats.t.ppf(0.975, n - 1), of SciPy 1.17. */
  @Test
  void theMeanOfFewHasStudentsInterval() {
    double error = Math.sqrt(0.5);
    assertInterval(
        3 - 2.7764451 * error, 3 + 2.7764451 * error, Interval.studentMean(1, 2, 3, 4, 5), 1e-6);
    error = Math.sqrt(1.0 / 3);
    assertInterval(
        2 - 4.3026527 * error, 2 + 4.3026527 * error, Interval.studentMean(1, 2, 3), 1e-6);
  }

  @Test
  void theMeanOfManyHasItsStandardError() {
    var interval = Interval.normalMean(1, 2, 3, 4, 5);
    assertEquals(3, interval.value());
    assertInterval(3 - 1.959964 * Math.sqrt(0.5), 3 + 1.959964 * Math.sqrt(0.5), interval, 1e-6);
  }

  @Test
  void oneValueHasNoWidth() {
    assertEquals(new Interval(2, 2, 2), Interval.studentMean(2));
    assertEquals(new Interval(2, 2, 2), Interval.normalMean(2));
  }

  @Test
  void aShareEndsAt0AndAt1() {
    assertEquals(new Interval(0.5, 0, 1), Interval.studentMean(0.2, 0.8).clampedToUnit());
  }

  @Test
  void isPrintedInPercent() {
    assertEquals("4.5 % [2.9, 7.0]", Interval.wilson(18, 400).toString());
  }

  @Test
  void moreSuccessesThanTrialsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Interval.wilson(3, 2));
  }
}
