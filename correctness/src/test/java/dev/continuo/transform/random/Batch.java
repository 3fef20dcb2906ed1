package dev.continuo.transform.random;

import dev.continuo.transform.constructs.ClassFiles;
import dev.continuo.transform.constructs.FrontEnd;
import dev.continuo.transform.constructs.PlainSide;
import dev.continuo.transform.constructs.SourceCompiler;
import dev.continuo.transform.constructs.TransformedClasses;
import dev.continuo.transform.constructs.Variant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Programs that were compiled together, both sides ready to run. Nothing but a batch holds its
 * classes and their loaders, so that a long run needs no more memory than one batch.
 *
 * @param plain runs them as they are
 * @param transformed what the transformer makes of them
 */
record Batch(PlainSide plain, TransformedClasses transformed) {

  /** What every batch is made with: compiled once. */
  static final class Workshop {

    private final Path folder;
    private final MemoryCompiler compiler;
    private final Map<String, byte[]> plainVocabulary;
    private final Map<String, byte[]> shared = new ConcurrentHashMap<>();
    private final FrontEnd frontEnd;
    private final @Nullable JavacFrontEnd javac;
    private final @Nullable CliFolders cli;

    /**
     * @param purpose names its folder, which is emptied
     */
    Workshop(String purpose) throws IOException {
      this(purpose, FrontEnd.TRANSFORMER);
    }

    /**
     * @param purpose names its folder, which is emptied
     * @param frontEnd what makes the transformed side
     */
    Workshop(String purpose, FrontEnd frontEnd) throws IOException {
      this.frontEnd = frontEnd;
      this.plainVocabulary = PlainSide.vocabulary();
      this.folder = SourceCompiler.emptyFolder(purpose);
      Path classes = Files.createDirectories(folder.resolve("classes"));
      String classPath = System.getProperty("java.class.path");
      List<Path> sources =
          new ArrayList<>(SourceCompiler.sources(Path.of("src", "test", "random")));
      sources.addAll(
          SourceCompiler.sources(Path.of("src", "test", "constructs", "java11", "support")));
      Variant variant = new Variant("random", Variant.Compiler.JAVAC, 17, List.of("-g"), 0, true);
      SourceCompiler.compile(variant, sources, classPath, classes);
      this.compiler =
          new MemoryCompiler(classes + System.getProperty("path.separator") + classPath);
      this.javac =
          frontEnd == FrontEnd.JAVAC ? JavacFrontEnd.of(variant, sources, classPath, folder) : null;
      this.cli = frontEnd == FrontEnd.CLI ? CliFolders.of(classes, classPath, folder) : null;
    }

    /** Where reports of failures may be written. */
    Path folder() {
      return folder;
    }

    Batch batch(List<Program> programs) throws MemoryCompiler.RejectedException {
      Map<String, String> sources = new LinkedHashMap<>();
      programs.forEach(program -> sources.put(program.name(), program.text()));
      Map<String, byte[]> compiled = compiler.compile(sources);
      ClassFiles files =
          name -> {
            byte[] bytes = compiled.get(name);
            return bytes != null ? bytes : shared(name);
          };
      return new Batch(
          new PlainSide(files, plainVocabulary), transformed(sources, compiled, files));
    }

    private TransformedClasses transformed(
        Map<String, String> sources, Map<String, byte[]> compiled, ClassFiles files) {
      Path dumps = folder.resolve("dump");
      if (javac != null) {
        return new TransformedClasses(files, dumps, javac.compile(sources));
      }
      if (cli != null) {
        return new TransformedClasses(files, dumps, cli.transform(compiled));
      }
      return frontEnd == FrontEnd.AGENT
          ? TransformedClasses.whenLoaded(files, dumps)
          : new TransformedClasses(files, dumps);
    }

    private byte @Nullable [] shared(String name) {
      byte[] bytes = shared.get(name);
      Path file = folder.resolve("classes").resolve(name + ".class");
      if (bytes == null && Files.exists(file)) {
        try {
          bytes = Files.readAllBytes(file);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        shared.put(name, bytes);
      }
      return bytes;
    }
  }
}
