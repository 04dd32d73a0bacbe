package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.Images;
import dev.siamese.sampling.Episode;
import dev.siamese.sampling.EpisodeSet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Omniglot: 1,623 handwritten characters of 50 alphabets, each drawn by 20 people, 105×105 pixels,
 * ink black on white (Lake, Salakhutdinov and Tenenbaum, Science 350, 2015).
 *
 * <p>An alphabet is a {@linkplain ClassInfo#group() group}. The files are read as they come, zip or
 * folder.
 */
public final class Omniglot {

  private static final int SIZE = 105;

  private final DataDirectory home;

  public Omniglot(DataDirectory home) {
    this.home = home;
  }

  /** The background set: 964 characters of 30 alphabets, the only one to train on. */
  public Images background() {
    return characters("images_background");
  }

  /** The evaluation set: 659 characters of 20 other alphabets. */
  public Images evaluation() {
    return characters("images_evaluation");
  }

  /** The first small background set: 136 characters of 5 alphabets. */
  public Images small1() {
    return characters("images_background_small1");
  }

  /** The second small background set: 156 characters of 5 alphabets. */
  public Images small2() {
    return characters("images_background_small2");
  }

  /**
   * The 400 official one-shot trials: 20 runs of 20 items, each to be named among 20 characters of
   * one alphabet, all drawn by people that the background set does not show.
   */
  public EpisodeSet<Images> trials() {
    return home.read("omniglot/all_runs.zip", Omniglot::trials);
  }

  /**
   * The same drawings by who drew them: a class is one of the 20 drawers of an alphabet, a group
   * the alphabet, and the n-th sample of every drawer of an alphabet is the same character. Whether
   * two alphabets have drawers in common is not told.
   *
   * @param characters one of the sets above
   */
  public static Images byDrawer(Images characters) {
    var numbers = new HashMap<String, Integer>();
    var classes = new ArrayList<ClassInfo>();
    var seen = new int[characters.classes().size()];
    var labels = new int[characters.size()];
    for (int row = 0; row < labels.length; row++) {
      int character = characters.label(row);
      var drawer = "drawer%02d".formatted(++seen[character]);
      var label = new ClassInfo(drawer, characters.classes().get(character).group());
      if (numbers.putIfAbsent(label.toString(), classes.size()) == null) {
        classes.add(label);
      }
      labels[row] = numbers.get(label.toString());
    }
    return characters.withLabels(labels, classes);
  }

  private Images characters(String name) {
    return home.read("omniglot/" + name + ".zip", Omniglot::characters);
  }

  /** Reads {@code …/Alphabet/character01/0001_01.png} below any root. */
  private static Images characters(Path root) throws IOException {
    var byCharacter = new TreeMap<Path, List<Path>>();
    for (var file : files(root)) {
      byCharacter.computeIfAbsent(file.getParent(), folder -> new ArrayList<>()).add(file);
    }
    var files = new ArrayList<Path>();
    var labels = new ArrayList<Integer>();
    var classes = new ArrayList<ClassInfo>();
    byCharacter.forEach(
        (folder, drawings) -> {
          drawings.forEach(drawing -> labels.add(classes.size()));
          files.addAll(drawings);
          classes.add(
              new ClassInfo(
                  folder.getFileName().toString(), folder.getParent().getFileName().toString()));
        });
    return images(files, labels.stream().mapToInt(Integer::intValue).toArray(), classes);
  }

  /** Reads {@code run01/class_labels.txt} and the pictures that it names, for every run. */
  private static EpisodeSet<Images> trials(Path root) throws IOException {
    var files = new ArrayList<Path>();
    var labels = new ArrayList<Integer>();
    var classes = new ArrayList<ClassInfo>();
    var episodes = new ArrayList<Episode>();
    try (var all = Files.walk(root)) {
      var runs = all.filter(file -> file.endsWith("class_labels.txt")).sorted().toList();
      for (var run : runs) {
        var folder = run.getParent();
        var training = files(folder.resolve("training"));
        int firstRow = files.size();
        int firstClass = classes.size();
        for (var picture : training) {
          labels.add(classes.size());
          classes.add(new ClassInfo(stem(picture), folder.getFileName().toString()));
          files.add(picture);
        }
        int ways = training.size();
        for (var line : Files.readAllLines(run)) {
          var pair =
              line.trim().split("\\s+"); // "run01/test/item01.png run01/training/class14.png"
          int answer = training.indexOf(folder.resolveSibling(pair[1]));
          if (pair.length != 2 || answer < 0) {
            throw new IOException("line \"" + line + "\" of " + run + " names no training picture");
          }
          files.add(folder.resolveSibling(pair[0]));
          labels.add(firstClass + answer);
        }
        episodes.add(
            new Episode(
                IntStream.range(firstRow, firstRow + ways).toArray(),
                IntStream.range(firstRow + ways, files.size()).toArray()));
      }
    }
    if (episodes.isEmpty()) {
      throw new IOException("no class_labels.txt in it");
    }
    var numbers = labels.stream().mapToInt(Integer::intValue).toArray();
    return new EpisodeSet<>(images(files, numbers, classes), episodes);
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
  }

  private static List<Path> files(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      var pictures = all.filter(file -> file.toString().endsWith(".png")).sorted().toList();
      if (pictures.isEmpty()) {
        throw new IOException("no picture in it");
      }
      return pictures;
    }
  }

  private static Images images(List<Path> files, int[] labels, List<ClassInfo> classes) {
    var pixels = new byte[files.size() * SIZE * SIZE];
    IntStream.range(0, files.size())
        .parallel()
        .forEach(i -> Images.toGrayscale(picture(files.get(i)), pixels, i * SIZE * SIZE));
    return new Images(SIZE, SIZE, pixels, labels, classes);
  }

  private static BufferedImage picture(Path file) {
    try (var stream = Files.newInputStream(file)) {
      // given a plain stream, ImageIO would write every picture to a temporary file first
      var picture = ImageIO.read(new MemoryCacheImageInputStream(stream));
      if (picture == null || picture.getWidth() != SIZE || picture.getHeight() != SIZE) {
        throw new IOException(file + " is not a picture of " + SIZE + "×" + SIZE + " pixels");
      }
      return picture;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
