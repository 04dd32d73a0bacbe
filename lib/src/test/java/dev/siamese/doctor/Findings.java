package dev.siamese.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is expected of a finding. */
final class Findings {

  private Findings() {}

  static void fine(String text, Finding finding) {
    assertTrue(finding.fine(), finding.toString());
    assertTrue(finding.text().contains(text), finding.toString());
    assertEquals("", finding.advice());
    assertTrue(finding.toString().startsWith("✓ " + finding.name() + ": "));
  }

  static void lacking(String advice, Finding finding) {
    assertFalse(finding.fine(), finding.toString());
    assertTrue(finding.advice().contains(advice), finding.toString());
    assertTrue(finding.advice().endsWith("."), finding.toString());
    assertTrue(finding.toString().startsWith("! " + finding.name() + ": "));
    assertEquals(1, finding.toString().lines().count());
  }

  static void says(String text, Finding finding) {
    assertTrue(finding.text().contains(text), finding.toString());
  }
}
