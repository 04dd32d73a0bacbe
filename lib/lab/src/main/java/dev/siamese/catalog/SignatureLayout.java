package dev.siamese.catalog;

import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.data.Targets;
import dev.siamese.data.WritingNormalizer;
import dev.siamese.tensor.internal.Archive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The layout of a folder of signatures: which file is by which writer, and which are forgeries.
 *
 * <p>Images may be of any size and of any format that {@link Images#read} reads. Files with other
 * names, such as notes and thumbnails, are skipped.
 */
public enum SignatureLayout {
  /**
   * CEDAR: 55 writers, 24 genuine signatures and 24 skilled forgeries of each, named {@code
   * full_org/original_12_3.png} and {@code full_forg/forgeries_12_3.png}, where 12 is the writer
   * (Kalera, Srihari and Xu 2004).
   */
  CEDAR("(?:original|forgeries)_(?<writer>\\d+)_(?<number>\\d+)\\.png", "original"),

  /**
   * BHSig260: 100 writers in Bengali and 160 in Hindi, 24 genuine signatures and 30 skilled
   * forgeries of each, named {@code B-S-001-G-01.tif} and {@code H-S-001-F-30.tif}, in any folders
   * (Pal, Alaei, Pal and Blumenstein 2016). The script is the writer's group.
   */
  BHSIG260("(?<group>[BH])-S-(?<writer>\\d+)-[GF]-(?<number>\\d+)\\.tiff?", "[BH]-S-\\d+-G"),

  /**
   * The user's own: {@code WRITER/genuine/ANY.png} and {@code WRITER/forged/ANY.png}; original or
   * real, and forgery, forgeries or fake, are names of the folders, too.
   */
  BY_WRITER(
      "(?<writer>[^/]+)/(?:genuine|originals?|real|forged|forger(?:y|ies)|fakes?)/(?<number>[^/]+\\.(?:png|jpe?g|gif|bmp|tiff?|p[gp]m|webp))",
      "[^/]+/(?:genuine|original|real)");

  private static final Map<String, String> SCRIPTS = Map.of("B", "Bengali", "H", "Hindi");

  private static final Comparator<Sample> BY_NUMBER =
      Comparator.comparingInt((Sample sample) -> sample.number.length())
          .thenComparing(Sample::number);

  private final Pattern name;
  private final Pattern genuine;

  SignatureLayout(String name, String genuine) {
    this.name = Pattern.compile("(?:.*/)?" + name, Pattern.CASE_INSENSITIVE);
    this.genuine = Pattern.compile("(?:.*/)?" + genuine + ".*", Pattern.CASE_INSENSITIVE);
  }

  /** An image and the writer whose signature it is or imitates. */
  private record Sample(ClassInfo writer, boolean genuine, String number, Path file) {}

  /**
   * {@return the layout of which a folder or zip file has files; empty if it has none}
   *
   * @param path the folder or zip file
   * @throws DataException if it cannot be read
   */
  public static Optional<SignatureLayout> of(Path path) {
    try {
      return Archive.read(
          path,
          root -> {
            var names =
                Archive.files(root, each -> true).files().stream()
                    .map(file -> relative(root, file))
                    .toList();
            return Stream.of(values())
                .filter(layout -> names.stream().anyMatch(layout.genuineFile()))
                .findFirst();
          });
    } catch (IOException e) {
      throw new DataException("cannot read " + path, e);
    }
  }

  private Predicate<String> genuineFile() {
    return file -> name.matcher(file).matches() && genuine.matcher(file).matches();
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  /**
   * Reads all signatures below a folder or in a zip file; writers in the order of their names.
   *
   * @param path the folder or zip file
   * @param normalizer brings signatures of any size to one size
   * @return the signatures
   * @throws DataException if there are none, if a writer has only forgeries, or if an image cannot
   *     be read or is blank
   */
  public Signatures read(Path path, WritingNormalizer normalizer) {
    if (!Files.exists(path)) {
      throw new DataException(
          "there is no %s: it should hold signatures in the layout %s".formatted(path, this));
    }
    try {
      return Archive.read(path, root -> read(root, path, normalizer));
    } catch (IOException e) {
      throw new DataException("cannot read the signatures in " + path, e);
    }
  }

  private Signatures read(Path root, Path path, WritingNormalizer normalizer) throws IOException {
    var byWriter = new TreeMap<String, List<Sample>>();
    for (var file : Archive.files(root, each -> true).files()) {
      var relative = relative(root, file);
      var match = name.matcher(relative);
      if (match.matches()) {
        var sample = sample(match, genuine.matcher(relative).matches(), file);
        byWriter.computeIfAbsent(sample.writer.toString(), writer -> new ArrayList<>()).add(sample);
      }
    }
    if (byWriter.isEmpty()) {
      throw new DataException(
          "%s has no file of the layout %s, such as %s".formatted(path, this, example()));
    }
    var writers = new ArrayList<ClassInfo>();
    byWriter.forEach(
        (writer, samples) -> {
          if (samples.stream().noneMatch(Sample::genuine)) {
            throw new DataException(
                "%s has %d forgeries of %s but no genuine signature"
                    .formatted(path, samples.size(), writer));
          }
          writers.add(samples.get(0).writer);
        });
    var samples =
        byWriter.values().stream().flatMap(each -> each.stream().sorted(BY_NUMBER)).toList();
    return new Signatures(
        images(samples.stream().filter(Sample::genuine).toList(), writers, normalizer),
        forged(samples.stream().filter(sample -> !sample.genuine).toList(), normalizer));
  }

  private Sample sample(Matcher match, boolean isGenuine, Path file) {
    var writer = match.group("writer");
    if (this != BY_WRITER) { // so that writer 10 comes after writer 9
      writer = "writer%03d".formatted(Integer.parseInt(writer));
    }
    var group = this == BHSIG260 ? SCRIPTS.get(match.group("group").toUpperCase(Locale.ROOT)) : "";
    return new Sample(new ClassInfo(writer, group), isGenuine, match.group("number"), file);
  }

  private String example() {
    return switch (this) {
      case CEDAR -> "full_org/original_1_1.png";
      case BHSIG260 -> "B-S-001-G-01.tif";
      case BY_WRITER -> "WRITER/genuine/1.png";
    };
  }

  /** The layouts do not identify forgers: all forgeries of a writer form one class. */
  private static Images forged(List<Sample> samples, WritingNormalizer normalizer) {
    var byForger =
        samples.stream()
            .map(each -> new Sample(forger(each.writer), false, each.number, each.file))
            .toList();
    var forgers = byForger.stream().map(Sample::writer).distinct().toList();
    return images(byForger, forgers, normalizer);
  }

  private static ClassInfo forger(ClassInfo writer) {
    return new ClassInfo("forgers", writer.toString());
  }

  private static Images images(
      List<Sample> samples, List<ClassInfo> classes, WritingNormalizer normalizer) {
    var labels = samples.stream().mapToInt(each -> classes.indexOf(each.writer)).toArray();
    return normalizer.read(
        samples.stream().map(Sample::file).toList(), new Targets(labels, classes));
  }
}
