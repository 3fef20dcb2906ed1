package dev.continuo.cli;

import dev.continuo.transform.Diagnostic;
import dev.continuo.transform.Explanation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the class or the method that somebody wants explained. */
final class Explanations {

  private final Settings settings;
  private final Console console;

  Explanations(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
  }

  /** A class, or one of its methods. */
  private record Wanted(String className, @Nullable String method) {}

  /** The exit code. */
  int explain(List<Path> inputs, String wanted, @Nullable Path svg) {
    try {
      for (Path input : inputs) {
        Optional<Explanation> found =
            Files.isDirectory(input) ? find(input, wanted, List.of()) : findInJar(input, wanted);
        if (found.isPresent()) {
          return tell(found.get(), wanted, svg);
        }
      }
      console.error(
          "there is no class or method "
              + wanted
              + " in "
              + inputs
              + ": name it as in"
              + " com.example.Store.load, with its package");
      return ExitCode.FILES;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return console.failure(wanted, e);
    }
  }

  private Optional<Explanation> findInJar(Path jar, String wanted) throws IOException {
    Path folder = Files.createTempDirectory("async-cli");
    try {
      Path classes = folder.resolve("classes");
      JarContent unused = JarContent.unpack(jar, classes);
      List<Path> libraries = JarTransformation.libraries(classes);
      for (String root : List.of("", "BOOT-INF/classes", "WEB-INF/classes")) {
        Optional<Explanation> found = find(classes.resolve(root), wanted, libraries);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    } finally {
      Folders.discard(folder, console);
    }
  }

  private Optional<Explanation> find(Path classes, String text, List<Path> libraries)
      throws IOException {
    for (Wanted wanted : readings(text)) {
      Optional<Explanation> found =
          settings.of(classes, libraries).explain(wanted.className()).map(all -> only(all, wanted));
      if (found.isPresent() && hasWhatIsWanted(found.get(), wanted)) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static boolean hasWhatIsWanted(Explanation explanation, Wanted wanted) {
    return wanted.method() == null
        || !explanation.methods().isEmpty()
        || !explanation.diagnostics().isEmpty();
  }

  /** {@code a.B.c}: the class a.B.c, a.B$c or a$B$c, or the method c of the class a.B or a$B. */
  private static List<Wanted> readings(String text) {
    List<Wanted> readings = new ArrayList<>();
    for (String name : nestings(text)) {
      readings.add(new Wanted(name, null));
    }
    int dot = text.lastIndexOf('.');
    if (dot > 0) {
      for (String name : nestings(text.substring(0, dot))) {
        readings.add(new Wanted(name, text.substring(dot + 1)));
      }
    }
    return readings;
  }

  private static List<String> nestings(String name) {
    List<String> all = new ArrayList<>(List.of(name));
    String next = name;
    for (int dot = next.lastIndexOf('.'); dot > 0; dot = next.lastIndexOf('.')) {
      next = next.substring(0, dot) + "$" + next.substring(dot + 1);
      all.add(next);
    }
    return all;
  }

  private static Explanation only(Explanation all, Wanted wanted) {
    String method = wanted.method();
    return method == null
        ? all
        : new Explanation(
            all.className(),
            all.outcome(),
            all.methods().stream()
                .filter(
                    each ->
                        each.name().equals(method)
                            || each.name().startsWith("lambda$" + method + "$"))
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
      write(StateMachinePicture.of(explanation.methods()), svg);
    }
    boolean isWrong = explanation.diagnostics().stream().anyMatch(Diagnostic::isError);
    return isWrong && settings.failOnMisuse() ? ExitCode.MISUSE : ExitCode.FINE;
  }

  /** At once, and with the permissions of any new file: those of temporary files are narrower. */
  private static void write(String text, Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path staged = target.resolveSibling(".async-cli" + UUID.randomUUID() + ".tmp");
    try {
      Files.writeString(staged, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
      if (Files.exists(target)) {
        JarContent.copyPermissions(target, staged);
      }
      Files.move(staged, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(staged);
    }
  }
}
