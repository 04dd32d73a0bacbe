import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import dev.siamese.data.Csv;
import dev.siamese.distance.Distance;
import dev.siamese.distance.Distances;
import dev.siamese.doctor.UserMessage;
import dev.siamese.task.DataOptions;
import dev.siamese.task.Recipes;
import dev.siamese.task.TaskType;
import dev.siamese.tensor.internal.Counts;
import dev.siamese.training.TrainingConfig;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs the command of a script; all scripts share their exit statuses, help and error messages. */
final class Script {

  static final String DEVICE = "Device: auto (a GPU if there is one), cpu, gpu or gpu:N.";
  static final String SEED = "Random seed.";
  static final String JSON = "Print one JSON object instead of text.";

  private static final String POM_PROPERTIES =
      "/META-INF/maven/dev.siamese/siamese-lab/pom.properties";
  private static final String STACK_TRACE = "--stacktrace";
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .registerTypeAdapter(
              Double.class,
              (JsonSerializer<Double>)
                  (value, type, context) ->
                      Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE)
          .create();

  private Script() {}

  /**
   * Runs a command and exits with its status, or with 2 on any failure, since 1 is a result of some
   * scripts. The option {@code --stacktrace}, which all scripts have, prints the stack trace of a
   * failure.
   */
  static void run(Object command, String... arguments) {
    System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%n"); // the message alone
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT); // a decimal point in every locale
    if (Arrays.asList(arguments).contains(STACK_TRACE)) {
      System.setProperty(UserMessage.STACK_TRACE_PROPERTY, "true");
    }
    System.exit(status(command, arguments));
  }

  /** A value as one line of JSON; numbers that are not finite become null. */
  static String json(Object value) {
    return GSON.toJson(value);
  }

  /** Options of scripts that read CSV files. */
  static final class CsvOptions {

    @Option(
        names = "--delimiter",
        paramLabel = "CHAR",
        description = "Character between the cells of CSV files (default: detected).")
    private Character delimiter;

    @Option(
        names = "--encoding",
        description =
            "Encoding of CSV files, such as windows-1252 (default: UTF-8 or UTF-16, detected).")
    private Charset encoding;

    Csv read(Path file) {
      return Csv.read(file, delimiter, encoding);
    }

    void readChunks(Path file, int rows, Consumer<Csv> consumer) {
      Csv.readChunks(file, delimiter, encoding, rows, consumer);
    }
  }

  /** Options of scripts that train by a recipe. */
  static final class RecipeOptions {

    @Option(
        names = "--recipe",
        description = "Hyper-parameters: a JSON file, or a name (default: the recipe of the task).")
    private String recipe;

    @Option(names = "--epochs", description = "Training epochs (default: those of the recipe).")
    private Integer epochs;

    @Option(
        names = "--set",
        paramLabel = "KEY=VALUE",
        showDefaultValue = CommandLine.Help.Visibility.NEVER,
        description =
            "Change a hyper-parameter, as in learningRate=0.001, loss.temperature=0.05 or augmentation.0.degrees=15.")
    private final Map<String, String> changes = new LinkedHashMap<>();

    String name(TaskType type, String data, DataOptions options) {
      return recipe == null ? type.defaultRecipe(data, options) : recipe;
    }

    /** The named hyper-parameters with the changes. */
    TrainingConfig load(String name) {
      var config = Recipes.load(name);
      for (var change : changes.entrySet()) {
        config = config.with(change.getKey(), change.getValue());
      }
      return epochs == null ? config : config.withEpochs(epochs);
    }

    /** Such as {@code learningRate=0.001 weightDecay=0}. */
    String changes() {
      return String.join(" ", changes.entrySet().stream().map(Object::toString).toList());
    }
  }

  /** Such as {@code 1 class} or {@code 1,200 classes}. */
  static String count(int number, String noun) {
    return Counts.of(number, noun);
  }

  private static int status(Object command, String... arguments) {
    try {
      return commandLine(command).execute(arguments);
    } catch (Throwable error) { // picocli catches exceptions only, not errors
      return UserMessage.report(error);
    }
  }

  private static CommandLine commandLine(Object command) {
    var line = new CommandLine(command);
    var spec = line.getCommandSpec();
    spec.name("jbang/run " + spec.name());
    spec.versionProvider(Script::version);
    spec.addOption(
        OptionSpec.builder(STACK_TRACE).description("Print the stack trace of a failure.").build());
    var usage = spec.usageMessage();
    if (usage.exitCodeList().isEmpty()) {
      var statuses = new LinkedHashMap<>(Map.of("0", "Success."));
      statuses.put("2", "Invalid arguments, or a failure.");
      usage.exitCodeList(statuses);
    }
    usage.exitCodeListHeading("%nExit status:%n").footerHeading("%nExample:%n");
    return line.registerConverter(Distance.class, Script::distance)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((error, words) -> reportUsage(error))
        .setExecutionExceptionHandler((error, failed, result) -> UserMessage.report(error));
  }

  private static Distance distance(String text) {
    try {
      return Distances.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static String[] version() throws IOException {
    try (var file = UserMessage.class.getResourceAsStream(POM_PROPERTIES)) {
      var properties = new Properties();
      properties.load(file);
      return new String[] {"siamese " + properties.getProperty("version")};
    }
  }

  private static int reportUsage(ParameterException error) {
    var line = error.getCommandLine();
    System.err.println(error.getMessage());
    UnmatchedArgumentException.printSuggestions(error, line.getErr());
    System.err.println("Options and an example: " + line.getCommandName() + " --help");
    return UserMessage.EXIT_CODE;
  }
}
