// spotless:off
//JAVA 17+
//DEPS dev.siamese:siamese-lab:0.2.0
//DEPS dev.siamese:siamese-serve:0.2.0
//DEPS info.picocli:picocli:4.7.7
//DEPS org.slf4j:slf4j-nop:2.0.20
//SOURCES Script.java
// spotless:on

import dev.siamese.data.DataException;
import dev.siamese.model.Encoder;
import dev.siamese.serve.Server;
import dev.siamese.serve.ServerOptions;
import dev.siamese.tensor.Torch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "Serve",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = "Serve an encoder by HTTP: embed, verify, search, enrol, and a page to try it.",
    footer = "  jbang/run Serve --model photos.zip --data photos --gallery people.zip")
class Serve implements Callable<Integer> {

  private static final String TOKEN = "SIAMESE_TOKEN"; // environment variable
  private static final ServerOptions DEFAULTS = ServerOptions.defaults();

  @Option(
      names = "--model",
      description = "Encoder file, or omniglot: handwritten characters, dark on white.")
  String model = "omniglot";

  @Option(names = "--data", paramLabel = "DIR", description = "Folder or zip of images to search.")
  Path data;

  @Option(
      names = "--index-file",
      paramLabel = "FILE",
      description = "Where their embeddings are cached (default: DIR.index beside the folder).")
  Path indexFile;

  @Option(
      names = "--gallery",
      paramLabel = "FILE",
      description = "File that keeps the enrolled samples (default: in memory only).")
  Path gallery;

  @Option(
      names = "--host",
      description = "Address to listen on; one that other machines reach needs a token.")
  String host = DEFAULTS.host();

  @Option(names = "--port", description = "Port; 0 for any free one.")
  int port = DEFAULTS.port();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "File with the token that clients send as Authorization: Bearer TOKEN, at least 16"
              + " characters (default: the environment variable "
              + TOKEN
              + ").")
  Path tokenFile;

  @Option(names = "--max-body", paramLabel = "BYTES", description = "Largest body of a request.")
  int maxBody = DEFAULTS.maxBodyBytes();

  @Option(names = "--max-pixels", description = "Largest image.")
  int maxPixels = DEFAULTS.maxPixels();

  @Option(names = "--rate", description = "Most requests per second from one address.")
  int rate = DEFAULTS.requestsPerSecond();

  @Option(names = "--device", description = Script.DEVICE)
  String device = "auto";

  @Override
  public Integer call() throws InterruptedException {
    var options =
        DEFAULTS
            .withAddress(host, port)
            .withToken(token())
            .withLimits(maxBody, maxPixels, rate)
            .withData(data, indexFile)
            .withGallery(gallery);
    var encoder = Encoder.fromPretrained(model, Torch.device(device));
    try {
      var server = Server.start(encoder, options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, encoder)));
      System.out.println(encoder);
      System.out.println("Serving on " + server.address() + ", Ctrl-C stops it");
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
    new CountDownLatch(1).await(); // until SIGTERM or Ctrl-C
    return 0;
  }

  private static void stop(Server server, Encoder encoder) {
    server.close();
    encoder.close();
    System.out.println("Stopped");
  }

  private String token() {
    if (tokenFile == null) {
      return System.getenv(TOKEN);
    }
    try {
      return Files.readString(tokenFile);
    } catch (IOException e) {
      throw new DataException("cannot read the token file " + tokenFile, e);
    }
  }

  public static void main(String[] args) {
    Script.run(new Serve(), args);
  }
}
