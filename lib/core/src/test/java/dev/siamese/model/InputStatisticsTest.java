package dev.siamese.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputStatisticsTest {

  private static final int SIDE = 16;

  /** A few dark strokes on white, or a smooth grey gradient; ten classes. */
  private static Images images(int count, boolean strokes, long seed) {
    var random = new Random(seed);
    var pixels = new byte[count * SIDE * SIDE];
    for (int i = 0; i < count; i++) {
      int level = 60 + random.nextInt(60);
      for (int p = 0; p < SIDE * SIDE; p++) {
        pixels[i * SIDE * SIDE + p] = (byte) (strokes ? 255 : level + 6 * (p % SIDE));
      }
      for (int line = 0; strokes && line < 3; line++) {
        int row = 2 + random.nextInt(SIDE - 4);
        for (int x = 3; x < 12; x++) {
          pixels[i * SIDE * SIDE + row * SIDE + x] = (byte) random.nextInt(30);
        }
      }
    }
    var labels = IntStream.range(0, count).map(i -> i % 10).toArray();
    return new Images(SIDE, SIDE, pixels, Targets.of(labels));
  }

  private static EncoderCard card() {
    return EncoderCard.of(new ImageInput(SIDE, true), Architecture.identity());
  }

  private static int outliers(EncoderCard card, Images images) {
    var found = card.outliers(images);
    return (int) IntStream.range(0, found.length).filter(i -> found[i]).count();
  }

  @Test
  void gradientsAreUnlikeStrokes() {
    var card = card().withInputStatistics(images(200, true, 1));
    assertTrue(outliers(card, images(100, true, 2)) <= 2);
    assertEquals(100, outliers(card, images(100, false, 3)));
  }

  @Test
  void strokesAreUnlikeGradients() {
    var card = card().withInputStatistics(images(200, false, 1));
    assertTrue(outliers(card, images(100, false, 2)) <= 2);
    assertEquals(100, outliers(card, images(100, true, 3)));
  }

  @Test
  void damagedStatisticsAreRefused() {
    var one = images(1, false, 1);
    for (var text : List.of("", "[]", "{}", "{\"mean\":[1,2],\"precision\":[1],\"limit\":1}")) {
      var card = card().withMetadata("inputs", text);
      var error = assertThrows(DataException.class, () -> card.outliers(one), text);
      assertTrue(error.getMessage().contains("are damaged"), error.getMessage());
    }
  }

  @Test
  void fewImagesGiveNoStatistics() {
    var card = card();
    assertSame(card, card.withInputStatistics(images(50, true, 1)));
    assertFalse(card.outliers(images(1, false, 1))[0]);
  }
}
