package dev.siamese.training;

import dev.siamese.tensor.internal.AtomicFile;
import dev.siamese.tensor.internal.FloatBytes;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The state of a run after an epoch, as a file from which the run can be continued.
 *
 * @param fingerprint the configuration, data and seed of the run: another run is refused
 * @param samplesSeen the number of samples trained on so far, with repetitions
 * @param trainingNanos the training time so far, without validation
 * @param epochs the history so far
 * @param stepLosses the loss of every step so far
 * @param state the arrays of weights, optimizer and average
 * @param bestState the arrays of the best weights so far; empty without validation
 */
record Checkpoint(
    String fingerprint,
    long samplesSeen,
    long trainingNanos,
    List<History.Epoch> epochs,
    float[] stepLosses,
    List<float[]> state,
    List<float[]> bestState) {

  private static final int VERSION = 2;

  /** Writes the file; the previous one is replaced only when the new one is complete. */
  void write(Path file) {
    try {
      AtomicFile.write(file, this::writeTo);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + file, e);
    }
  }

  private void writeTo(OutputStream stream) throws IOException {
    var out = new DataOutputStream(stream);
    out.writeInt(VERSION);
    write(fingerprint.getBytes(StandardCharsets.UTF_8), out);
    out.writeLong(samplesSeen);
    out.writeLong(trainingNanos);
    out.writeInt(epochs.size());
    for (var epoch : epochs) {
      write(epoch, out);
    }
    write(FloatBytes.encode(stepLosses), out);
    writeAll(state, out);
    writeAll(bestState, out);
    out.flush();
  }

  /**
   * Reads the checkpoint of a run.
   *
   * @param fingerprint of the run that is to be continued
   * @throws IllegalStateException if the file belongs to another run, to another version of this
   *     library, or cannot be read
   */
  static Checkpoint read(Path file, String fingerprint) {
    try (var stream = Files.newInputStream(file);
        var in = new DataInputStream(new BufferedInputStream(stream))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalStateException(
            "the checkpoint %s has format version %d, this version of the library reads %d: delete it to start the run again"
                .formatted(file, version, VERSION));
      }
      var saved = new String(readBytes(in), StandardCharsets.UTF_8);
      if (!saved.equals(fingerprint)) {
        throw new IllegalStateException(
            "%s is the checkpoint of another run: delete it, or choose another checkpoint file%n  the file: %s%n  this run: %s"
                .formatted(file, linesOnlyIn(saved, fingerprint), linesOnlyIn(fingerprint, saved)));
      }
      long samplesSeen = in.readLong();
      long trainingNanos = in.readLong();
      int count = in.readInt();
      var epochs = new ArrayList<History.Epoch>();
      for (int i = 0; i < count; i++) {
        epochs.add(readEpoch(in));
      }
      return new Checkpoint(
          fingerprint,
          samplesSeen,
          trainingNanos,
          epochs,
          FloatBytes.decode(readBytes(in)),
          readAll(in),
          readAll(in));
    } catch (IOException e) {
      throw new IllegalStateException(
          "cannot read the checkpoint %s (%s): delete it to start the run again"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String linesOnlyIn(String text, String other) {
    var known =
        other.lines().map(Checkpoint::content).collect(Collectors.toCollection(HashSet::new));
    return text.lines()
        .map(Checkpoint::content)
        .filter(line -> !known.contains(line))
        .collect(Collectors.joining(", "));
  }

  private static String content(String line) {
    return line.strip().replaceFirst(",$", "");
  }

  private static void write(History.Epoch epoch, DataOutputStream out) throws IOException {
    out.writeInt(epoch.epoch());
    out.writeInt(epoch.step());
    out.writeDouble(epoch.loss());
    out.writeDouble(epoch.validationError());
    out.writeDouble(epoch.validationLoss());
    out.writeDouble(epoch.samplesPerSecond());
    out.writeDouble(epoch.seconds());
    out.writeInt(epoch.metrics().size());
    for (var metric : epoch.metrics().entrySet()) {
      out.writeUTF(metric.getKey());
      out.writeDouble(metric.getValue());
    }
  }

  private static History.Epoch readEpoch(DataInputStream in) throws IOException {
    var metrics = new LinkedHashMap<String, Double>();
    var epoch =
        new History.Epoch(
            in.readInt(),
            in.readInt(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            in.readDouble(),
            metrics);
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      metrics.put(in.readUTF(), in.readDouble());
    }
    return epoch;
  }

  private static void writeAll(List<float[]> arrays, DataOutputStream out) throws IOException {
    out.writeInt(arrays.size());
    for (var array : arrays) {
      write(FloatBytes.encode(array), out);
    }
  }

  private static List<float[]> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    var arrays = new ArrayList<float[]>();
    for (int i = 0; i < count; i++) {
      arrays.add(FloatBytes.decode(readBytes(in)));
    }
    return arrays;
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    var bytes = length < 0 ? new byte[0] : in.readNBytes(length);
    if (bytes.length != length) {
      throw new IOException("the file is incomplete");
    }
    return bytes;
  }
}
