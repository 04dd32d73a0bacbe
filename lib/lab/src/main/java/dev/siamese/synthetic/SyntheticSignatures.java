package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Signatures;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
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

  /** The defaults with a number of writers. */
  public static SyntheticSignatures writers(int count) {
    return new SyntheticSignatures(count, 6, 3, 4, 80);
  }

  /** With another number of genuine signatures of each writer. */
  public SyntheticSignatures genuinePerWriter(int count) {
    return new SyntheticSignatures(
        writers, count, forgersPerWriter, attemptsPerForger, imageHeight);
  }

  /** With other numbers of forgers and of their attempts. */
  public SyntheticSignatures forgeries(int forgersPerWriter, int attemptsPerForger) {
    return new SyntheticSignatures(
        writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, imageHeight);
  }

  /** With another image height in pixels. */
  public SyntheticSignatures imageHeight(int pixels) {
    return new SyntheticSignatures(
        writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, pixels);
  }

  /** Generates the images, dark on white. */
  public Signatures generate(Seed seed) {
    int height = imageHeight;
    int width = height * 5 / 2;
    int forged = forgersPerWriter * attemptsPerForger;
    var mine = new byte[writers * genuinePerWriter * height * width];
    var theirs = new byte[writers * forged * height * width];
    IntStream.range(0, writers)
        .parallel()
        .forEach(
            writer -> {
              var own = seed.derive("writer").derive(writer);
              var template = SignatureTemplate.generate(own.derive("flow").generator());
              var style = WriterStyle.generate(own.derive("hand").generator());
              for (int k = 0; k < genuinePerWriter; k++) {
                var renderer =
                    new SignatureRenderer(style, own.derive("genuine").derive(k).generator());
                Images.toGrayscale(
                    renderer.render(template, height, width),
                    mine,
                    (writer * genuinePerWriter + k) * height * width);
              }
              for (int f = 0; f < forgersPerWriter; f++) {
                var forger = own.derive("forger").derive(f);
                var random = forger.generator();
                var copy = template.distorted(1, random);
                var imitating = WriterStyle.generate(random).blendedWith(style, 0.5, random);
                for (int k = 0; k < attemptsPerForger; k++) {
                  var renderer =
                      new SignatureRenderer(
                          imitating, forger.derive("attempt").derive(k).generator());
                  Images.toGrayscale(
                      renderer.render(
                          copy.distorted(0.2, forger.derive("copy").derive(k).generator()),
                          height,
                          width),
                      theirs,
                      (writer * forged + f * attemptsPerForger + k) * height * width);
                }
              }
            });
    var classes = new ArrayList<ClassInfo>();
    var imitators = new ArrayList<ClassInfo>();
    for (int writer = 0; writer < writers; writer++) {
      var name = "writer%03d".formatted(writer + 1);
      classes.add(new ClassInfo(name, ""));
      for (int f = 0; f < forgersPerWriter; f++) {
        imitators.add(new ClassInfo("forger%d".formatted(f + 1), name));
      }
    }
    return new Signatures(
        new Images(
            height,
            width,
            mine,
            new Targets(labels(writers * genuinePerWriter, genuinePerWriter), classes)),
        new Images(
            height,
            width,
            theirs,
            new Targets(labels(writers * forged, attemptsPerForger), imitators)));
  }

  private static int[] labels(int all, int each) {
    return IntStream.range(0, all).map(i -> i / each).toArray();
  }
}
