package dev.siamese.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.data.AudioClip;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioPlayerTest {

  private static final AudioClip CLIP = new AudioClip(8000, new float[] {0, 0.5f, -1, 1, 2});
  private static final Pattern SOURCE = Pattern.compile("src=\"data:audio/wav;base64,([^\"]+)\"");

  @TempDir Path folder;

  private static byte[] file(AudioPlayer player) {
    var found = SOURCE.matcher(player.toHtml());
    assertTrue(found.find());
    return Base64.getDecoder().decode(found.group(1));
  }

  @Test
  void theFileHoldsTheSamples() throws Exception {
    var bytes = file(new AudioPlayer().add("one", CLIP));
    var read = AudioClip.read(Files.write(folder.resolve("one.wav"), bytes));
    assertEquals(8000, read.sampleRate());
    assertArrayEquals(new float[] {0, 0.5f, -1, 1, 1}, read.samples(), 1e-4f);
  }

  @Test
  void javaSoundReadsTheFile() throws Exception {
    var bytes = file(new AudioPlayer().add("one", CLIP));
    try (var stream = AudioSystem.getAudioInputStream(new ByteArrayInputStream(bytes))) {
      assertEquals(5, stream.getFrameLength());
      assertEquals(8000, stream.getFormat().getSampleRate());
      assertEquals(16, stream.getFormat().getSampleSizeInBits());
    }
  }

  @Test
  void namesAreEscapedAndInTheText() {
    var player = new AudioPlayer().add("a<b", CLIP).add("two", CLIP);
    assertTrue(player.toHtml().contains("<figcaption>a&lt;b (0.00 s)</figcaption>"));
    assertEquals("Sounds: a<b (0.00 s), two (0.00 s)", player.toString());
  }
}
