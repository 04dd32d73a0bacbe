package dev.siamese.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import dev.siamese.catalog.AudioFolder;
import dev.siamese.catalog.DataDirectory;
import dev.siamese.data.DataException;
import dev.siamese.tensor.Seed;
import dev.siamese.training.TrainingListener;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Audio clips of the user's own as data. */
class OwnAudioTest {

  @TempDir Path folder;

  private AudioTask task; // of the last load
  private String text;

  private void load(int heldOut) {
    var loaded =
        (OwnTask)
            TaskType.AUDIO.load(
                folder.toString(), DataDirectory.fromEnvironment(), heldOut, new Seed(1));
    task = (AudioTask) loaded.task();
    text = loaded.toString();
  }

  private void load(String pattern) {
    var options = new DataOptions(Map.of(DataOptions.SPEAKER_PATTERN, pattern));
    var home = DataDirectory.fromEnvironment();
    text =
        TaskType.AUDIO
            .load(folder.toString(), options, home, 0, new Seed(1), DataException::raise)
            .toString();
  }

  /** A tone of a quarter of a second: stereo of 16 bits at 22,050 Hz, or mono of 8 at 8,000. */
  private void tone(String file, double hertz, boolean stereo) throws IOException {
    float rate = stereo ? 22_050 : 8_000;
    int frames = (int) (rate / 4);
    var bytes = new byte[stereo ? 4 * frames : frames];
    var noise = new Random(file.hashCode());
    for (int i = 0; i < frames; i++) {
      double value = 0.6 * Math.sin(2 * Math.PI * hertz * i / rate) + 0.02 * noise.nextGaussian();
      if (stereo) {
        int sample = (int) (value * 32_767);
        for (int at = 4 * i; at < 4 * i + 4; at += 2) {
          bytes[at] = (byte) sample;
          bytes[at + 1] = (byte) (sample >> 8);
        }
      } else {
        bytes[i] = (byte) (128 + value * 127);
      }
    }
    var format = new AudioFormat(rate, stereo ? 16 : 8, stereo ? 2 : 1, stereo, false);
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    try (var stream = new AudioInputStream(new ByteArrayInputStream(bytes), format, frames)) {
      AudioSystem.write(stream, AudioFileFormat.Type.WAVE, path.toFile());
    }
  }

  @Test
  void fewClassesAreTestedByOtherClips() throws IOException {
    for (int i = 0; i < 18; i++) {
      tone("tone%d/%d.wav".formatted(i % 3, i), 300 * (1 + i % 3), i % 2 == 0);
    }
    load(TaskType.FIT);
    assertEquals(8_000, task.train().sampleRate());
    assertTrue(text.contains("12 clips of 3 classes for training, 6 other clips"), text);
    var config = Recipes.load("audio").withEpochs(1).withStepsPerEpoch(8);
    try (var result = task.train(config, Device.cpu(), new Seed(1), TrainingListener.NONE)) {
      assertTrue(task.evaluate(result.encoder()).get("error") < 0.2);
      assertTrue(task.baseline().orElseThrow().metrics().get("error") <= 1);
    }
    assertTheHeldOutStay(9, i -> "tone%d/new%d.wav".formatted(i % 3, i));
  }

  @Test
  void manyClassesAreSplitAndNoClassIsInTwoParts() throws IOException {
    for (int i = 0; i < 48; i++) {
      tone("all/tone%d/%d.wav".formatted(i % 16, i), 150 * (1 + i % 16), false);
    }
    load(TaskType.FIT);
    assertTrue(text.contains("10 classes for training, 2 other classes"), text);
    assertTrue(text.contains("4 for the test: 4-way"), text);
    var names = new HashSet<>(task.train().classes());
    names.addAll(task.validation().orElseThrow().data().classes());
    names.addAll(task.test().data().classes());
    assertEquals(16, names.size());
    load(0);
    assertEquals(12, task.train().classes().size());
    assertTheHeldOutStay(50, i -> "all/more%d/%d.wav".formatted(i % 8, i));
  }

