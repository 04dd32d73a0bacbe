package dev.siamese.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class UserMessageTest {

  @Test
  void whatTheLibrarySaysOfBadInputIsEnough() {
    assertEquals("no such file", UserMessage.of(new DataException("no such file")));
    assertEquals("must be 1", UserMessage.of(new IllegalArgumentException("must be 1")));
  }

  @Test
  void whatTheSystemSaysOfAFileIsAdded() {
    var denied = new IOException("denied");
    assertEquals(
        "cannot write a.png: java.io.IOException: denied",
        UserMessage.of(new UncheckedIOException("cannot write a.png", denied)));
    assertEquals("java.io.IOException: denied", UserMessage.of(new UncheckedIOException(denied)));
  }

  @Test
  void anythingElseIsShownWhole() {
    var text = UserMessage.of(new NullPointerException("oh"));
    assertTrue(text.startsWith("java.lang.NullPointerException: oh"), text);
    assertTrue(text.contains("at dev.siamese.doctor.ExplanationTest"), text);
  }
}
