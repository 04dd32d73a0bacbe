package dev.siamese.experiment;

import dev.siamese.data.Autographs;
import dev.siamese.data.Signatures;
import dev.siamese.encoder.Encoder;
import dev.siamese.engine.Seed;
import dev.siamese.evaluation.ForgeryTest;
import dev.siamese.sampling.Episodes;

/**
 * An examination in the verification of signatures: what to learn from, what to choose by, and what
 * to be judged on, no writer in more than one of them.
 *
 * @param name of the data
 * @param train signatures and forgeries to learn from
 * @param validation writers by which the best epoch and the threshold are chosen
 * @param test writers that count
 */
public record SignatureTask(String name, Signatures train, Signatures validation, Signatures test) {

  private static final Episodes QUESTIONS = new Episodes(2, 1, 2);

  /**
   * Invented signatures: 300 writers to learn from, 30 to choose by, 100 that count, each imitated
   * by forgers of his own.
   */
  public static SignatureTask autographs(Seed seed) {
    return new SignatureTask(
        "Autographs",
        new Autographs(300, 6, 3, 4, 80).draw(seed.derive("train")),
        new Autographs(30, 12, 4, 3, 80).draw(seed.derive("validation")),
        new Autographs(100, 12, 4, 3, 80).draw(seed.derive("test")));
  }

  /**
   * The same as questions that training can ask after every epoch: here is one signature by the
   * writer and one by somebody who imitates him, or by two such; by which of the two is another?
   */
  public OneShotTask questions(Seed seed) {
    return new OneShotTask(
        name,
        train.hands(),
        QUESTIONS.withinGroups(
            validation.hands(), 4 * validation.writers(), seed.derive("validation")),
        QUESTIONS.withinGroups(test.hands(), 4 * test.writers(), seed.derive("test")));
  }

  /**
   * Puts a threshold onto the encoder's card: that at which one reference lets through as many
   * skilled forgeries of the validation writers as it turns away genuine signatures.
   */
  public void calibrate(Encoder encoder) {
    var threshold = ForgeryTest.of(encoder, validation, 1).skilled().balanced();
    encoder.describe(encoder.card().withThreshold(threshold.value()));
  }
}
