package dev.continuo.cli;

import dev.continuo.transform.TransformOptions;
import dev.continuo.transform.directory.ClassFilter;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The command.
 *
 * <pre>
 * java -jar async-cli.jar --class-path lib/async-runtime.jar target/classes
 * java -jar async-cli.jar -d out app.jar
 * java -jar async-cli.jar --check app.jar
 * java -jar async-cli.jar --explain com.example.Store.load --svg load.svg target/classes
 * </pre>
 */
@Command(
    name = "async-cli",
    description = "Makes @Async methods in class files resumable.",
    mixinStandardHelpOptions = true,
    versionProvider = AsyncCli.Version.class,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is as it should be",
      "1:mistakes in async code; nothing was written for the inputs that have them",
      "2:wrong arguments",
      "3:files that cannot be read, written or replaced, or a signed jar",
      "4:a defect of the transformer"
    })
public final class AsyncCli implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "CLASSES-OR-JAR",
      arity = "1..*",
      description = "Directories of class files, and jars; changed in place without -d.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-d", "--output"},
      paramLabel = "DIRECTORY",
      description = "Where the output goes: the inputs stay as they are.")
  private @Nullable Path output;

  @Option(
      names = {"-cp", "--class-path"},
      paramLabel = "PATH",
      description = "Directories and jars with the classes that the inputs mention.")
  private String classPath = "";

  @Option(
      names = "--source-path",
      paramLabel = "PATH",
      description = "Source roots, so that diagnostics name existing files.")
  private String sourcePath = "";

  @Option(
      names = "--check",
      description = "Says what would be done and what is wrong, and writes nothing.")
  private boolean check;

  @Option(
      names = "--explain",
      paramLabel = "CLASS[.METHOD[(TYPES)]]",
      description =
          "Prints the state machine of a class, of all methods of a name, or of the one with these"
              + " types of parameters, as in com.example.Store.load(int,String); writes nothing.")
  private @Nullable String explain;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "With --explain CLASS.METHOD: draws it too.")
  private @Nullable Path svg;

  @Option(
      names = "--includes",
      split = ",",
      paramLabel = "PATTERN",
      description = "Only these classes: com.example.Store, com.example.*, com.example.**.")
  private List<String> includes = new ArrayList<>();

  @Option(
      names = "--excludes",
      split = ",",
      paramLabel = "PATTERN",
      description = "Not these classes.")
  private List<String> excludes = new ArrayList<>();

  @Option(
      names = "--fail-on-misuse",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Mistakes write nothing and exit with 1 (the default). With --no-fail-on-misuse they are"
              + " warnings, and their classes are left as they are.")
  private boolean failOnMisuse;

  @Option(
      names = "--verify",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Verifies what is written (the default).")
  private boolean verify;

  @Option(
      names = "--debug",
      description = "Keeps variables visible to a debugger that are not used any more.")
  private boolean debug;

  @Option(
      names = "--strip-signatures",
      description = "Transforms signed jars, whose signatures are lost.")
  private boolean stripSignatures;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints errors and warnings only.")
  private boolean quiet;

  /** For picocli. */
  AsyncCli() {}

  /**
   * Runs the command, and ends the JVM with its exit code.
   *
   * @param arguments those of the command line
   */
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /** The command with other streams, and without the end of the JVM. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return line().setOut(out).setErr(err).execute(arguments);
  }

  /** Without a handler picocli ends with 1, which is said of mistakes in async code. */
  private static CommandLine line() {
    return new CommandLine(new AsyncCli())
        .setExecutionExceptionHandler(
            (failure, line, any) ->
                new Console(line.getOut(), line.getErr(), false, true)
                    .failure("async-cli", failure));
  }

  /** The version of this jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = AsyncCli.class.getPackage().getImplementationVersion();
      return new String[] {"async-cli " + (version == null ? "(not packaged)" : version)};
    }
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = commandLine();
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw new ParameterException(line, input + " does not exist");
      }
    }
    if (svg != null && explain == null) {
      throw new ParameterException(line, "--svg draws what --explain CLASS.METHOD names");
    }
    Settings settings =
        new Settings(
            paths(classPath),
            paths(sourcePath),
            ClassFilter.of(includes, excludes),
            new TransformOptions(verify, debug),
            failOnMisuse,
            check,
            stripSignatures);
    Console console = new Console(line.getOut(), line.getErr(), quiet, failOnMisuse);
    String wanted = explain;
    return wanted == null
        ? new Inputs(settings, console).transform(inputs, output)
        : new Explanations(settings, console).explain(inputs, wanted, svg);
  }

  private CommandLine commandLine() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("picocli sets it");
    }
    return known.commandLine();
  }

  private static List<Path> paths(String text) {
    return Arrays.stream(text.split(File.pathSeparator, -1))
        .filter(each -> !each.isBlank())
        .map(Path::of)
        .toList();
  }
}
