package dev.siamese.tensor.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A TorchScript module assembled from source text, for operations of libtorch that DJL's Java API
 * lacks. Calls record gradients.
 *
 * <p>The module has methods only, no parameters. The archive follows PyTorch's serialisation
 * format: a ZIP with the source, a pickled empty object, its constants and a version.
 */
final class TorchScript {

  /** Prefix of a placeholder input's name, from which DJL takes the method's name. */
  private static final String METHOD = "module_method:";

  private final PtNDManager manager;
  private final PtSymbolBlock module;
  private final Map<String, NDArray> placeholders = new ConcurrentHashMap<>();
  private final NDArray deviceTag;

  private TorchScript(PtNDManager manager, PtSymbolBlock module) {
    this.manager = manager;
    this.module = module;
    deviceTag = detachFromScope(manager.zeros(new Shape()));
  }

  /**
   * Compiles a module.
   *
   * @param manager owns the module and must stay open
   * @param name the class name in the source
   * @param source the text of one TorchScript class
   */
  static TorchScript compile(PtNDManager manager, String name, String source) {
    Path file = null;
    try {
      file = Files.createTempFile("siamese", ".pt");
      Files.write(file, archive(name, source));
      var module =
          JniUtils.loadModule(manager, file, true, new String[0], new String[0], /* train */ true);
      return new TorchScript(manager, module);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the TorchScript module " + file, e);
    } finally {
      if (file != null) {
        file.toFile().delete();
      }
    }
  }

  /** Calls a method that returns one tensor, owned by the manager of the first argument. */
  NDArray call(String method, NDArray... arguments) {
    var inputs = new NDList(arguments.length + 1);
    for (var argument : arguments) {
      // DJL interprets names as structure: an array named "a.b" would become a map
      argument.setName(null);
      inputs.add(argument);
    }
    inputs.add(placeholders.computeIfAbsent(method, this::placeholder));
    return IValueUtils.forward(module, inputs, true).singletonOrThrow();
  }

  /** An array on the module's device, which tells a method the device. */
  NDArray deviceTag() {
    return deviceTag;
  }

  private NDArray placeholder(String method) {
    var array = detachFromScope(manager.zeros(new Shape()));
    array.setName(METHOD + method);
    return array;
  }

  /** Lets an array outlive the step in which it is created. */
  private static NDArray detachFromScope(NDArray array) {
    NDScope.unregister(array);
    return array;
  }

  /** The file of a module. */
  static byte[] archive(String name, String source) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      store(zip, "module/data.pkl", emptyObject(name));
      store(zip, "module/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
      store(zip, "module/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      store(zip, "module/version", "3\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  /** Pickles {@code __torch__.Name} with one attribute, {@code training = True}. */
  private static byte[] emptyObject(String name) {
    var pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2, 'c'});
    pickle.writeBytes(("__torch__\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
    pickle.writeBytes("training".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {(byte) 0x88, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
    var crc = new CRC32();
    crc.update(content);
    var entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED); // libtorch reads records in place
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
