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
 * One sound of one channel: what a microphone measured at equal intervals.
 *
 * @param sampleRate samples per second
 * @param samples from −1 to 1
 */
public record AudioClip(int sampleRate, float[] samples) {

  public AudioClip {
    if (sampleRate < 1) {
      throw new IllegalArgumentException(
          "a sound needs at least 1 sample per second: " + sampleRate);
    }
    if (samples.length == 0) {
      throw new IllegalArgumentException("a sound needs at least one sample");
    }
  }

  /**
   * Reads a WAV file of 8, 16, 24 or 32 bits PCM; several channels become their mean.
   *
   * @throws DataException if it is missing, of another kind, or ends too early
   */
  public static AudioClip read(Path file) {
    try {
      return decode(file);
    } catch (NoSuchFileException e) {
      throw new DataException("there is no sound " + file);
    } catch (IOException e) {
      throw new DataException("cannot read the sound " + file, e);
    }
  }

  /** The same for readers of data sets, which say by themselves where the file lay. */
  public static AudioClip decode(Path file) throws IOException {
    try (var bytes = new BufferedInputStream(Files.newInputStream(file));
        var stream = open(bytes)) {
      var format = stream.getFormat();
      int width = format.getSampleSizeInBits() / 8;
      var encoding = format.getEncoding();
      boolean signed = encoding.equals(AudioFormat.Encoding.PCM_SIGNED);
      if (!signed && !encoding.equals(AudioFormat.Encoding.PCM_UNSIGNED) || width > 4) {
        throw new IOException(
            "it holds %s, and only PCM of 8 to 32 bits can be read".formatted(format));
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
      throw new IOException("it is no WAV file, or its header is damaged or cut off", e);
    }
  }

  private static float sample(byte[] bytes, int at, int width, boolean bigEndian, boolean signed) {
    int value = 0; // the sample in the upper bits, which makes all widths alike
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

  /** The same sound measured at another rate; what the new rate cannot hold is filtered out. */
  public AudioClip resampled(int otherRate) {
    if (otherRate == sampleRate) {
      return this;
    }
    return new AudioClip(
        otherRate, SincResampler.resample(samples, (double) otherRate / sampleRate));
  }

  /** The same sound played faster, and so higher, or with a factor below 1 slower and lower. */
  public AudioClip withSpeed(double factor) {
    if (!(factor > 0.1 && factor < 10)) {
      throw new IllegalArgumentException(
          "a sound is played from 0.1 to 10 times as fast, not " + factor);
    }
    return new AudioClip(sampleRate, SincResampler.resample(samples, 1 / factor));
  }
}
