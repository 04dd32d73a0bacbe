package dev.siamese.synthetic;

import dev.siamese.data.AudioClips;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Sequences;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Invented words by invented voices, for everything about sounds that must run without a download:
 * pulses of the vocal folds, or noise, through three resonances of the mouth, which wander from
 * sound to sound (Klatt 1980, much simplified).
 *
 * <p>A word is a row of such sounds; a voice has its pitch, the length of its mouth and its pace,
 * and every take of a word differs a little. A class is a word of a voice, which is its group.
 *
 * @param words how many different ones
 * @param speakers how many say each of them
 * @param takesPerWord how often each says it
 */
public record SyntheticSpeech(int words, int speakers, int takesPerWord) {

  /** Samples per second of what is spoken. */
  public static final int SAMPLE_RATE = 8000;

  private static final int PHONES_PER_WORD = 3; // of a word

  public SyntheticSpeech {
    if (words < 1 || speakers < 1 || takesPerWord < 1) {
      throw new IllegalArgumentException(
          "%d words × %d voices × %d takes: each must be at least 1"
              .formatted(words, speakers, takesPerWord));
    }
  }

  /** One sound: its three resonances in hertz, and how much of it is noise, from 0 to 1. */
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

  /** What one speaker has: pitch in hertz, resonances by a factor, seconds of a sound. */
  private record Speaker(double pitch, double formantScale, double phoneSeconds) {

    static Speaker generate(RandomGenerator random) {
      double height = random.nextDouble(); // of short people all is higher
      return new Speaker(
          95 + 130 * height + 20 * random.nextDouble(),
          0.88 + 0.2 * height + 0.08 * random.nextDouble(),
          0.1 + 0.06 * random.nextDouble());
    }

    Speaker varied(RandomGenerator random) {
      return new Speaker(
          pitch * Math.exp(0.05 * random.nextGaussian()),
          formantScale * Math.exp(0.015 * random.nextGaussian()),
          phoneSeconds * Math.exp(0.1 * random.nextGaussian()));
    }
  }

  /** Lets all be spoken; equal seeds give equal sounds. */
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
    return new AudioClips(SAMPLE_RATE, new Sequences(1, waves, labels, classes));
  }

  private static float[] synthesize(List<Phone> phones, Speaker voice, RandomGenerator random) {
    int each = (int) (voice.phoneSeconds * SAMPLE_RATE);
    var wave = new float[each * phones.size()];
    var state = new double[3][2];
    double phase = 0;
    for (int i = 0; i < wave.length; i++) {
      double place = (double) i / each - 0.5; // whole numbers are the middles of the sounds
      int from = Math.max(0, Math.min(phones.size() - 1, (int) Math.floor(place)));
      int to = Math.min(phones.size() - 1, from + 1);
      double part = Math.max(0, Math.min(1, place - from));
      double done = (double) i / wave.length;
      phase += voice.pitch * (1.1 - 0.2 * done) / SAMPLE_RATE; // pitch falls towards the end
      double pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      double noise = interpolate(phones.get(from).noise, phones.get(to).noise, part);
      double sound = (1 - noise) * pulse + 0.15 * noise * random.nextGaussian();
      for (int r = 0; r < state.length; r++) {
        double hertz =
            interpolate(phones.get(from).resonances[r], phones.get(to).resonances[r], part);
        sound = resonate(sound, hertz * voice.formantScale, 60 + 40 * r, state[r]);
      }
      wave[i] = (float) (sound * Math.sin(Math.PI * done));
    }
    return normalized(wave);
  }

  private static double interpolate(double from, double to, double part) {
    return from + part * (to - from);
  }

  /** A resonance of unit gain at frequency 0: a filter of two poles. */
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

  /** As loud as can be without distortion. */
  private static float[] normalized(float[] wave) {
    float largest = 1e-9f;
    for (float sample : wave) {
      largest = Math.max(largest, Math.abs(sample));
    }
    for (int i = 0; i < wave.length; i++) {
      wave[i] *= 0.9f / largest;
    }
    return wave;
  }
}
