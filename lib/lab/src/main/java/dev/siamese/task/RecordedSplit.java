package dev.siamese.task;

import com.google.gson.Gson;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Dataset;
import dev.siamese.model.Encoder;
import dev.siamese.model.EncoderCard;
import dev.siamese.tensor.internal.Counts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which classes, groups or samples an encoder was trained on, which it was validated on and which
 * were held out for the test. It is saved in the encoder's file, so that an evaluation uses exactly
 * the held-out ones although the data has grown since.
 *
 * @param unit what the names are of: {@code class}, {@code group} or {@code sample}
 * @param rule how the parts were chosen, such as "a random quarter of the classes is the test"
 * @param train names of the training part
 * @param validation names of the part that the best epoch and the threshold were chosen on
 * @param test names of the held-out part
 */
public record RecordedSplit(
    String unit, String rule, List<String> train, List<String> validation, List<String> test) {

  private static final String KEY = "split"; // of the card's metadata
  private static final int NAMED = 5; // names in a message
  private static final int HASH_BYTES = 8;

  /**
   * What of the data at hand is evaluated.
   *
   * @param names of the evaluated classes, groups or samples
   * @param notes one sentence each about what is missing, left out, or not held out
   */
  public record Selection(Set<String> names, List<String> notes) {}

  /**
   * Copies the lists.
   *
   * @param unit what the names are of
   * @param rule how the parts were chosen
   * @param train names of the training part
   * @param validation names of the validation part
   * @param test names of the held-out part
   */
  public RecordedSplit {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /**
   * {@return the split of three data sets by their classes}
   *
   * @param unit what a class is, such as {@code class} or {@code writer}
   * @param rule how the parts were chosen
   * @param train the training part
   * @param validation the validation part, if there is one
   * @param test the held-out part
   */
  public static RecordedSplit of(
      String unit,
      String rule,
      Dataset train,
      Optional<? extends Dataset> validation,
      Dataset test) {
    return new RecordedSplit(
        unit,
        rule,
        classes(train),
        validation.map(RecordedSplit::classes).orElse(List.of()),
        classes(test));
  }

  /**
   * {@return a name for a sample without one: the first 16 hexadecimal digits of its SHA-256}
   *
   * @param content of the sample
   */
  static String hash(byte[] content) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }

  /** The same of a text, in UTF-8. */
  static String hash(String text) {
    return hash(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> classes(Dataset data) {
    return data.classes().stream().map(ClassInfo::toString).toList();
  }

  /**
   * {@return the split in an encoder's file; empty if it was saved without one}
   *
   * @param card of the encoder
   * @throws DataException if it is damaged
   */
  public static Optional<RecordedSplit> of(EncoderCard card) {
    try {
      return Optional.ofNullable(card.metadata().get(KEY))
          .map(json -> new Gson().fromJson(json, RecordedSplit.class));
    } catch (RuntimeException e) { // of the parser, or of the constructor that it calls
      throw new DataException("the split in the encoder's file is damaged: train it again", e);
    }
  }

  /**
   * Adds the split to an encoder's card.
   *
   * @param encoder that was trained on the training part
   */
  public void addTo(Encoder encoder) {
    encoder.setCard(encoder.card().withMetadata(KEY, new Gson().toJson(this)));
  }

  /**
   * Chooses what to evaluate: the held-out names if any of them are present; otherwise, as for data
   * of another place, all that the encoder was not trained or validated on; otherwise all, with a
   * note that the error is too low.
   *
   * @param present the names in the data at hand
   * @return at least one name, unless there are none
   */
  public Selection select(Collection<String> present) {
    var all = new LinkedHashSet<>(present);
    var seen = new HashSet<>(train);
    seen.addAll(validation);
    var heldOut = new LinkedHashSet<>(all);
    heldOut.retainAll(new HashSet<>(test));
    var unseen = new LinkedHashSet<>(all);
    unseen.removeAll(seen);
    var notes = new ArrayList<String>();
    if (!heldOut.isEmpty()) {
      var missing = new LinkedHashSet<>(test);
      missing.removeAll(all);
      note(notes, missing, "held out for the test, but not in the data anymore");
      unseen.removeAll(heldOut);
      note(notes, unseen, "new and not evaluated; --data of them alone evaluates them");
      return new Selection(heldOut, notes);
    }
    if (!unseen.isEmpty()) {
      var known = new LinkedHashSet<>(all);
      known.removeAll(unseen);
      note(notes, known, "left out: the encoder was trained or validated on them");
      return new Selection(unseen, notes);
    }
    note(
        notes,
        all,
        "evaluated although the encoder was trained or validated on them: the error is too low");
    return new Selection(all, notes);
  }

  private void note(List<String> notes, Set<String> names, String what) {
    if (!names.isEmpty()) {
      notes.add(
          "%s %s %s: %s%s"
              .formatted(
                  Counts.of(names.size(), unit),
                  names.size() == 1 ? "is" : "are",
                  what,
                  String.join(", ", names.stream().limit(NAMED).toList()),
                  names.size() > NAMED ? ", …" : ""));
    }
  }

  @Override
  public String toString() {
    return "%s: %d for training, %d for validation, %d for the test"
        .formatted(rule, train.size(), validation.size(), test.size());
  }
}
