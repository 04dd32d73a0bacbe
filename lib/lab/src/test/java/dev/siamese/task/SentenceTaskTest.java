package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.siamese.catalog.DataDirectory;
import dev.siamese.catalog.Paws;
import dev.siamese.data.SentencePairs;
import dev.siamese.model.TextInput;
import dev.siamese.synthetic.SyntheticParaphrases;
import dev.siamese.tensor.Seed;
import dev.siamese.tensor.Torch;
import dev.siamese.training.TrainingListener;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class SentenceTaskTest {

  private static final Seed SEED = new Seed(1);

  private static SentenceTask small() {
    var train = new SyntheticParaphrases(40, 4).generate(new Seed(1));
    var held =
        SentencePairs.allPairsWithinGroups(new SyntheticParaphrases(5, 4).generate(new Seed(2)));
    return new SentenceTask("small", train, Optional.empty(), held, held);
  }

  @Test
  void inventedMeaningsAreInOnePartOnly() {
    var task = SentenceTask.paraphrases(SEED);
    assertEquals(20_000, task.train().size());
    assertTrue(task.trainPairs().isEmpty());
    // 20 sentences of a group make 190 pairs, of which 4 · 10 are of one meaning
    assertEquals(40 * 190, task.test().size());
    assertEquals(40 / 190.0, task.test().positiveRate(), 1e-12);
    var seen = new HashSet<>(task.train().texts());
    assertTrue(task.test().texts().texts().stream().noneMatch(seen::contains));
    assertTrue(task.validation().texts().texts().stream().noneMatch(seen::contains));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "SIAMESE_DATA", matches = ".+")
  void pawsIsLearnedFromItsDevelopmentPart() {
    var task = SentenceTask.paws(new Paws(DataDirectory.fromEnvironment()), SEED);
    assertEquals(8000, task.trainPairs().orElseThrow().size() + task.validation().size());
    assertEquals(1200, task.validation().size(), 12);
    assertEquals(8000, task.test().size());
  }

  @Test
  void trainingFitsTheVocabularyAndTheThresholdAndRepeatsItself() {
    var task = small();
    var recipe =
        Recipes.load("text")
            .with("architecture.backbone.hiddenSize", "8")
            .with("classesPerBatch", "8")
            .withGroupsPerBatch(2)
            .withStepsPerEpoch(2)
            .withEpochs(2);
    var errors = new HashSet<Double>();
    for (int run = 0; run < 2; run++) {
      try (var encoder = recipe.createEncoder(task.train(), Torch.device("cpu"), SEED)) {
        var input = (TextInput) encoder.card().input();
        assertTrue(input.vocabulary().contains("the"));
        var before = SentenceTask.pairDistances(encoder, task.validation()).averagePrecision();
        var history = task.train(encoder, recipe, SEED, TrainingListener.NONE);
        var after = SentenceTask.pairDistances(encoder, task.validation());
        assertNotEquals(before, after.averagePrecision());
        assertEquals(
            1 - after.averagePrecision(),
            Math.min(history.lastValidationError(), 1 - after.averagePrecision()),
            1e-6,
            "the better epoch stays");
        assertEquals(after.bestF1().value(), encoder.card().requireThreshold());
        errors.add(after.averagePrecision());
      }
    }
    assertEquals(1, errors.size(), "equal seeds");
  }

  @Test
  void pairsWithoutClassesTrainToo() {
    var pairs =
        SentencePairs.allPairsWithinGroups(new SyntheticParaphrases(5, 4).generate(new Seed(3)));
    var task =
        new SentenceTask("pairs", pairs.texts(), Optional.of(pairs.toLabeledPairs()), pairs, pairs);
    var recipe =
        Recipes.load("text")
            .with("architecture.backbone.hiddenSize", "4")
            .with("loss", "contrastive(negativeMargin=1, positiveMargin=0)")
            .with("stepsPerEpoch", "2")
            .withEpochs(1);
    try (var encoder = recipe.createEncoder(task.train(), Torch.device("cpu"), SEED)) {
      var history = task.train(encoder, recipe, SEED, TrainingListener.NONE);
      assertTrue(history.lastLoss() > 0);
    }
  }

  @Test
  void anUnknownTaskIsNamedWithTheKnownOnes() {
    var error =
        assertThrows(
            IllegalArgumentException.class,
            () -> SentenceTask.named("quora", DataDirectory.fromEnvironment(), SEED));
    assertTrue(error.getMessage().contains("\"quora\""), error.getMessage());
  }
}
