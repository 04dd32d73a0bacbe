package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding against Pillow, by the files of fixtures/images.py. */
class ImageCodecTest {

  /** A file and the values that Pillow reads from it; colours of some files only. */
  record Sample(String name, String file, int height, int width, int[] grey, int[] colours) {

    byte[] bytes() {
      return Base64.getDecoder().decode(file);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() throws IOException {
    try (var stream = ImageCodecTest.class.getResourceAsStream("/fixtures/images.json");
        var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return Arrays.stream(new Gson().fromJson(reader, Sample[].class));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void greyValuesAreThoseOfPillow(Sample sample) throws IOException {
    var image = ImageCodec.decode(sample.bytes()).grey();
    assertEquals(sample.height, image.height());
    assertEquals(sample.width, image.width());
    check(sample, sample.grey, image.pixels());
  }

  private static void check(Sample sample, int[] expected, byte[] pixels) {
    int tolerance = sample.name.matches(".*jpg|lossy.*") ? 3 : 1; // decoders round differently
    assertEquals(expected.length, pixels.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], pixels[i] & 255, tolerance, "value " + i);
    }
  }

  static Stream<Sample> samplesInColour() throws IOException {
    return samples().filter(sample -> sample.colours != null);
  }

  @ParameterizedTest
  @MethodSource("samplesInColour")
  void coloursAreThoseOfPillow(Sample sample) throws IOException {
    var image = ImageCodec.decode(sample.bytes());
    assertEquals(3, image.channels());
    check(sample, sample.colours, image.pixels());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void truncatedFilesAreRefused(Sample sample) {
    var bytes = sample.bytes();
    int end = sample.name.equals("animated.gif") ? bytes.length / 2 : bytes.length; // of image 1
    for (int length : new int[] {end / 2, end * 3 / 4}) {
      assertThrows(
          IOException.class, () -> ImageCodec.decode(Arrays.copyOf(bytes, length)), "at " + length);
    }
  }

  @Test
  void imagesThatExceedTheMemoryAreRefusedBeforeTheyAreDecoded() throws IOException {
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(100, 50, BufferedImage.TYPE_BYTE_GRAY), "png", bytes);
    var reader = ImageIO.getImageReadersByFormatName("png").next();
    try (var stream =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      reader.setInput(stream);
      ImageCodec.requireSize(reader, 80_000);
      var error = assertThrows(IOException.class, () -> ImageCodec.requireSize(reader, 79_000));
      assertTrue(error.getMessage().contains("100×50 pixels"), error.getMessage());
    } finally {
      reader.dispose();
    }
  }
}
