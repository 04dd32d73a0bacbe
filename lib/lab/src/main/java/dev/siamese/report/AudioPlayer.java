package dev.siamese.report;

import dev.siamese.data.AudioClip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Sounds that a notebook plays: HTML with the samples in it, and a list of names as text.
 *
 * <p>Not thread-safe.
 */
public final class AudioPlayer {

  private static final int BITS = 16;

  private final List<Sound> sounds = new ArrayList<>();

  private record Sound(String name, AudioClip clip) {

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%s (%.2f s)", name, clip.seconds());
    }
  }

  /** A player without sounds. */
  public AudioPlayer() {}

  /**
   * Adds a sound.
   *
   * @param name written above its controls
   * @param clip samples beyond −1 and 1 are clipped
   * @return this player
   */
  public AudioPlayer add(String name, AudioClip clip) {
    sounds.add(new Sound(name, clip));
    return this;
  }

  /** {@return one {@code audio} element per sound, with a WAV file of 16 bits in its address} */
  public String toHtml() {
    return sounds.stream()
        .map(
            sound ->
                """
                <figure style="display: inline-block; margin: 4px 12px 4px 0">
                <figcaption>%s</figcaption>
                <audio controls preload="none" style="width: 220px; height: 36px" src="data:audio/wav;base64,%s"></audio>
                </figure>
                """
                    .formatted(
                        HtmlTable.escape(sound.toString()),
                        Base64.getEncoder().encodeToString(wav(sound.clip))))
        .collect(Collectors.joining());
  }

  /** {@return the names and lengths of the sounds} */
  @Override
  public String toString() {
    return sounds.stream().map(Sound::toString).collect(Collectors.joining(", ", "Sounds: ", ""));
  }

  static byte[] wav(AudioClip clip) {
    var samples = clip.samples();
    var pcm = ByteBuffer.allocate(samples.length * BITS / 8).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      pcm.putShort((short) Math.round(Math.max(-1, Math.min(1, sample)) * Short.MAX_VALUE));
    }
    var format = new AudioFormat(clip.sampleRate(), BITS, 1, true, false);
    var file = new ByteArrayOutputStream();
    try (var stream =
        new AudioInputStream(new ByteArrayInputStream(pcm.array()), format, samples.length)) {
      AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not from memory to memory
    }
    return file.toByteArray();
  }
}
