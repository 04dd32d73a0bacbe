package dev.siamese.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KeyboardTest {

  private static final String KEYS = "1234567890qwertyuiopasdfghjklzxcvbnm";

  @Test
  void neighboursAreThoseAroundTheKey() {
    assertEquals("fhtyvb", Keyboard.neighbours('g'));
    assertEquals("w12a", Keyboard.neighbours('q'));
    assertEquals("njk", Keyboard.neighbours('m'));
    assertEquals("9op", Keyboard.neighbours('0'));
    assertEquals("ADWEZX", Keyboard.neighbours('S'));
    assertEquals("", Keyboard.neighbours(' '));
    assertEquals("", Keyboard.neighbours('ß'));
  }

  @Test
  void touchingIsMutual() {
    for (char key : KEYS.toCharArray()) {
      for (char other : Keyboard.neighbours(key).toCharArray()) {
        assertTrue(other != key && Keyboard.neighbours(other).indexOf(key) >= 0, key + " " + other);
      }
    }
  }
}
