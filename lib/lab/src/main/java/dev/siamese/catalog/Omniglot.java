package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.sampling.EpisodeSet;
import dev.siamese.sampling.EpisodeSet.Episode;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Omniglot: 1,623 handwritten characters of 50 alphabets, each drawn by 20 people, 105×105 pixels,
 * ink black on white (Lake, Salakhutdinov and Tenenbaum, Science 350, 2015).
 *
 * <p>The {@linkplain ClassInfo#group() group} of a character is its alphabet.
 */
public final class Omniglot {

  private static final int SIZE = 105;
  private static final int DRAWERS = 20; // of each character
  private static final int TRIALS = 400;

  private final DataDirectory data;

  /**
   * The data set in a data directory; its parts are read, or downloaded, when they are used.
   *
   * @param data where the files are, or are downloaded to
   */
  public Omniglot(DataDirectory data) {
    this.data = data;
  }

  /** {@return the background set, for training: 964 characters of 30 alphabets} */
  public Images background() {
    return characters("images_background", 964);
  }

  /** {@return the evaluation set: 659 characters of 20 other alphabets} */
  public Images evaluation() {
    return characters("images_evaluation", 659);
  }

  /** {@return the first small background set: 136 characters of 5 alphabets} */
  public Images small1() {
    return characters("images_background_small1", 136);
  }

  /** {@return the second small background set: 156 characters of 5 alphabets} */
  public Images small2() {
    return characters("images_background_small2", 156);
  }

  /**
   * {@return the 400 official one-shot trials: 20 runs of 20 queries, each with 20 characters of
   * one alphabet to choose from, by drawers who are not in the background set}
   */
  public EpisodeSet<Images> trials() {
    var file = "omniglot/all_runs.zip";
    var trials = data.read(file, Omniglot::trials);
    int queries = trials.episodes().stream().mapToInt(episode -> episode.query().length).sum();
    DataDirectory.requireComplete(file, queries, TRIALS);
    return trials;
  }

  /**
   * The same drawings by drawer: a class is one of the 20 drawers of an alphabet, the group is the
   * alphabet, and the n-th sample of every drawer of an alphabet is the same character. Whether two
   * alphabets have drawers in common is not published.
   *
   * @param characters one of the sets above
   * @return the same images with other classes
   */
  public static Images byDrawer(Images characters) {
    var labelOf = new HashMap<ClassInfo, Integer>();
    var classes = new ArrayList<ClassInfo>();
    var drawings = new int[characters.classes().size()];
    var labels = new int[characters.size()];
    for (int row = 0; row < labels.length; row++) {
      int character = characters.label(row);
      var drawer = "drawer%02d".formatted(++drawings[character]);
      var drawerClass = new ClassInfo(drawer, characters.classes().get(character).group());
      if (labelOf.putIfAbsent(drawerClass, classes.size()) == null) {
        classes.add(drawerClass);
      }
      labels[row] = labelOf.get(drawerClass);
    }
    return characters.withLabels(new Targets(labels, classes));
  }

  private Images characters(String name, int published) {
    var file = "omniglot/" + name + ".zip";
    var drawings = data.read(file, Omniglot::characters);
    DataDirectory.requireComplete(file, drawings.size(), DRAWERS * published);
    return drawings;
  }

  /** Reads {@code …/Alphabet/character01/0001_01.png} below a root. */
  static Images characters(Path root) throws IOException {
    var byCharacter = new TreeMap<Path, List<Path>>();
    for (var file : drawings(root)) {
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
    return images(files, labels, classes);
  }

  /** Reads {@code run01/class_labels.txt} and the drawings that it names, for every run. */
  static EpisodeSet<Images> trials(Path root) throws IOException {
    var files = new ArrayList<Path>();
    var labels = new ArrayList<Integer>();
    var classes = new ArrayList<ClassInfo>();
    var episodes = new ArrayList<Episode>();
    for (var run : Archive.files(root, file -> file.endsWith("class_labels.txt")).files()) {
      var folder = run.getParent();
      var support = drawings(folder.resolve("training"));
      int firstRow = files.size();
      int firstClass = classes.size();
      for (var drawing : support) {
        labels.add(classes.size());
        var name = drawing.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        classes.add(new ClassInfo(name, folder.getFileName().toString()));
        files.add(drawing);
      }
      for (var line : Files.readAllLines(run)) {
        var pair = line.trim().split("\\s+"); // run01/test/item01.png run01/training/class14.png
        int answer = pair.length == 2 ? support.indexOf(folder.resolveSibling(pair[1])) : -1;
        if (answer < 0) {
          throw new IOException(
              "the line \"%s\" of %s does not name a query and a training image"
                  .formatted(line, run));
        }
        files.add(folder.resolveSibling(pair[0]));
        labels.add(firstClass + answer);
      }
      int firstQuery = firstRow + support.size();
      episodes.add(
          new Episode(
              IntStream.range(firstRow, firstQuery).toArray(),
              IntStream.range(firstQuery, files.size()).toArray()));
    }
    if (episodes.isEmpty()) {
      throw new IOException("it has no class_labels.txt");
    }
    return new EpisodeSet<>(images(files, labels, classes), episodes);
  }

  private static List<Path> drawings(Path root) throws IOException {
    var drawings = Archive.files(root, file -> file.toString().endsWith(".png")).files();
    if (drawings.isEmpty()) {
      throw new IOException("it has no images");
    }
    return drawings;
  }

  private static Images images(List<Path> files, List<Integer> labels, List<ClassInfo> classes) {
    var images = files.stream().parallel().map(Images::read).toList();
    for (int i = 0; i < files.size(); i++) {
      if (images.get(i).height() != SIZE || images.get(i).width() != SIZE) {
        throw new DataException(
            "%s has %d×%d pixels, not %d×%d"
                .formatted(
                    files.get(i), images.get(i).height(), images.get(i).width(), SIZE, SIZE));
      }
    }
    var numbers = labels.stream().mapToInt(Integer::intValue).toArray();
    return Images.concat(images).withLabels(new Targets(numbers, classes));
  }
}
