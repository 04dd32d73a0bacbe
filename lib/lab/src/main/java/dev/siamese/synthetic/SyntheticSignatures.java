package dev.siamese.synthetic;

import dev.siamese.catalog.Signatures;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Generates synthetic signatures with skilled forgeries.
 *
 * <p>A writer has a template, which is the control points of a capital, a row of joined letters and
 * flourishes, and a style: slant, roundness, width, pressure, taper and tremor. A genuine signature
 * has this template and style: as a whole it is stretched, bent along the baseline, and slanted and
 * rotated by about 1.5 degrees at random, and every point is displaced by 1/50 of a small letter.
 *
 * <p>A skilled forgery varies in the same ways, and differs from the original: each letter and
 * flourish is up to 1.5 times as wide or high, or a third narrower or lower; its points are
 * displaced by 1/7 of a small letter; half of the pressure is noise. The attempts of a forger share
 * these differences, and each adds a fifth of them. The style is half the writer's and half the
 * forger's, from the same distribution, with a tremor that is higher by at most 1/80 of a small
 * letter. A forgery can therefore only be recognised by comparison with genuine signatures.
 *
 * @param writers number of writers, at least 1
 * @param genuinePerWriter genuine signatures of each writer, at least 1. Default: 6
 * @param forgersPerWriter forgers of each writer. Default: 3
 * @param attemptsPerForger forgeries by each forger, at least 1. Default: 4
 * @param imageHeight in pixels, at least 16; the width is 2.5 times the height. Default: 80
 */
public record SyntheticSignatures(
    int writers,
    int genuinePerWriter,
    int forgersPerWriter,
    int attemptsPerForger,
    int imageHeight) {

  /**
   * Checks the numbers.
   *
   * @param writers at least 1
   * @param genuinePerWriter at least 1
   * @param forgersPerWriter at least 0
   * @param attemptsPerForger at least 1
   * @param imageHeight in pixels, at least 16
   * @throws IllegalArgumentException if one is out of range
   */
  public SyntheticSignatures {
    if (writers < 1
        || genuinePerWriter < 1
        || forgersPerWriter < 0
        || attemptsPerForger < 1
        || imageHeight < 16) {
      throw new IllegalArgumentException(
          "writers %d, genuinePerWriter %d, forgersPerWriter %d, attemptsPerForger %d, imageHeight %d: must be at least 1, 1, 0, 1 and 16"
              .formatted(
                  writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, imageHeight));
    }
  }

  /**
   * {@return the defaults with a number of writers}
   *
   * @param count at least 1
   */
  public static SyntheticSignatures writers(int count) {
    return new SyntheticSignatures(count, 6, 3, 4, 80);
  }

  /**
   * {@return the same generator with another number of genuine signatures of each writer}
   *
   * @param count at least 1
   */
  public SyntheticSignatures genuinePerWriter(int count) {
    return new SyntheticSignatures(
        writers, count, forgersPerWriter, attemptsPerForger, imageHeight);
  }

  /**
   * {@return the same generator with other numbers of forgers and of their attempts}
   *
   * @param forgersPerWriter at least 0
   * @param attemptsPerForger at least 1
   */
  public SyntheticSignatures forgeries(int forgersPerWriter, int attemptsPerForger) {
    return new SyntheticSignatures(
        writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, imageHeight);
  }

  /**
   * {@return the same generator with another image height}
   *
   * @param pixels at least 16
   */
  public SyntheticSignatures imageHeight(int pixels) {
    return new SyntheticSignatures(
        writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, pixels);
  }

  /**
   * Generates the images, dark on white.
   *
   * @param seed equal seeds give equal images
   * @return the genuine signatures and the skilled forgeries of all writers
   */
  public Signatures generate(Seed seed) {
    int area = imageHeight * width();
    int forgeriesPerWriter = forgersPerWriter * attemptsPerForger;
    var genuine = new byte[writers * genuinePerWriter * area];
    var forged = new byte[writers * forgeriesPerWriter * area];
    IntStream.range(0, writers)
        .parallel()
        .forEach(
            writer -> {
              var writerSeed = seed.derive("writer").derive(writer);
              var template = SignatureTemplate.generate(writerSeed.derive("flow").generator());
              var style = WriterStyle.generate(writerSeed.derive("hand").generator());
              for (int k = 0; k < genuinePerWriter; k++) {
                var random = writerSeed.derive("genuine").derive(k).generator();
                int row = writer * genuinePerWriter + k;
                draw(template, new SignatureRenderer(style, random), genuine, row);
              }
              for (int f = 0; f < forgersPerWriter; f++) {
                int row = writer * forgeriesPerWriter + f * attemptsPerForger;
                forge(template, style, writerSeed.derive("forger").derive(f), forged, row);
              }
            });
    var writerClasses = new ArrayList<ClassInfo>();
    var forgerClasses = new ArrayList<ClassInfo>();
    for (int writer = 0; writer < writers; writer++) {
      var name = "writer%03d".formatted(writer + 1);
      writerClasses.add(new ClassInfo(name, ""));
      for (int f = 0; f < forgersPerWriter; f++) {
        forgerClasses.add(new ClassInfo("forger%d".formatted(f + 1), name));
      }
    }
    return new Signatures(
        images(genuine, genuinePerWriter, writerClasses),
        images(forged, attemptsPerForger, forgerClasses));
  }

  /** Draws all attempts of one forger, from a row on. */
  private void forge(
      SignatureTemplate template, WriterStyle style, Seed forger, byte[] pixels, int firstRow) {
    var random = forger.generator();
    var copy = template.distorted(1, random);
    var imitation = WriterStyle.generate(random).blendedWith(style, 0.5, random);
    for (int k = 0; k < attemptsPerForger; k++) {
      var renderer =
          new SignatureRenderer(imitation, forger.derive("attempt").derive(k).generator());
      var attempt = copy.distorted(0.2, forger.derive("copy").derive(k).generator());
      draw(attempt, renderer, pixels, firstRow + k);
    }
  }

  private void draw(
      SignatureTemplate template, SignatureRenderer renderer, byte[] pixels, int row) {
    var image = renderer.render(template, imageHeight, width());
    Images.toGrayscale(image, pixels, row * imageHeight * width());
  }

  private Images images(byte[] pixels, int samplesPerClass, List<ClassInfo> classes) {
    var labels = IntStream.range(0, classes.size() * samplesPerClass).map(i -> i / samplesPerClass);
    return new Images(imageHeight, width(), pixels, new Targets(labels.toArray(), classes));
  }

  private int width() {
    return imageHeight * 5 / 2;
  }
}
