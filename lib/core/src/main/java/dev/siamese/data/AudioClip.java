package dev.siamese.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/**
 * A mono audio signal.
 *
 * @param sampleRate samples per second
 * @param samples from −1 to 1
 */
public record AudioClip(int sampleRate, float[] samples) {

  public AudioClip {
    if (sampleRate < 1) {
      throw new IllegalArgumentException(
          "the sample rate must be at least 1 per second: " + sampleRate);
    }
    if (samples.length == 0) {
      throw new IllegalArgumentException("an audio clip needs at least one sample");
    }
  }

  /**
   * Reads a WAV file of 8, 16, 24 or 32 bits PCM; several channels are averaged.
   *
   * @throws DataException if it is missing, of another format, or truncated
   */
  public static AudioClip read(Path file) {
    try {
      return decode(file);
    } catch (NoSuchFileException e) {
      throw new DataException("there is no audio file " + file);
    } catch (IOException e) {
      throw new DataException("cannot read the audio file " + file, e);
    }
  }

  private static AudioClip decode(Path file) throws IOException {
    try (var bytes = new BufferedInputStream(Files.newInputStream(file));
        var stream = open(bytes)) {
      var format = stream.getFormat();
      int width = format.getSampleSizeInBits() / 8;
      var encoding = format.getEncoding();
      boolean signed = encoding.equals(AudioFormat.Encoding.PCM_SIGNED);
      if (!signed && !encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED) || width > 4) {
        throw new IOException(
            "its format is %s: only PCM of 8 to 32 bits can be read".formatted(format));
      }
      var content = stream.readAllBytes();
      int frame = format.getFrameSize();
      if (content.length < stream.getFrameLength() * frame) {
        throw new IOException(
            "it ends after %,d of %,d samples: it is truncated"
                .formatted(content.length / frame, stream.getFrameLength()));
      }
      if (content.length < frame) {
        throw new IOException("it holds no samples");
      }
      var samples = new float[content.length / frame];
      for (int i = 0; i < samples.length; i++) {
        float sum = 0;
        for (int at = i * frame; at < (i + 1) * frame; at += width) {
          sum += sample(content, at, width, format.isBigEndian(), signed);
        }
        samples[i] = sum / format.getChannels();
      }
      return new AudioClip(Math.round(format.getSampleRate()), samples);
    }
  }

  private static AudioInputStream open(InputStream bytes) throws IOException {
    try {
      return AudioSystem.getAudioInputStream(bytes);
    } catch (EOFException | UnsupportedAudioFileException e) {
      throw new IOException("it is not a WAV file, or its header is damaged", e);
    }
  }

  private static float sample(byte[] bytes, int at, int width, boolean bigEndian, boolean signed) {
    int value = 0; // with the sample in the upper bits, whatever its width
    for (int i = 0; i < width; i++) {
      int b = bytes[bigEndian ? at + i : at + width - 1 - i] & 255;
      value |= b << 24 - 8 * i;
    }
    return (signed ? value : value ^ 1 << 31) / 0x1p31f;
  }

  /** The length in seconds. */
  public double seconds() {
    return (double) samples.length / sampleRate;
  }

  /** The same clip at another sample rate; frequencies above half of it are filtered out. */
  public AudioClip resampled(int otherRate) {
    if (otherRate == sampleRate) {
      return this;
    }
    return new AudioClip(
        otherRate, SincResampler.resample(samples, (double) otherRate / sampleRate));
  }

  /**
   * The same clip at another speed, which changes its pitch too.
   *
   * @param factor above 1 is faster and higher; from 0.1 to 10
   */
  public AudioClip withSpeed(double factor) {
    if (!(factor > 0.1 && factor < 10)) {
      throw new IllegalArgumentException("the speed must be from 0.1 to 10: " + factor);
    }
    return new AudioClip(sampleRate, SincResampler.resample(samples, 1 / factor));
  }
}
