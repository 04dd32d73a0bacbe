package dev.siamese.match;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.siamese.data.DataException;
import dev.siamese.data.Records;
import dev.siamese.tensor.internal.AtomicFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * What is learned from records: the classifier of pairs, or none for the TF-IDF cosine, and the
 * threshold. The document frequencies are those of the records that it is applied to. Its file is a
 * zip of {@code matcher.json}, {@code trees.bin} and {@code labels.bin}.
 *
 * @param fields the names of the compared fields
 * @param trees the classifier of {@link PairFeatures#of}
 * @param center without labels, a third of the score of a pair is the similarity without training,
 *     shifted so that this similarity has the score 0.5; else empty
 * @param threshold the lowest score of a duplicate
 * @param labels of pairs of records, recognised by their digests
 */
record RecordModel(
    List<String> fields,
    Optional<ExtraTrees> trees,
    Optional<Double> center,
    double threshold,
    List<RecordDigests.Label> labels) {

  private static final Gson JSON = new Gson();
  private static final String FORMAT = "siamese record matcher 1";
  private static final int MAX_JSON = 1 << 20; // bytes

  /** The content of {@code matcher.json}. */
  private record Manifest(
      String format, List<String> fields, double threshold, boolean trees, Double center) {

    boolean isValid() {
      return FORMAT.equals(format)
          && fields != null
          && !fields.isEmpty()
          && !fields.contains(null)
          && threshold >= 0
          && threshold <= 1
          && (center == null || trees && center >= 0 && center <= 1);
    }
  }

  String method() {
    if (trees.isEmpty()) {
      return "the TF-IDF cosine, since the fields do not tell duplicates from related records";
    }
    return center.isEmpty()
        ? "a classifier fitted to labelled pairs"
        : "a classifier fitted to the estimated classes of pairs, without labels";
  }

  RecordModel withThreshold(double score) {
    return new RecordModel(fields, trees, center, score, labels);
  }

  /**
   * The records with the compared fields only.
   *
   * @throws DataException if they lack one
   */
  Records select(Path file, Records records) {
    var missing = fields.stream().filter(field -> !records.fields().contains(field)).toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          "%s compares the fields %s: the records have no %s, only %s"
              .formatted(
                  file,
                  String.join(", ", fields),
                  String.join(", ", missing),
                  String.join(", ", records.fields())));
    }
    return records.selectFields(fields);
  }

  /** The score of a pair of rows. */
  ScoreLinkage.Scorer scorer(PairFeatures features) {
    return (left, right) -> score(features.pair(left, right));
  }

  double score(PairFeatures.Pair pair) {
    if (trees.isEmpty()) {
      return pair.cosine();
    }
    double probability = trees.get().probability(PairFeatures.of(pair));
    if (center.isEmpty()) {
      return probability;
    }
    double shift = 0.5 - center.get();
    double similarity = Math.max(0, Math.min(PairFeatures.score(pair) + shift, 1));
    return (2 * probability + similarity) / 3;
  }

  void save(Path file) {
    try {
      AtomicFile.write(file, this::writeTo);
    } catch (IOException e) {
      throw new DataException("cannot write the record matcher " + file, e);
    }
  }

  private void writeTo(OutputStream file) throws IOException {
    var zip = new ZipOutputStream(file);
    var manifest = new Manifest(FORMAT, fields, threshold, trees.isPresent(), center.orElse(null));
    zip.putNextEntry(new ZipEntry("matcher.json"));
    zip.write(JSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
    if (trees.isPresent()) {
      var bytes = new ByteArrayOutputStream();
      trees.get().write(new DataOutputStream(bytes));
      zip.putNextEntry(new ZipEntry("trees.bin"));
      bytes.writeTo(zip);
    }
    var bytes = new ByteArrayOutputStream();
    RecordDigests.write(labels, new DataOutputStream(bytes));
    zip.putNextEntry(new ZipEntry("labels.bin"));
    bytes.writeTo(zip);
    zip.finish();
  }

  /**
   * Reads a file of {@link #save}.
   *
   * @throws DataException if it is missing or not such a file
   */
  static RecordModel load(Path file) {
    try (var zip = new ZipFile(file.toFile())) {
      var json = entry(zip, "matcher.json").readNBytes(MAX_JSON);
      var manifest = JSON.fromJson(new String(json, StandardCharsets.UTF_8), Manifest.class);
      if (manifest == null || !manifest.isValid()) {
        throw new StreamCorruptedException("matcher.json is invalid");
      }
      Optional<ExtraTrees> trees = Optional.empty();
      if (manifest.trees) {
        int features = PairFeatures.count(manifest.fields.size());
        trees = Optional.of(ExtraTrees.read(data(zip, "trees.bin"), features));
      }
      var labels = RecordDigests.read(data(zip, "labels.bin"));
      var center = Optional.ofNullable(manifest.center);
      return new RecordModel(
          List.copyOf(manifest.fields), trees, center, manifest.threshold, labels);
    } catch (ZipException
        | StreamCorruptedException
        | EOFException
        | JsonParseException
        | IllegalArgumentException e) {
      throw new DataException(
          file + " is not a record matcher: give a file written by Dedupe --save", e);
    } catch (IOException e) {
      throw new DataException("cannot read the record matcher " + file, e);
    }
  }

  private static DataInputStream data(ZipFile zip, String name) throws IOException {
    return new DataInputStream(new BufferedInputStream(entry(zip, name)));
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new StreamCorruptedException("it has no " + name);
    }
    return zip.getInputStream(entry);
  }
}
