package dev.siamese.model;

import ai.djl.ndarray.types.Shape;
import dev.siamese.data.AudioClips;
import dev.siamese.data.Dataset;
import dev.siamese.data.Sequences;
import dev.siamese.data.Spectrograms;
import dev.siamese.tensor.internal.JsonOptional;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sounds as pictures of frequency by time: {@code (N, 1, bands, frames)}, the logarithm of the
 * energy in each band of the mel scale, moment by moment, stretched to one length.
 *
 * <p>Each recording is brought to mean 0 and standard deviation 1 by itself, so that its loudness
 * does not count.
 *
 * @param sampleRate samples per second, to which other sounds are converted
 * @param nFft samples that one moment is computed from, a power of two
 * @param hopLength samples from one moment to the next
 * @param nMels of the mel scale, from 0 to half the rate
 * @param targetFrames moments that the network gets to see
 * @param topDb decibels from the loudest energy of a recording down to what counts as silence,
 *     which is cut off at both ends and is all alike between them; 0 to keep every recording whole
 * @param meanNormalized whether each band counts from its own mean over the recording (cepstral
 *     mean normalisation, Atal 1974): what a voice and a microphone do to the whole is taken away
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

  private static final double FLOOR = 1e-6;

  /** An input that keeps every recording whole. */
  public LogMelInput(int rate, int window, int hop, int bands, int frames) {
    this(rate, window, hop, bands, frames, 0, false);
  }

  public LogMelInput {
    if (!(topDb >= 0 && topDb < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the range must be a number of decibels, such as 30, or 0 for no end, not " + topDb);
    }
    if (sampleRate < 1 || hopLength < 1 || nMels < 1 || targetFrames < 2) {
      throw new IllegalArgumentException(
          "%d samples per second, a hop of %d, %d bands and %d frames: at least 1, 1, 1 and 2"
              .formatted(sampleRate, hopLength, nMels, targetFrames));
    }
    if (nFft < 2 || Integer.bitCount(nFft) != 1) {
      throw new IllegalArgumentException("the window must be a power of two, such as 256: " + nFft);
    }
  }

  @Override
  public Spectrograms transform(Dataset raw) {
    var spectra = logMelFrames(raw).resampledTo(targetFrames);
    var planes =
        IntStream.range(0, spectra.size())
            .parallel()
            .mapToObj(row -> plane(spectra.values(row)))
            .toArray(float[][]::new);
    return new Spectrograms(nMels, targetFrames, planes, spectra.targets());
  }

  /**
   * The logarithms of the energies, each sound as long as it is without the silence at its ends:
   * one step for each moment, one feature for each band.
   *
   * @throws IllegalArgumentException unless the samples are sounds
   */
  public Sequences logMelFrames(Dataset raw) {
    if (!(raw instanceof AudioClips sounds)) {
      throw new IllegalArgumentException(
          "this encoder takes Sounds, not " + raw.getClass().getSimpleName());
    }
    var fitting = sounds.resampled(sampleRate).samples();
    var fourier = new Fft(nFft);
    var filters = new MelFilterBank(nMels, nFft, sampleRate);
    var spectra =
        IntStream.range(0, fitting.size())
            .parallel()
            .mapToObj(row -> heard(spectrum(fitting.values(row), fourier, filters)))
            .toArray(float[][]::new);
    return new Sequences(nMels, spectra, fitting.targets());
  }

  private float[] spectrum(float[] wave, Fft fourier, MelFilterBank filters) {
    int count = 1 + Math.max(0, wave.length - nFft) / hopLength;
    var spectrum = new float[count * nMels];
    var frame = new double[nFft];
    var hann = hann();
    for (int t = 0; t < count; t++) {
      for (int i = 0; i < nFft; i++) {
        int at = t * hopLength + i;
        frame[i] = at < wave.length ? hann[i] * wave[at] : 0;
      }
      var power = fourier.powerSpectrum(frame);
      for (int band = 0; band < nMels; band++) {
        spectrum[t * nMels + band] = (float) Math.log(FLOOR + filters.energy(band, power));
      }
    }
    return spectrum;
  }

  /** What is within the range, the moments between the first and the last that are not silent. */
  private float[] heard(float[] spectrum) {
    if (topDb == 0) {
      return spectrum;
    }
    float loudest = Float.NEGATIVE_INFINITY;
    for (float energy : spectrum) {
      loudest = Math.max(loudest, energy);
    }
    float silence = (float) (loudest - topDb * Math.log(10) / 10);
    int first = spectrum.length;
    int last = 0;
    for (int i = 0; i < spectrum.length; i++) {
      if (spectrum[i] >= silence) {
        first = Math.min(first, i / nMels);
        last = i / nMels;
      }
      spectrum[i] = Math.max(spectrum[i], silence);
    }
    return Arrays.copyOfRange(spectrum, first * nMels, (last + 1) * nMels);
  }

  private double[] hann() {
    var hann = new double[nFft];
    Arrays.setAll(hann, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / nFft));
    return hann;
  }

  /** Band after band instead of moment after moment, brought to mean 0 and deviation 1. */
  private float[] plane(float[] spectrum) {
    if (meanNormalized) {
      center(spectrum);
    }
    double mean = 0;
    for (float energy : spectrum) {
      mean += energy / (double) spectrum.length;
    }
    double variance = 0;
    for (float energy : spectrum) {
      variance += (energy - mean) * (energy - mean) / spectrum.length;
    }
    double deviation = Math.max(Math.sqrt(variance), 1e-6); // silence stays 0
    var plane = new float[spectrum.length];
    for (int i = 0; i < plane.length; i++) {
      plane[i % nMels * targetFrames + i / nMels] = (float) ((spectrum[i] - mean) / deviation);
    }
    return plane;
  }

  private void center(float[] spectrum) {
    for (int band = 0; band < nMels; band++) {
      double mean = 0;
      for (int i = band; i < spectrum.length; i += nMels) {
        mean += spectrum[i] / (double) targetFrames;
      }
      for (int i = band; i < spectrum.length; i += nMels) {
        spectrum[i] -= (float) mean;
      }
    }
  }

  @Override
  public List<Shape> shapes(int n) {
    return List.of(new Shape(n, 1, nMels, targetFrames));
  }
}
