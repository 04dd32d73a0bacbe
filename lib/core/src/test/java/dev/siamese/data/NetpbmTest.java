package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetpbmTest {

  @TempDir Path folder;

  private Images read(String header, int... pixels) throws IOException {
    var head = header.getBytes(StandardCharsets.US_ASCII);
    var bytes = new byte[head.length + pixels.length];
    System.arraycopy(head, 0, bytes, 0, head.length);
    for (int i = 0; i < pixels.length; i++) {
      bytes[head.length + i] = (byte) pixels[i];
    }
    return Images.read(Files.write(folder.resolve("picture.pgm"), bytes));
  }

  private static void check(Images picture, int height, int width, int... grey) {
    assertEquals(height, picture.height());
    assertEquals(width, picture.width());
    var values = picture.pixels(0);
    var seen = new int[values.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = Math.round(255 * values[i]);
    }
    assertArrayEquals(grey, seen);
  }

  @Test
  void binaryPixelsAreReadEvenIfTheyLookLikeWhiteSpaceOrComments() throws IOException {
    check(read("P5\n3 2\n255\n", '\n', '#', ' ', 0, 128, 255), 2, 3, 10, 35, 32, 0, 128, 255);
  }

  @Test
  void theHeaderMayStandOnOneLineAndHaveComments() throws IOException {
    check(read("P5 2 1 255\n", 7, 8), 1, 2, 7, 8);
    check(read("P5 # made by hand\n2 # wide\n1\n#\n255\n", 7, 8), 1, 2, 7, 8);
  }

  @Test
  void plainPixelsAreNumbersWithOrWithoutComments() throws IOException {
    check(read("P2\n3 1\n15\n0 3 # a third of a half\n15\n"), 1, 3, 0, 51, 255);
    check(read("P2 1 1 255 9"), 1, 1, 9);
  }

  @Test
  void twoBytesOfAPixelHaveTheGreaterFirst() throws IOException {
    check(read("P5 2 1 65535\n", 0x80, 0x00, 0x00, 0xFF), 1, 2, 128, 1);
  }

  @Test
  void coloursBecomeGreyByTheirLuma() throws IOException { // values of Pillow's convert("L")
    var picture = read("P6 3 1 255\n", 255, 0, 0, 0, 255, 0, 0, 0, 255);
    assertEquals(3, picture.channels());
    check(picture.withChannels(1), 1, 3, 76, 150, 29);
    check(read("P3 2 1 15\n 15 15 15\n 3 3 3"), 1, 2, 255, 51);
  }

  @Test
  void whatFollowsTheFirstPictureIsPassedOver() throws IOException {
    check(read("P5 1 1 255\n", 5, 'P', '5'), 1, 1, 5);
  }

  @ParameterizedTest
  @CsvSource({
    "P5 3 2 255 , needs 6 bytes",
    "P5 99999999 99999999 255 x, needs 9999999800000001 bytes",
    "P2 2 2 255 1 2 3, needs 7 bytes",
    "P6 2 1 255 12345, needs 6 bytes",
    "P2 2 1 255 1 x y, no sample",
    "P2 2 1 255 1 256, 'sample 1 is 256, above the maximum value 255'",
    "P5, is not PNG",
    "P5 2, no height",
    "P5 2 1 0 xx, maximum value 0",
    "P5 0 1 255 x, of 0×1 pixels",
    "P5 2 1 65536 xxxx, maximum value 65536"
  })
  void whatIsWrongIsSaid(String content, String sentence) throws IOException {
    var file = Files.writeString(folder.resolve("broken.pgm"), content);
    var error = assertThrows(DataException.class, () -> Images.read(file));
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    assertTrue(error.getMessage().contains(sentence), error.getMessage());
  }

  @Test
  void aMissingPictureIsNamed() {
    var file = folder.resolve("nowhere.pgm");
    var error = assertThrows(DataException.class, () -> Images.read(file));
    assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
  }

  @Test
  void whatIsNoPictureSaysWhatCanBeRead() throws IOException {
    var file = Files.writeString(folder.resolve("text.png"), "not a picture");
    var error = assertThrows(DataException.class, () -> Images.read(file));
    assertTrue(error.getMessage().contains("PGM"), error.getMessage());
  }
}
