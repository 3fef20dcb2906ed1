package dev.continuo.transform.constructs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * All construct sources compiled by one variant.
 *
 * @param variant the compiler
 * @param folder the class files
 * @param constructs what there is to run
 * @param sources what was compiled, but for what all variants share
 */
record CompiledConstructs(
    Variant variant, Path folder, List<Construct> constructs, List<Path> sources)
    implements ClassFiles {

  private static final Path SOURCES = Path.of("src", "test", "constructs");
  private static final String PROBE = "(Ldev/continuo/constructs/Steps;)";

  private static final Map<Variant, CompiledConstructs> COMPILED = new HashMap<>();
  private static final Map<Variant, TransformedClasses> TRANSFORMED = new HashMap<>();

  /** The constructs of a variant, compiled once per JVM. */
  static synchronized CompiledConstructs of(Variant variant) throws IOException {
    CompiledConstructs compiled = COMPILED.get(variant);
    if (compiled == null) {
      compiled = compile(variant);
      COMPILED.put(variant, compiled);
    }
    return compiled;
  }

  /** Where failing tests write classes to. */
  Path dumps() {
    return folder.resolveSibling("dump");
  }

  /** What the transformer makes of them: one for all tests of a JVM, which fill it. */
  TransformedClasses transformed() {
    synchronized (CompiledConstructs.class) {
      return TRANSFORMED.computeIfAbsent(
          variant,
          any ->
              new TransformedClasses(
                  this,
                  dumps(),
                  variant.compiler() == Variant.Compiler.JACOCO_AGENT
                      ? CoverageProbes::insert
                      : UnaryOperator.identity(),
                  null));
    }
  }

  /** Compiles every folder {@code javaN} that the variant's release allows, and the generated. */
  private static CompiledConstructs compile(Variant variant) throws IOException {
    Path folder = SourceCompiler.emptyFolder(variant.name());
    Path classes = Files.createDirectories(folder.resolve("classes"));
    List<Path> sources = new ArrayList<>();
    String own = variant.compiler().ownSources();
    if (own == null) {
      sources.addAll(GeneratedSources.write(folder.resolve("generated")));
      sources.addAll(javaSources(variant));
    } else {
      sources.addAll(SourceCompiler.sources(SOURCES.resolve(own)));
      List<Path> support = SourceCompiler.sources(SOURCES.resolve("java11").resolve("support"));
      SourceCompiler.compile(
          variant.withJavac(), support, System.getProperty("java.class.path"), classes);
    }
    SourceCompiler.compile(variant, sources, System.getProperty("java.class.path"), classes);
    return new CompiledConstructs(variant, classes, find(classes), sources);
  }

  /** The same sources, compiled and transformed in one by async-javac. */
  ClassFiles byJavacFrontEnd() throws IOException {
    Path transformed = Files.createDirectories(folder.resolveSibling("by-async-javac"));
    List<Path> all = new ArrayList<>(sources);
    if (variant.compiler().ownSources() != null) {
      all.addAll(SourceCompiler.sources(SOURCES.resolve("java11").resolve("support")));
    }
    SourceCompiler.compileTransformed(
        variant, all, System.getProperty("java.class.path"), transformed);
    return new CompiledConstructs(variant, transformed, constructs, sources);
  }

  private static List<Path> javaSources(Variant variant) throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> levels = Files.list(SOURCES)) {
      for (Path level : levels.sorted().toList()) {
        if (accepts(variant, level.getFileName().toString())) {
          sources.addAll(SourceCompiler.sources(level));
        }
      }
    }
    return sources;
  }

  /**
   * Folders are named {@code java17}, or {@code java17-javac} if Eclipse's compiler fails there.
   */
  private static boolean accepts(Variant variant, String folder) {
    if (!folder.startsWith("java")) {
      return false;
    }
    String[] parts = folder.substring("java".length()).split("-", 2);
    return Integer.parseInt(parts[0]) <= variant.release()
        && (parts.length == 1 || variant.compiler() != Variant.Compiler.ECJ);
  }

  private static List<Construct> find(Path classes) throws IOException {
    List<Construct> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        ClassNode node = new ClassNode();
        new ClassReader(Files.readAllBytes(file)).accept(node, ClassReader.SKIP_CODE);
        for (MethodNode method : node.methods) {
          if (isConstruct(method)) {
            found.add(
                new Construct(node.name.replace('/', '.'), method.name, returns(method.desc)));
          }
        }
      }
    }
    return found;
  }

  /** Private ones are helpers of the others, and so are those that return a typed coroutine. */
  private static boolean isConstruct(MethodNode method) {
    boolean entry =
        (method.access & Opcodes.ACC_STATIC) != 0
            && (method.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC)) == 0
            && method.desc.startsWith(PROBE)
            && (method.desc.endsWith(")V")
                || (method.signature != null && method.signature.endsWith("<*>;")));
    return entry && isAsync(method);
  }

  private static boolean isAsync(MethodNode method) {
    if (method.visibleAnnotations == null) {
      return false;
    }
    for (AnnotationNode annotation : method.visibleAnnotations) {
      if (annotation.desc.equals("Ldev/continuo/annotation/Async;")) {
        return true;
      }
    }
    return false;
  }

  private static Construct.Returns returns(String descriptor) {
    if (descriptor.endsWith(")V")) {
      return Construct.Returns.NOTHING;
    }
    return descriptor.endsWith("/Coroutine;")
        ? Construct.Returns.COROUTINE
        : Construct.Returns.STAGE;
  }

  @Override
  public byte @Nullable [] read(String internalName) {
    try {
      Path file = folder.resolve(internalName + ".class");
      return Files.exists(file) ? Files.readAllBytes(file) : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
