package dev.continuo.cli;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.Explanation;
import dev.continuo.transform.TransformResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the class or the method that somebody wants explained. */
final class Explanations {

  private final Settings settings;
  private final Console console;

  /** Of the first method that has the name and cannot be explained. */
  private @Nullable String whyNot;

  Explanations(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** The exit code. */
  int explain(List<Path> inputs, String text, @Nullable Path svg) {
    try {
      if (svg != null && isRefused(svg, inputs)) {
        return ExitCode.FILES;
      }
      List<Wanted> readings = Wanted.readings(text);
      for (Path input : inputs) {
        Optional<Explanation> found =
            Files.isDirectory(input)
                ? find(input, readings, List.of())
                : findInJar(input, readings);
        if (found.isPresent()) {
          return tell(found.get(), text, svg);
        }
      }
      String known = whyNot;
      console.error(
          known != null
              ? known
              : "there is no class or method "
                  + text
                  + " in "
                  + inputs
                  + ": name it as in com.example.Store.load, with its package");
      return ExitCode.FILES;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return console.failure(text, e);
    } finally {
      console.sayAsIs();
    }
  }

  /** A picture must not replace an input, nor a file of one that is no picture. */
  private boolean isRefused(Path svg, List<Path> inputs) throws IOException {
    if (Files.isRegularFile(svg)) {
      Path file = svg.toRealPath();
      boolean isPicture = file.toString().endsWith(".svg");
      for (Path input : inputs) {
        Path whole = input.toRealPath();
        if (file.equals(whole) || (file.startsWith(whole) && !isPicture)) {
          console.error(
              svg
                  + ": belongs to the input "
                  + input
                  + ", which stays as it is: name another file for the picture");
          return true;
        }
      }
    }
    return ReplacedFile.isRefused(svg, console);
  }

  private Optional<Explanation> findInJar(Path jar, List<Wanted> readings) throws IOException {
    Path folder = Files.createTempDirectory("async-cli").toRealPath();
    try {
      Path classes = folder.resolve("classes");
      console.sayInJar(jar, classes);
      JarContent unused = JarContent.unpack(jar, classes);
      List<Path> libraries = JarTransformation.libraries(classes);
      for (String root : List.of("", "BOOT-INF/classes", "WEB-INF/classes")) {
        Optional<Explanation> found = find(classes.resolve(root), readings, libraries);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } finally {
      Folders.discard(folder, console);
    }
  }

  private Optional<Explanation> find(Path classes, List<Wanted> readings, List<Path> libraries)
      throws IOException {
    for (Wanted wanted : readings) {
      Optional<Explanation> known = settings.of(classes, libraries).explain(wanted.className());
      if (known.isPresent()) {
        Explanation found = only(known.get(), wanted);
        if (wanted.method() == null
            || !found.methods().isEmpty()
            || found.outcome() == TransformResult.Outcome.FAILED) {
          return Optional.of(found);
        }
        if (whyNot == null) {
          Path file = classes.resolve(wanted.className().replace('.', '/') + ".class");
          whyNot = DeclaredMethods.of(file).whyNot(wanted, known.get().methods());
        }
      }
    }
    return Optional.empty();
  }

  private static Explanation only(Explanation all, Wanted wanted) {
    List<Explanation.Method> methods = all.methods();
    return new Explanation(
        wanted.className(),
        all.outcome(),
        wanted.method() == null
            ? methods
            : methods.stream()
                .filter(each -> wanted.means(each.name(), each.descriptor()))
                .toList(),
        all.diagnostics());
  }

  private int tell(Explanation explanation, String wanted, @Nullable Path svg) throws IOException {
    console.answer(explanation.text());
    if (svg != null) {
      if (explanation.methods().isEmpty()) {
        console.error(wanted + " has no state machine to draw");
        return ExitCode.FILES;
      }
      String picture = StateMachinePicture.of(explanation.methods());
      int code =
          ReplacedFile.write(svg, null, staged -> Files.writeString(staged, picture), console);
      if (code != ExitCode.FINE) {
        return code;
      }
    }
    boolean isWrong = explanation.diagnostics().stream().anyMatch(Diagnostic::isError);
    return isWrong && settings.failOnMisuse() ? ExitCode.MISUSE : ExitCode.FINE;
  }
}
