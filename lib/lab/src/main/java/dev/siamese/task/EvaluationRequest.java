package dev.siamese.task;

import dev.siamese.data.DataException;
import dev.siamese.model.EncoderCard;
import dev.siamese.tensor.Seed;
import java.util.Collection;
import java.util.function.Consumer;

/**
 * How the user's own data is evaluated.
 *
 * @param options of the data that the encoder was trained with
 * @param card of the encoder
 * @param split in the encoder's file
 * @param seed of the training, for the episodes
 * @param skipped receives the error of each sample that cannot be read or used
 * @param notes receives what is missing, left out or not held out
 */
record EvaluationRequest(
    DataOptions options,
    EncoderCard card,
    RecordedSplit split,
    Seed seed,
    Consumer<DataException> skipped,
    Consumer<String> notes) {

  /** What is evaluated; what is missing, left out or not held out is noted. */
  RecordedSplit.Selection select(Collection<String> present) {
    var selection = split.select(present);
    selection.notes().forEach(notes);
    return selection;
  }
}
