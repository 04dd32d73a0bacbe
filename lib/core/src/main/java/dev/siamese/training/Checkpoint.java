package dev.siamese.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a run has to remember after an epoch, to be continued as if it had never been cut off.
 *
 * @param fingerprint what is trained, on what and how: another run cannot go on from here
 * @param samplesSeen trained on so far, each as often as it was
 * @param trainingNanos of training so far
 * @param epochs what is known of each
 * @param state the numbers of weights, moments and means
 * @param bestState the numbers of the best weights so far; empty without validation
 */
record Checkpoint(
    String fingerprint,
    long samplesSeen,
    long trainingNanos,
    List<History.Epoch> epochs,
    List<float[]> state,
    List<float[]> bestState) {

  private static final int VERSION = 1;

  /** Writes it in the place of the one before, which stays if that fails. */
  void write(Path file) {
    var folder = file.toAbsolutePath().getParent();
    var partial = folder.resolve(file.getFileName() + ".part");
    try {
      Files.createDirectories(folder);
      try (var stream = Files.newOutputStream(partial);
          var out = new DataOutputStream(new BufferedOutputStream(stream))) {
        out.writeInt(VERSION);
        out.writeUTF(fingerprint);
        out.writeLong(samplesSeen);
        out.writeLong(trainingNanos);
        out.writeInt(epochs.size());
        for (var epoch : epochs) {
          write(epoch, out);
        }
        writeAll(state, out);
        writeAll(bestState, out);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    } finally {
      partial.toFile().delete();
    }
  }

  /**
   * Reads the checkpoint of a run.
   *
   * @throws IllegalStateException if it is of another run, or not readable
   */
  static Checkpoint read(Path file, String run) {
    try (var stream = Files.newInputStream(file);
        var in = new DataInputStream(new BufferedInputStream(stream))) {
      if (in.readInt() != VERSION) {
        throw new IOException("it is of another version");
      }
      var found = in.readUTF();
      if (!found.equals(run)) {
        throw new IllegalStateException(
            "%s is the checkpoint of another run: delete it, or let this run have another file%n  there: %s%n  here:  %s"
                .formatted(file, found, run));
      }
      long images = in.readLong();
      long nanos = in.readLong();
      int count = in.readInt();
      var epochs = new ArrayList<History.Epoch>();
      for (int i = 0; i < count; i++) {
        epochs.add(readEpoch(in));
      }
      return new Checkpoint(run, images, nanos, epochs, readAll(in), readAll(in));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read the checkpoint %s (%s): delete it to begin anew"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static void write(History.Epoch epoch, DataOutputStream out) throws IOException {
    write(epoch.losses(), out);
    out.writeDouble(epoch.validation().error());
    out.writeDouble(epoch.validation().loss());
    out.writeInt(epoch.validation().metrics().size());
    for (var metric : epoch.validation().metrics().entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
    out.writeDouble(epoch.samplesPerSecond());
    out.writeDouble(epoch.seconds());
  }

  private static History.Epoch readEpoch(DataInputStream in) throws IOException {
    var losses = readFloats(in);
    double error = in.readDouble();
    double loss = in.readDouble();
    int metrics = in.readInt();
    var health = new LinkedHashMap<String, Double>();
    for (int i = 0; i < metrics; i++) {
      health.put(in.readUTF(), in.readDouble());
    }
    var validation = new ValidationResult(error, loss, health);
    return new History.Epoch(losses, validation, in.readDouble(), in.readDouble());
  }

  private static void writeAll(List<float[]> arrays, DataOutputStream out) throws IOException {
    out.writeInt(arrays.size());
    for (var array : arrays) {
      write(array, out);
    }
  }

  private static List<float[]> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    var arrays = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      arrays.add(readFloats(in));
    }
    return arrays;
  }

  private static void write(float[] numbers, DataOutputStream out) throws IOException {
    out.writeInt(numbers.length);
    for (float number : numbers) {
      out.writeFloat(number);
    }
  }

  private static float[] readFloats(DataInputStream in) throws IOException {
    var numbers = new float[in.readInt()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return numbers;
  }
}
