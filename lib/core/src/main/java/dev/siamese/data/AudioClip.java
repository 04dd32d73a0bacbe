package dev.siamese.data;

import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A mono audio signal.
 *
 * @param sampleRate samples per second
 * @param samples from −1 to 1
 */
public record AudioClip(int sampleRate, float[] samples) {

  /**
   * Checks the values.
   *
   * @param sampleRate samples per second
   * @param samples from −1 to 1
   * @throws IllegalArgumentException if the sample rate is below 1, or there are no samples
   */
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
   * Reads a WAV file: PCM of 8, 16, 24 or 32 bits, or floats. Several channels are averaged.
   *
   * @param file the WAV file
   * @return the clip
   * @throws DataException if it is missing, of another format, or truncated
   */
  public static AudioClip read(Path file) {
    try {
      return WavDecoder.decode(Archive.content(file));
    } catch (NoSuchFileException e) {
      throw new DataException("there is no audio file " + file);
    } catch (IOException e) {
      throw new DataException("cannot read the audio file " + file, e);
    }
  }

  /** {@return the length in seconds} */
  public double seconds() {
    return (double) samples.length / sampleRate;
  }

  /**
   * {@return the same clip at another sample rate; frequencies above half of it are filtered out}
   *
   * @param otherRate samples per second
   */
  public AudioClip resampled(int otherRate) {
    if (otherRate == sampleRate) {
      return this;
    }
    return new AudioClip(
        otherRate, SincResampler.resample(samples, (double) otherRate / sampleRate));
  }

  /**
   * {@return the same clip at another speed, which changes its pitch too}
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
