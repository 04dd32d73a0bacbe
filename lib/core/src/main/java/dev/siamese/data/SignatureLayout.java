package dev.siamese.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * How a folder of signatures is laid out: which file is by which writer, and which are forgeries.
 *
 * <p>The pictures may be of any size and of any format that the JDK reads, PNG and TIFF among them.
 * Files that are not named as the layout has it are passed over, such as notes and thumbnails.
 */
public enum SignatureLayout {
  /**
   * CEDAR: 55 writers, 24 genuine signatures and 24 skilled forgeries of each, as {@code
   * full_org/original_12_3.png} and {@code full_forg/forgeries_12_3.png}, where 12 is the writer
   * (Kalera, Srihari and Xu 2004).
   */
  CEDAR("(?:original|forgeries)_(?<writer>\\d+)_(?<number>\\d+)\\.png", "original"),

  /**
   * BHSig260: 100 writers in Bengali and 160 in Hindi, 24 genuine signatures and 30 skilled
   * forgeries of each, as {@code B-S-001-G-01.tif} and {@code H-S-001-F-30.tif} in whatever folders
   * (Pal, Alaei, Pal and Blumenstein 2016). The script is the writer's group.
   */
  BHSIG260("(?<group>[BH])-S-(?<writer>\\d+)-[GF]-(?<number>\\d+)\\.tiff?", "[BH]-S-\\d+-G"),

  /** Your own: {@code WRITER/genuine/ANY.png} and {@code WRITER/forged/ANY.png}. */
  BY_WRITER(
      "(?<writer>[^/]+)/(?:genuine|forged)/(?<number>[^/]+\\.(?:png|jpe?g|gif|bmp|tiff?))",
      "[^/]+/genuine");

  private static final Map<String, String> SCRIPTS = Map.of("B", "Bengali", "H", "Hindi");

  private final Pattern name;
  private final Pattern genuine;

  SignatureLayout(String name, String genuine) {
    this.name = Pattern.compile("(?:.*/)?" + name, Pattern.CASE_INSENSITIVE);
    this.genuine = Pattern.compile("(?:.*/)?" + genuine + ".*", Pattern.CASE_INSENSITIVE);
  }

  /** A picture, and whose signature it is or imitates. */
  private record Sheet(ClassInfo writer, boolean genuine, String number, Path file) {}

  /**
   * Reads all signatures below a folder, or in a zip; writers in the order of their names.
   *
   * @param path the folder that holds those of the layout, or the zip
   * @param ink to what size they are brought, as they come in all sizes
   * @throws DataException if there are none, if a writer has only forgeries, or if a picture cannot
   *     be read or is blank
   */
  public Signatures read(Path path, WritingNormalizer ink) {
    if (!Files.exists(path)) {
      throw new DataException(
          "there is no %s: it should hold the signatures of %s".formatted(path, this));
    }
    try {
      return Archive.read(path, root -> read(root, path, ink));
    } catch (IOException e) {
      throw new DataException("cannot read the signatures in " + path, e);
    }
  }

  private Signatures read(Path root, Path path, WritingNormalizer ink) throws IOException {
    var byWriter = new TreeMap<String, List<Sheet>>();
    for (var file : files(root)) {
      var place = root.relativize(file).toString().replace('\\', '/');
      var match = name.matcher(place);
      if (match.matches()) {
        var sheet = sheet(match, genuine.matcher(place).matches(), file);
        byWriter.computeIfAbsent(sheet.writer.toString(), writer -> new ArrayList<>()).add(sheet);
      }
    }
    if (byWriter.isEmpty()) {
      throw new DataException(
          "%s holds no file of the layout %s, whose names are like %s"
              .formatted(path, this, example()));
    }
    var classes = new ArrayList<ClassInfo>();
    byWriter.forEach(
        (writer, sheets) -> {
          if (sheets.stream().noneMatch(Sheet::genuine)) {
            throw new DataException(
                "%s has %d forgeries of %s but no genuine signature"
                    .formatted(path, sheets.size(), writer));
          }
          classes.add(sheets.get(0).writer);
        });
    var sheets =
        byWriter.values().stream()
            .flatMap(
                some ->
                    some.stream()
                        .sorted(
                            Comparator.comparingInt((Sheet sheet) -> sheet.number.length())
                                .thenComparing(Sheet::number)))
            .toList();
    return new Signatures(
        images(sheets.stream().filter(Sheet::genuine).toList(), classes, ink),
        forged(sheets.stream().filter(sheet -> !sheet.genuine).toList(), ink));
  }

  private static List<Path> files(Path root) throws IOException {
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Sheet sheet(Matcher match, boolean genuine, Path file) {
    var writer = match.group("writer");
    if (this != BY_WRITER) { // so that writer 10 comes after writer 9
      writer = "writer%03d".formatted(Integer.parseInt(writer));
    }
    var group = this == BHSIG260 ? SCRIPTS.get(match.group("group").toUpperCase()) : "";
    return new Sheet(new ClassInfo(writer, group), genuine, match.group("number"), file);
  }

  private String example() {
    return switch (this) {
      case CEDAR -> "full_org/original_1_1.png";
      case BHSIG260 -> "B-S-001-G-01.tif";
      case BY_WRITER -> "WRITER/genuine/1.png";
    };
  }

  /** Who made a forgery is not told: all of a writer are taken for one hand's. */
  private static Images forged(List<Sheet> sheets, WritingNormalizer ink) {
    var hands =
        sheets.stream()
            .map(sheet -> new Sheet(forger(sheet.writer), false, sheet.number, sheet.file))
            .toList();
    return images(hands, hands.stream().map(Sheet::writer).distinct().toList(), ink);
  }

  private static ClassInfo forger(ClassInfo writer) {
    return new ClassInfo("forgers", writer.toString());
  }

  private static Images images(List<Sheet> sheets, List<ClassInfo> classes, WritingNormalizer ink) {
    int area = ink.height() * ink.width();
    var pixels = new byte[sheets.size() * area];
    IntStream.range(0, sheets.size())
        .parallel()
        .forEach(i -> read(sheets.get(i).file, ink, pixels, i * area));
    var labels = sheets.stream().mapToInt(sheet -> classes.indexOf(sheet.writer)).toArray();
    return new Images(ink.height(), ink.width(), pixels, labels, classes);
  }

  private static void read(Path file, WritingNormalizer ink, byte[] target, int offset) {
    try {
      var picture = ImageCodec.decode(Files.readAllBytes(file));
      if (picture == null) {
        throw new DataException(file + " is no picture of a format that can be read here");
      }
      var grey = new byte[picture.getHeight() * picture.getWidth()];
      Images.toGrayscale(picture, grey, 0);
      ink.applyTo(file.toString(), grey, picture.getHeight(), picture.getWidth(), target, offset);
    } catch (IOException e) {
      throw new DataException("cannot read the picture " + file, e);
    }
  }
}
