package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Signatures;
import dev.siamese.tensor.Seed;
import java.util.ArrayList;
import java.util.stream.IntStream;

/**
 * Invented signatures with skilled forgeries, for everything that must run without a download.
 *
 * <p>A writer is a program, which is the points that the pen passes in a capital, a row of joined
 * letters and some flourishes, and a hand: slant, roundness, width, pressure, taper and tremor. A
 * genuine signature is the same program by the same hand: as a whole it is stretched, bent along
 * the line, and slanted and turned by about 1.5 degrees at random, and every point strays by a
 * fiftieth of a small letter.
 *
 * <p>A skilled forgery varies in just these ways, and differs in these. Each letter and flourish of
 * the copy is up to half as wide or high again, or a third narrower or lower; its points are off by
 * a seventh of a small letter; half of the emphasis of the strokes is guessed. A forger does all
 * that alike in all attempts, but for a fifth as much again in each. And of the hand, half of the
 * way from the writer's to the forger's own remains. Both hands are drawn from the same population,
 * and only the tremor is raised a little, by an eightieth of a small letter at most; so it takes a
 * comparison to tell a forgery, and a look at the parts.
 *
 * @param writers how many people have a signature
 * @param genuinePerWriter how often each of them signs
 * @param forgersPerWriter how many people imitate each of them
 * @param attemptsPerForger how often each forger does
 * @param height of an image in pixels, which is two and a half times as wide
 */
public record SyntheticSignatures(
    int writers, int genuinePerWriter, int forgersPerWriter, int attemptsPerForger, int height) {

  public SyntheticSignatures {
    if (writers < 1
        || genuinePerWriter < 1
        || forgersPerWriter < 0
        || attemptsPerForger < 1
        || height < 16) {
      throw new IllegalArgumentException(
          "%d writers × (%d genuine + %d forgers × %d attempts) at %d pixels: each must be at least 1, forgers 0, and the height 16"
              .formatted(writers, genuinePerWriter, forgersPerWriter, attemptsPerForger, height));
    }
  }

  /** Draws all images; equal seeds give equal images. */
  public Signatures generate(Seed seed) {
    int width = height * 5 / 2;
    int forged = forgersPerWriter * attemptsPerForger;
    var mine = new byte[writers * genuinePerWriter * height * width];
    var theirs = new byte[writers * forged * height * width];
    IntStream.range(0, writers)
        .parallel()
        .forEach(
            writer -> {
              var own = seed.derive("writer").derive(writer);
              var flow = SignatureTemplate.generate(own.derive("flow").generator());
              var hand = WriterStyle.generate(own.derive("hand").generator());
              for (int k = 0; k < genuinePerWriter; k++) {
                var pen = new SignatureRenderer(hand, own.derive("genuine").derive(k).generator());
                Images.toGrayscale(
                    pen.render(flow, height, width),
                    mine,
                    (writer * genuinePerWriter + k) * height * width);
              }
              for (int f = 0; f < forgersPerWriter; f++) {
                var forger = own.derive("forger").derive(f);
                var random = forger.generator();
                var copy = flow.distorted(1, random);
                var imitating = WriterStyle.generate(random).blendedWith(hand, 0.5, random);
                for (int k = 0; k < attemptsPerForger; k++) {
                  var pen =
                      new SignatureRenderer(
                          imitating, forger.derive("attempt").derive(k).generator());
                  Images.toGrayscale(
                      pen.render(
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
            height, width, mine, labels(writers * genuinePerWriter, genuinePerWriter), classes),
        new Images(height, width, theirs, labels(writers * forged, attemptsPerForger), imitators));
  }

  private static int[] labels(int all, int each) {
    return IntStream.range(0, all).map(i -> i / each).toArray();
  }
}
