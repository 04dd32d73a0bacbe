package dev.siamese.synthetic;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.tensor.Seed;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Generates drawn grey faces, 92×112 pixels.
 *
 * <p>A class is a person: the proportions and grey values of a face. Every image has another
 * position, turn of the head, expression and light. They stand in for photos where there are none;
 * results on them say nothing about photos of people.
 *
 * @param people number of classes, at least 1
 * @param images of each person, at least 1
 */
public record SyntheticFaces(int people, int images) {

  private static final int WIDTH = 92;
  private static final int HEIGHT = 112;

  /**
   * Checks the numbers.
   *
   * @param people at least 1
   * @param images at least 1
   * @throws IllegalArgumentException if one is below 1
   */
  public SyntheticFaces {
    if (people < 1 || images < 1) {
      throw new IllegalArgumentException(
          "people %d, images %d: must be at least 1".formatted(people, images));
    }
  }

  /** Lengths are in units of half the height of the face. */
  private record Person(
      double width,
      double eyeDistance,
      double eyeSize,
      double brow,
      double nose,
      double noseWidth,
      double mouth,
      double mouthHeight,
      double hairline,
      int skin,
      int hair,
      boolean glasses,
      boolean beard) {

    static Person generate(RandomGenerator random) {
      return new Person(
          random.nextDouble(0.68, 0.9),
          random.nextDouble(0.27, 0.4),
          random.nextDouble(0.08, 0.14),
          random.nextDouble(0.03, 0.08),
          random.nextDouble(0.3, 0.5),
          random.nextDouble(0.08, 0.16),
          random.nextDouble(0.2, 0.36),
          random.nextDouble(0.45, 0.6),
          random.nextDouble(-0.75, -0.45),
          random.nextInt(130, 220),
          random.nextInt(10, 120),
          random.nextInt(3) == 0,
          random.nextInt(4) == 0);
    }
  }

  /**
   * Generates the images.
   *
   * @param seed equal seeds give equal images
   * @return one class per person
   */
  public Images generate(Seed seed) {
    int size = WIDTH * HEIGHT;
    var pixels = new byte[people * images * size];
    IntStream.range(0, people * images)
        .parallel()
        .forEach(
            row -> {
              var person = Person.generate(seed.derive("person").derive(row / images).generator());
              var random = seed.derive("image").derive(row).generator();
              var surface = DrawingSurface.of(WIDTH, HEIGHT);
              draw(surface.graphics(), person, random);
              Images.toGrayscale(surface.finish(), pixels, row * size);
            });
    var labels = IntStream.range(0, people * images).map(row -> row / images).toArray();
    var classes =
        IntStream.range(0, people).mapToObj(p -> new ClassInfo("person%02d".formatted(p + 1), ""));
    return new Images(HEIGHT, WIDTH, pixels, new Targets(labels, classes.toList()));
  }

  private static void draw(Graphics2D graphics, Person person, RandomGenerator random) {
    double light = Math.max(0.5, Math.min(1.15, 0.85 + 0.12 * random.nextGaussian()));
    graphics.setColor(grey(70 * light));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.translate(
        WIDTH / 2.0 + 3 * random.nextGaussian(), HEIGHT / 2.0 + 3 * random.nextGaussian());
    graphics.rotate(Math.toRadians(4 * random.nextGaussian()));
    double scale = 0.42 * HEIGHT * Math.exp(0.05 * random.nextGaussian());
    graphics.scale(scale, scale);
    head(graphics, person, light);
    double turn = Math.max(-0.25, Math.min(0.25, 0.12 * random.nextGaussian())); // to the side
    graphics.translate(turn, 0.05 * random.nextGaussian());
    eyes(graphics, person, light, Math.max(0.15, 1 + 0.25 * random.nextGaussian()));
    boolean glasses = person.glasses && random.nextInt(5) > 0;
    if (glasses) {
      glasses(graphics, person);
    }
    graphics.setColor(grey(0.65 * person.skin * light));
    graphics.setStroke(new BasicStroke(0.05f));
    graphics.draw(new Line2D.Double(0, -0.1, 1.2 * turn, person.nose - 0.15));
    graphics.draw(
        new Line2D.Double(
            1.2 * turn - person.noseWidth,
            person.nose - 0.1,
            1.2 * turn + person.noseWidth,
            person.nose - 0.1));
    mouth(graphics, person, 0.12 * random.nextGaussian());
  }

  private static void head(Graphics2D graphics, Person person, double light) {
    graphics.setColor(grey(person.hair * light));
    graphics.fill(ellipse(0, -0.12, person.width + 0.1, 0.98));
    graphics.setColor(grey(person.skin * light));
    graphics.fill(ellipse(0, 0.05, person.width, 0.95));
    graphics.setColor(grey(person.hair * light));
    double below = 2 * (person.hairline + 1);
    graphics.fill(
        new Arc2D.Double(-person.width, -1, 2 * person.width, below, 0, 180, Arc2D.CHORD));
    if (person.beard) {
      graphics.fill(
          new Arc2D.Double(
              -0.8 * person.width, 0.1, 1.6 * person.width, 0.9, 180, 180, Arc2D.CHORD));
    }
  }

  private static void eyes(Graphics2D graphics, Person person, double light, double open) {
    for (int side : new int[] {-1, 1}) {
      double x = side * person.eyeDistance;
      graphics.setColor(grey(Math.min(255, 235 * light)));
      graphics.fill(ellipse(x, -0.15, person.eyeSize, 0.6 * open * person.eyeSize));
      graphics.setColor(Color.BLACK);
      double iris = 0.5 * person.eyeSize;
      graphics.fill(ellipse(x, -0.15, iris, Math.min(1, open) * iris));
      graphics.setColor(grey(person.hair * light));
      graphics.setStroke(new BasicStroke((float) person.brow));
      graphics.draw(new Line2D.Double(x - 0.14, -0.33, x + 0.14, -0.35));
    }
  }

  private static void glasses(Graphics2D graphics, Person person) {
    graphics.setColor(Color.BLACK);
    graphics.setStroke(new BasicStroke(0.035f));
    for (int side : new int[] {-1, 1}) {
      graphics.draw(ellipse(side * person.eyeDistance, -0.15, 0.22, 0.18));
    }
  }

  /** A mouth whose corners are higher than its middle by the smile, or lower. */
  private static void mouth(Graphics2D graphics, Person person, double smile) {
    graphics.setColor(grey(60));
    graphics.setStroke(new BasicStroke(0.06f));
    var path = new Path2D.Double();
    double y = person.mouthHeight;
    path.append(
        new QuadCurve2D.Double(
            -person.mouth, y - smile / 2, 0, y + smile, person.mouth, y - smile / 2),
        false);
    graphics.draw(path);
  }

  private static Ellipse2D ellipse(double x, double y, double halfWidth, double halfHeight) {
    return new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
  }

  private static Color grey(double value) {
    int level = (int) Math.max(0, Math.min(255, value));
    return new Color(level, level, level);
  }
}