  /** The test part has the same clips after others were added, although a new split has not. */
  private void assertTheHeldOutStay(int files, IntFunction<String> name) throws IOException {
    var home = DataDirectory.fromEnvironment();
    var before = TaskType.AUDIO.load(folder.toString(), home, 0, new Seed(1));
    var split = before.split().orElseThrow();
    var config = Recipes.load("audio");
    try (var encoder = config.createEncoder(task.train(), Device.cpu(), new Seed(1))) {
      encoder.setCard(encoder.card().withMetadata("seed", "1"));
      split.addTo(encoder);
      for (int i = 0; i < files; i++) {
        tone(name.apply(i), 210 + 37 * (i % 8), false);
      }
      var other = TaskType.AUDIO.load(folder.toString(), home, 0, new Seed(1));
      assertNotEquals(Set.copyOf(split.test()), Set.copyOf(other.split().orElseThrow().test()));
      var notes = new ArrayList<String>();
      var again =
          TaskType.AUDIO.loadForEvaluation(
              folder.toString(), home, encoder.card(), DataException::raise, notes::add);
      assertEquals(before.evaluate(encoder), again.evaluate(encoder));
      assertTrue(notes.get(0).contains("new and not evaluated"), notes.toString());
    }
  }

  @Test
  void speakersAreHeldOut() throws IOException {
    for (int i = 0; i < 24; i++) {
      tone("tone%d/speaker%d/%d.wav".formatted(i % 2, i % 6, i), 300 + 40 * (i % 6), false);
      tone("tone%d/speaker%d/x%d.wav".formatted(1 - i % 2, i % 6, i), 600 + 40 * (i % 6), false);
    }
    load(TaskType.FIT);
    assertTrue(text.contains("32 clips of 4 speakers"), text);
    assertTrue(text.contains("2-way one-shot, query and support by different speakers"), text);
    assertEquals(3 * 32, task.train().size());
    assertTheHeldOutStay(32, i -> "tone%d/new%d/%d.wav".formatted(i % 2, i / 2 % 8, i));
  }

  @Test
  void speakersMayBeInTheNamesOfFiles() throws IOException {
    for (int i = 0; i < 24; i++) {
      tone("tone%d/%d_speaker%d_x.wav".formatted(i % 2, i, i / 2 % 4), 300 + 40 * (i % 2), false);
    }
    load("_(\\w+)_");
    assertTrue(text.contains("12 clips of 2 speakers"), text);
    assertTrue(text.contains("query and support by different speakers"), text);
    var description =
        DataDescription.of(
            folder,
            Optional.empty(),
            new DataOptions(Map.of(DataOptions.SPEAKER_PATTERN, "_(\\w+)_")),
            new Seed(1));
    assertTrue(description.toString().contains("smallest 6 clips (speaker0)"), description + "");
    assertTrue(description.toString().contains("--speaker-pattern '_("), description + "");
    tone("tone0/other.wav", 300, false);
    var missing = assertThrows(DataException.class, () -> load("_(\\w+)_"));
    assertTrue(missing.getMessage().contains("tone0/other.wav"), missing.getMessage());
    for (var pattern : List.of("_\\w+_", "_(")) {
      assertThrows(IllegalArgumentException.class, () -> load(pattern));
    }
  }

  @Test
  void problemsAreOneSentence() throws IOException {
    var none = assertThrows(DataException.class, () -> load(0));
    assertTrue(none.getMessage().contains("no sub-folder with a .wav file"), none.getMessage());
    for (int i = 0; i < 8; i++) {
      tone("tone%d/%d.wav".formatted(i % 2, i), 300, false);
    }
    var bad = Files.writeString(folder.resolve("tone0/bad.wav"), "x");
    var error = assertThrows(DataException.class, () -> load(0));
    assertTrue(error.getMessage().contains(bad.toString()), error.getMessage());
    var skipped = new ArrayList<DataException>();
    assertEquals(8, new AudioFolder(folder).read(skipped::add).size());
    assertEquals(1, skipped.size());
  }

  @Test
  void aFolderBesideItsCopyIsRefused() throws IOException {
    for (var name : List.of("yes", "no")) {
      tone(name + "/1.wav", name.length() * 200, false);
      tone(name + "/2.wav", name.length() * 210, false);
    }
    Files.createSymbolicLink(folder.resolve("maybe"), Path.of("yes"));
    var message = assertThrows(DataException.class, () -> load(0)).getMessage();
    assertTrue(message.contains("maybe and yes have the same files"), message);
  }
}
