package dev.siamese.synthetic;

import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;

/**
 * Generates a folder of synthetic colour photos of signs.
 *
 * <p>A class is a kind of sign: an outline, two colours and a symbol. Each kind has several signs,
 * each in another place, and each sign several photos, which differ little: as in a video, they are
 * near-duplicates.
 *
 * @param kinds number of classes, at least 2
 * @param signs of each kind, at least 1
 * @param photos of each sign, at least 1
 * @param imageSize side of a photo in pixels, at least 16
 */
public record SyntheticSigns(int kinds, int signs, int photos, int imageSize) {

  private static final Color[] COLORS = {
    new Color(0xC1121C), new Color(0x1D4E9E), new Color(0xF2B800), new Color(0x1F7A3C), Color.BLACK
  };
  private static final Shape[] OUTLINES = {
    new Ellipse2D.Double(-1, -1, 2, 2),
    polygon(3, -90),
    polygon(3, 90),
    polygon(4, 45),
    polygon(4, 0),
    polygon(8, 22.5)
  };

  /**
   * Checks the numbers.
   *
   * @param kinds at least 2
   * @param signs at least 1
   * @param photos at least 1
   * @param imageSize in pixels, at least 16
   * @throws IllegalArgumentException if one is out of range
   */
  public SyntheticSigns {
    if (kinds < 2 || signs < 1 || photos < 1 || imageSize < 16) {
      throw new IllegalArgumentException(
          "kinds %d, signs %d, photos %d, imageSize %d: must be at least 2, 1, 1 and 16"
              .formatted(kinds, signs, photos, imageSize));
    }
  }

  /** The appearance of a kind; the colours are distinct. */
  private record Kind(Shape outline, Color border, Color ground, Shape symbol) {

    static Kind generate(RandomGenerator random) {
      int border = random.nextInt(COLORS.length);
      int ground = (border + 1 + random.nextInt(COLORS.length - 1)) % COLORS.length;
      var symbol = new Path2D.Double();
      for (int stroke = 0; stroke < 2; stroke++) {
        symbol.moveTo(random.nextDouble(-0.5, 0.5), random.nextDouble(-0.5, 0.5));
        for (int point = 0; point < 2; point++) {
          symbol.lineTo(random.nextDouble(-0.5, 0.5), random.nextDouble(-0.5, 0.5));
        }
      }
      var plain = random.nextBoolean() ? Color.WHITE : COLORS[ground];
      return new Kind(OUTLINES[random.nextInt(OUTLINES.length)], COLORS[border], plain, symbol);
    }
  }

  /**
   * Writes the photos as {@code KIND/SIGN_PHOTO.png}, with numbers for all three.
   *
   * @param folder is created if it does not exist
   * @param seed equal seeds give equal photos
   * @return the folder
   * @throws DataException if the folder cannot be written
   */
  public Path write(Path folder, Seed seed) {
    try {
      for (int k = 0; k < kinds; k++) {
        var kind = Kind.generate(seed.derive("kind").derive(k).generator());
        var of = Files.createDirectories(folder.resolve("%02d".formatted(k)));
        for (int s = 0; s < signs; s++) {
          var place = seed.derive("sign").derive((long) k * signs + s);
          for (int p = 0; p < photos; p++) {
            var photo = render(kind, place.generator(), place.derive(p).generator());
            ImageIO.write(photo, "png", of.resolve("%05d_%05d.png".formatted(s, p)).toFile());
          }
        }
      }
      return folder;
    } catch (IOException e) {
      throw new DataException("cannot write photos to " + folder, e);
    }
  }

  /** Draws a photo; the first generator is that of the sign, the second that of the photo. */
  private BufferedImage render(Kind kind, RandomGenerator sign, RandomGenerator photo) {
    var image = new BufferedImage(imageSize, imageSize, BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double light = Math.min(1, 0.65 + 0.25 * sign.nextGaussian() + 0.04 * photo.nextGaussian());
    light = Math.max(0.2, light);
    background(graphics, sign, light);
    double scale = imageSize * (0.34 + 0.04 * sign.nextGaussian() + 0.01 * photo.nextGaussian());
    graphics.translate(
        imageSize * (0.5 + 0.03 * sign.nextGaussian() + 0.01 * photo.nextGaussian()),
        imageSize * (0.5 + 0.03 * sign.nextGaussian() + 0.01 * photo.nextGaussian()));
    graphics.rotate(Math.toRadians(4 * sign.nextGaussian() + photo.nextGaussian()));
    graphics.scale(scale * Math.exp(0.06 * sign.nextGaussian()), scale);
    draw(graphics, kind, light);
    graphics.dispose();
    return image;
  }

  private void background(Graphics2D graphics, RandomGenerator sign, double light) {
    for (int i = 0; i < 12; i++) {
      var color = Color.getHSBColor(sign.nextFloat(), 0.5f * sign.nextFloat(), sign.nextFloat());
      graphics.setColor(shaded(color, light));
      int side = i == 0 ? 2 * imageSize : imageSize / 2; // the first covers the photo
      int x = i == 0 ? 0 : sign.nextInt(-side / 2, imageSize);
      int y = i == 0 ? 0 : sign.nextInt(-side / 2, imageSize);
      graphics.fillRect(x, y, side, side);
    }
  }

  private static void draw(Graphics2D graphics, Kind kind, double light) {
    graphics.setColor(shaded(kind.border, light));
    graphics.fill(kind.outline);
    graphics.setColor(shaded(kind.ground, light));
    var inner = AffineTransform.getScaleInstance(0.75, 0.75);
    graphics.fill(inner.createTransformedShape(kind.outline));
    boolean dark = kind.ground.equals(Color.WHITE) || kind.ground.equals(COLORS[2]);
    graphics.setColor(shaded(dark ? Color.BLACK : Color.WHITE, light));
    graphics.setStroke(new BasicStroke(0.16f));
    graphics.draw(kind.symbol);
  }

  private static Color shaded(Color color, double light) {
    return new Color(
        (int) (color.getRed() * light),
        (int) (color.getGreen() * light),
        (int) (color.getBlue() * light));
  }

  private static Shape polygon(int corners, double degrees) {
    var path = new Path2D.Double();
    for (int corner = 0; corner < corners; corner++) {
      double angle = Math.toRadians(degrees + 360.0 * corner / corners);
      if (corner == 0) {
        path.moveTo(Math.cos(angle), Math.sin(angle));
      } else {
        path.lineTo(Math.cos(angle), Math.sin(angle));
      }
    }
    path.closePath();
    return path;
  }
}
