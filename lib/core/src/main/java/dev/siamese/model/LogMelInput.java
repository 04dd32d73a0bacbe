package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sounds as log-mel spectrograms of one size, {@code (N, 1, nMels, targetFrames)}: the logarithm of
 * the energy of each mel band in each frame, resampled in time. Every spectrogram is standardised
 * to mean 0 and standard deviation 1, so that loudness does not count.
 *
 * @param sampleRate samples per second, to which sounds are resampled
 * @param nFft samples per frame, a power of 2
 * @param hopLength samples from one frame to the next
 * @param nMels the number of mel bands from 0 Hz to half the sample rate
 * @param targetFrames the number of frames after resampling in time, at least 2
 * @param topDb the dynamic range in decibels below the maximum: lower energies are raised to that
 *     limit, and frames at both ends that are below it in all bands are removed (silence trimming).
 *     Default: 0, no limit and no trimming
 * @param meanNormalized whether the mean of each band over the recording is subtracted (cepstral
 *     mean normalisation, Atal 1974), which removes the average spectrum of voice and microphone.
 *     Default: false
 */
public record LogMelInput(
    int sampleRate,
    int nFft,
    int hopLength,
    int nMels,
    int targetFrames,
    @JsonOptional double topDb,
    @JsonOptional boolean meanNormalized)
    implements Preprocessor {

  private static final double MIN_ENERGY = 1e-6;

  /**
   * Checks the values.
   *
   * @param sampleRate samples per second, to which sounds are resampled
   * @param nFft samples per frame, a power of 2
   * @param hopLength samples from one frame to the next
   * @param nMels the number of mel bands from 0 Hz to half the sample rate
   * @param targetFrames the number of frames after resampling in time, at least 2
   * @param topDb the dynamic range in decibels below the maximum; 0 for no limit
   * @param meanNormalized whether the mean of each band is subtracted
   * @throws IllegalArgumentException if a value is out of its range
   */
  public LogMelInput {
    Checks.requirePositive("sampleRate", sampleRate);
    Checks.requirePositive("hopLength", hopLength);
    Checks.requirePositive("nMels", nMels);
    if (nFft < 2 || Integer.bitCount(nFft) != 1) {
      throw new IllegalArgumentException("nFft must be a power of 2, such as 256: " + nFft);
    }
    if (targetFrames < 2) {
      throw new IllegalArgumentException("targetFrames must be at least 2: " + targetFrames);
    }
    if (!(topDb >= 0 && topDb < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "topDb must be 0 (no limit) or a number of decibels, such as 30: " + topDb);
    }
  }

  /**
   * Without silence trimming and mean normalisation.
   *
   * @param sampleRate samples per second, to which sounds are resampled
   * @param nFft samples per frame, a power of 2
   * @param hopLength samples from one frame to the next
   * @param nMels the number of mel bands from 0 Hz to half the sample rate
   * @param targetFrames the number of frames after resampling in time, at least 2
   */
  public LogMelInput(int sampleRate, int nFft, int hopLength, int nMels, int targetFrames) {
    this(sampleRate, nFft, hopLength, nMels, targetFrames, 0, false);
  }

  /**
   * {@return the defaults for a sample rate: a hop of 10 ms, frames of 32 ms (rounded down to a
   * power of 2 samples), 40 mel bands, 64 frames}
   *
   * @param sampleRate samples per second
   */
  public static LogMelInput of(int sampleRate) {
    Checks.requirePositive("sampleRate", sampleRate);
    int nFft = Math.max(2, Integer.highestOneBit(sampleRate * 32 / 1000));
    return new LogMelInput(sampleRate, nFft, Math.max(1, sampleRate / 100), 40, 64);
  }

  /**
   * {@return a copy with another number of mel bands}
   *
   * @param nMels the number of mel bands from 0 Hz to half the sample rate
   */
  public LogMelInput withNMels(int nMels) {
    return new LogMelInput(sampleRate, nFft, hopLength, nMels, targetFrames, topDb, meanNormalized);
  }

  /**
   * {@return a copy with another number of frames after resampling in time}
   *
   * @param targetFrames the number of frames after resampling in time, at least 2
   */
  public LogMelInput withTargetFrames(int targetFrames) {
    return new LogMelInput(sampleRate, nFft, hopLength, nMels, targetFrames, topDb, meanNormalized);
  }

  /**
   * {@return a copy with another dynamic range}
   *
   * @param topDb the dynamic range in decibels below the maximum; 0 for no limit
   */
  public LogMelInput withTopDb(double topDb) {
    return new LogMelInput(sampleRate, nFft, hopLength, nMels, targetFrames, topDb, meanNormalized);
  }

  /**
   * {@return a copy with or without mean normalisation}
   *
   * @param meanNormalized whether the mean of each band is subtracted
   */
  public LogMelInput withMeanNormalized(boolean meanNormalized) {
    return new LogMelInput(sampleRate, nFft, hopLength, nMels, targetFrames, topDb, meanNormalized);
  }

  @Override
  public Dataset transform(Dataset raw) {
    var frames = logMelFrames(raw).resampledTo(targetFrames);
    var spectrograms =
        IntStream.range(0, frames.size())
            .parallel()
            .mapToObj(row -> standardized(frames.values(row)))
            .toArray(float[][]::new);
    return new Spectrograms(nMels, targetFrames, spectrograms, frames.targets());
  }

  /**
   * {@return the output of {@link #transform} as arrays, for charts: {@code [sample][band][frame]},
   * the lowest band first}
   *
   * @param raw the sounds
   */
  public float[][][] spectrograms(Dataset raw) {
    var all = (Spectrograms) transform(raw);
    return IntStream.range(0, all.size()).mapToObj(all::spectrogram).toArray(float[][][]::new);
  }

  /**
   * {@return the log-mel frames of each sound before resampling in time, without silence at the
   * ends: one time step per frame, one feature per band}
   *
   * @param raw the sounds
   * @throws IllegalArgumentException if the samples are not {@link AudioClips}
   */
  public Sequences logMelFrames(Dataset raw) {
    var clips = Checks.requireType(AudioClips.class, raw).resampled(sampleRate).samples();
    var fft = new Fft(nFft);
    var filters = new MelFilterBank(nMels, nFft, sampleRate);
    var frames =
        IntStream.range(0, clips.size())
            .parallel()
            .mapToObj(row -> limited(logMel(clips.values(row), fft, filters)))
            .toArray(float[][]::new);
    return new Sequences(nMels, frames, clips.targets());
  }

  /** Frame after frame, nMels values each. */
  private float[] logMel(float[] samples, Fft fft, MelFilterBank filters) {
    int count = 1 + Math.max(0, samples.length - nFft) / hopLength;
    var frames = new float[count * nMels];
    var windowed = new double[nFft];
    var hann = fft.hann();
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < nFft; i++) {
        int at = t * hopLength + i;
        windowed[i] = at < samples.length ? hann[i] * samples[at] : 0;
      }
      var power = fft.powerSpectrum(windowed);
      for (int band = 0; band < nMels; band++) {
        frames[t * nMels + band] = (float) Math.log(MIN_ENERGY + filters.energy(band, power));
      }
    }
    return frames;
  }

  /** Limits the dynamic range and removes silent frames at both ends. */
  private float[] limited(float[] frames) {
    if (topDb == 0) {
      return frames;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (float energy : frames) {
      max = Math.max(max, energy);
    }
    float min = (float) (max - topDb * Math.log(10) / 10);
    int first = frames.length;
    int last = 0;
    for (int i = 0; i < frames.length; i++) {
      if (frames[i] >= min) {
        first = Math.min(first, i / nMels);
        last = i / nMels;
      }
      frames[i] = Math.max(frames[i], min);
    }
    return Arrays.copyOfRange(frames, first * nMels, (last + 1) * nMels);
  }

  /** Frame by frame to band by band, with mean 0 and standard deviation 1. */
  private float[] standardized(float[] frames) {
    if (meanNormalized) {
      subtractBandMeans(frames);
    }
    double mean = 0;
    for (float energy : frames) {
      mean += energy / (double) frames.length;
    }
    double variance = 0;
    for (float energy : frames) {
      variance += (energy - mean) * (energy - mean) / frames.length;
    }
    double std = Math.max(Math.sqrt(variance), 1e-6); // silence stays 0
    var bands = new float[frames.length];
    for (int i = 0; i < bands.length; i++) {
      bands[i % nMels * targetFrames + i / nMels] = (float) ((frames[i] - mean) / std);
    }
    return bands;
  }

  private void subtractBandMeans(float[] frames) {
    for (int band = 0; band < nMels; band++) {
      double mean = 0;
      for (int i = band; i < frames.length; i += nMels) {
        mean += frames[i] / (double) targetFrames;
      }
      for (int i = band; i < frames.length; i += nMels) {
        frames[i] -= (float) mean;
      }
    }
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, nMels, targetFrames));
  }
}
