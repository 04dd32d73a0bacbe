package dev.siamese.synthetic;

import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates synthetic spoken words by formant synthesis: glottal pulses or noise, filtered by three
 * resonances that move from phone to phone (Klatt 1980, simplified).
 *
 * <p>A word is a sequence of three phones; a speaker has a pitch, a formant scale and a speed,
 * which vary a little in every take. A class is a word of a speaker, and its group is the speaker.
 *
 * @param words number of words, at least 1
 * @param speakers number of speakers, at least 1
 * @param takesPerWord recordings of each word by each speaker, at least 1
 */
public record SyntheticSpeech(int words, int speakers, int takesPerWord) {

  /** Samples per second. */
  public static final int SAMPLE_RATE = 8000;

  private static final int PHONES_PER_WORD = 3;

  /**
   * Checks the numbers.
   *
   * @param words at least 1
   * @param speakers at least 1
   * @param takesPerWord at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public SyntheticSpeech {
    if (words < 1 || speakers < 1 || takesPerWord < 1) {
      throw new IllegalArgumentException(
          "words %d, speakers %d, takesPerWord %d: each must be at least 1"
              .formatted(words, speakers, takesPerWord));
    }
  }

  /** A phone: its three resonances in hertz, and the fraction of noise. */
  private record Phone(double[] resonances, double noise) {

    static Phone generate(RandomGenerator random) {
      var resonances =
          new double[] {
            300 + 500 * random.nextDouble(),
            900 + 1300 * random.nextDouble(),
            2400 + 600 * random.nextDouble()
          };
      return new Phone(resonances, random.nextDouble() < 0.25 ? 1 : 0.02);
    }
  }

  /** A speaker: the pitch in hertz, a factor of all resonances, and the seconds per phone. */
  private record Speaker(double pitch, double formantScale, double phoneSeconds) {

    static Speaker generate(RandomGenerator random) {
      double u = random.nextDouble(); // pitch and resonances are correlated
      return new Speaker(
          95 + 130 * u + 20 * random.nextDouble(),
          0.88 + 0.2 * u + 0.08 * random.nextDouble(),
          0.1 + 0.06 * random.nextDouble());
    }

    Speaker varied(RandomGenerator random) {
      return new Speaker(
          pitch * Math.exp(0.05 * random.nextGaussian()),
          formantScale * Math.exp(0.015 * random.nextGaussian()),
          phoneSeconds * Math.exp(0.1 * random.nextGaussian()));
    }
  }

  /**
   * Generates the recordings.
   *
   * @param seed equal seeds give equal recordings
   * @return one class for each word of each speaker, in groups by speaker
   */
  public AudioClips generate(Seed seed) {
    var classes = new ArrayList<ClassInfo>();
    for (int v = 0; v < speakers; v++) {
      for (int w = 0; w < words; w++) {
        classes.add(new ClassInfo("word%02d".formatted(w + 1), "voice%02d".formatted(v + 1)));
      }
    }
    var labels =
        IntStream.range(0, classes.size() * takesPerWord).map(row -> row / takesPerWord).toArray();
    var waves =
        IntStream.range(0, labels.length)
            .parallel()
            .mapToObj(
                row -> {
                  int word = labels[row] % words;
                  var ofWord = seed.derive("word").derive(word).generator();
                  var phones =
                      IntStream.range(0, PHONES_PER_WORD)
                          .mapToObj(i -> Phone.generate(ofWord))
                          .toList();
                  var speaker = seed.derive("voice").derive(labels[row] / words).generator();
                  var random = seed.derive("take").derive(row).generator();
                  return synthesize(phones, Speaker.generate(speaker).varied(random), random);
                })
            .toArray(float[][]::new);
    return new AudioClips(SAMPLE_RATE, new Sequences(1, waves, new Targets(labels, classes)));
  }

  private static float[] synthesize(List<Phone> phones, Speaker speaker, RandomGenerator random) {
    int phoneLength = (int) (speaker.phoneSeconds * SAMPLE_RATE);
    var wave = new float[phoneLength * phones.size()];
    var state = new double[3][2];
    double phase = 0;
    for (int i = 0; i < wave.length; i++) {
      double position = (double) i / phoneLength - 0.5; // integers are the centres of phones
      int from = Math.max(0, Math.min(phones.size() - 1, (int) Math.floor(position)));
      int to = Math.min(phones.size() - 1, from + 1);
      double part = Math.max(0, Math.min(1, position - from));
      double progress = (double) i / wave.length;
      phase += speaker.pitch * (1.1 - 0.2 * progress) / SAMPLE_RATE; // falling pitch
      double pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      double noise = interpolate(phones.get(from).noise, phones.get(to).noise, part);
      double sound = (1 - noise) * pulse + 0.15 * noise * random.nextGaussian();
      for (int r = 0; r < state.length; r++) {
        double hertz =
            interpolate(phones.get(from).resonances[r], phones.get(to).resonances[r], part);
        sound = resonate(sound, hertz * speaker.formantScale, 60 + 40 * r, state[r]);
      }
      wave[i] = (float) (sound * Math.sin(Math.PI * progress));
    }
    return normalized(wave);
  }

  private static double interpolate(double from, double to, double part) {
    return from + part * (to - from);
  }

  /** A two-pole resonator with unit gain at frequency 0. */
  private static double resonate(double sound, double hertz, double width, double[] last) {
    double radius = Math.exp(-Math.PI * width / SAMPLE_RATE);
    double a =
        2 * radius * Math.cos(2 * Math.PI * Math.min(hertz, 0.48 * SAMPLE_RATE) / SAMPLE_RATE);
    double b = -radius * radius;
    double result = (1 - a - b) * sound + a * last[0] + b * last[1];
    last[1] = last[0];
    last[0] = result;
    return result;
  }

  /** Scales a wave to a peak of 0.9. */
  private static float[] normalized(float[] wave) {
    float peak = 1e-9f;
    for (float sample : wave) {
      peak = Math.max(peak, Math.abs(sample));
    }
    for (int i = 0; i < wave.length; i++) {
      wave[i] *= 0.9f / peak;
    }
    return wave;
  }
}
