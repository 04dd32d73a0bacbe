package dev.siamese.task;

import dev.siamese.catalog.SignatureLayout;
import dev.siamese.catalog.Signatures;
import dev.siamese.data.ClassInfo;
import dev.siamese.data.DataException;
import dev.siamese.data.Images;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.internal.Counts;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Signatures of the user's own. */
final class OwnSignatures {

  static final String KINDS =
      "a folder or zip of signatures as WRITER/genuine/ANY.png and WRITER/forged/ANY.png, or in the layout of CEDAR or BHSig260";

  private static final int MIN_WRITERS = 6;
  private static final int MIN_SIGNATURES = 3; // of each author: a support and two queries

  private OwnSignatures() {}

  /**
   * A third of the writers, at random, is the test part; a tenth, at least one, is for validation.
   *
   * @param path a folder or zip file
   * @param heldOut ignored
   * @param seed of the split
   * @param skipped unused: a damaged image is an error
   * @return the task
   * @throws DataException if it cannot be read, or there are too few writers or signatures
   */
  static Task load(Path path, int heldOut, Seed seed, Consumer<DataException> skipped) {
    var all = read(path);
    int writers = all.writerCount();
    if (writers < MIN_WRITERS) {
      throw new DataException(
          "%s has %s: at least %d are needed for training, validation and test"
              .formatted(path, Counts.of(writers, "writer"), MIN_WRITERS));
    }
    require(path, all.genuine(), writers, "genuine signatures");
    require(path, all.forged(), writers, "forgeries");
    var order = seed.derive("split").permutation(writers);
    int test = writers / 3;
    int validation = Math.max(1, writers / 10);
    IntPredicate isTest = writer -> order[writer] < test;
    IntPredicate isHeldOut = writer -> order[writer] < test + validation;
    var task =
        new SignatureTask(
            OwnParts.name(path),
            all.filterWriters(isHeldOut.negate()),
            all.filterWriters(isHeldOut.and(isTest.negate())),
            all.filterWriters(isTest));
    return new OwnTask(
        task,
        "%s: %s and %s of %d writers for training, %d held out for validation, %d for the test"
            .formatted(
                task.name(),
                Counts.of(task.train().genuine().size(), "genuine signature"),
                Counts.of(task.train().forged().size(), "forgery"),
                task.train().writerCount(),
                validation,
                test));
  }

  /** The writers of each part. */
  static RecordedSplit split(SignatureTask task) {
    var validation = Optional.of(task.validation().genuine());
    return RecordedSplit.of(
        "writer", "by writer", task.train().genuine(), validation, task.test().genuine());
  }

  private static Signatures read(Path path) {
    return SignatureLayout.of(path)
        .orElseThrow(
            () -> new DataException("%s has no signatures: it must be %s".formatted(path, KINDS)))
        .read(path, SignatureTask.SCAN_NORMALIZER);
  }

  /** The task of evaluating an encoder on the signatures of the writers that were held out. */
  static Task evaluation(Path path, EvaluationRequest request) {
    var all = read(path);
    var writers = all.genuine().classes();
    var chosen = request.select(writers.stream().map(ClassInfo::toString).toList()).names();
    var test = all.filterWriters(writer -> chosen.contains(writers.get(writer).toString()));
    var name = OwnParts.name(path);
    return new OwnTask(
        new SignatureTask(name, test, test, test),
        "%s: %s for the test".formatted(name, Counts.of(test.writerCount(), "writer")));
  }

  private static void require(Path path, Images images, int writers, String noun) {
    var sizes = images.classSizes();
    if (sizes.length < writers) {
      throw new DataException(
          "%s has %s of %d of its %d writers: each writer needs some"
              .formatted(path, noun, sizes.length, writers));
    }
    for (int label = 0; label < sizes.length; label++) {
      if (sizes[label] < MIN_SIGNATURES) {
        throw new DataException(
            "%s has %d %s of %s: at least %d are needed; add some or remove the writer"
                .formatted(path, sizes[label], noun, images.classes().get(label), MIN_SIGNATURES));
      }
    }
  }
}
