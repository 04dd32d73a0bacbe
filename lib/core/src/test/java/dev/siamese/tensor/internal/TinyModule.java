package dev.siamese.tensor.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes TorchScript files for tests of what loads them. */
public final class TinyModule {

  private TinyModule() {}

  /** Writes a module that has the source text and no parameters. */
  public static Path write(Path file, String name, String source) throws IOException {
    return Files.write(file, TorchScript.archive(name, source));
  }
}
