package dev.siamese.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding against Pillow, by the files of fixtures/images.py. */
class ImageCodecTest {

  /** A file and the grey values that Pillow reads from it. */
  record Sample(String name, String file, int height, int width, int[] grey) {

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
    var image = ImageCodec.decode(sample.bytes());
    assertEquals(sample.height, image.height());
    assertEquals(sample.width, image.width());
    int tolerance = sample.name.matches(".*jpg|lossy.*") ? 3 : 1; // decoders round differently
    for (int i = 0; i < sample.grey.length; i++) {
      assertEquals(sample.grey[i], image.pixels()[i] & 255, tolerance, "pixel " + i);
    }
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
}
