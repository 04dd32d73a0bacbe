package dev.siamese.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assertions on findings. */
final class FindingAssertions {

  private FindingAssertions() {}

  static void assertOk(String text, Finding finding) {
    assertTrue(finding.ok(), finding.toString());
    assertTrue(finding.text().contains(text), finding.toString());
    assertEquals("", finding.advice());
    assertTrue(finding.toString().startsWith("✓ " + finding.name() + ": "));
  }

  static void assertAdvice(String advice, Finding finding) {
    assertFalse(finding.ok(), finding.toString());
    assertTrue(finding.advice().contains(advice), finding.toString());
    assertTrue(finding.advice().endsWith("."), finding.toString());
    assertTrue(finding.toString().startsWith("! " + finding.name() + ": "));
    assertEquals(1, finding.toString().lines().count());
  }

  static void assertText(String text, Finding finding) {
    assertTrue(finding.text().contains(text), finding.toString());
  }
}
