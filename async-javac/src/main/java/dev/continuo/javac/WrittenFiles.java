package dev.continuo.javac;

import dev.continuo.transform.directory.WrittenClasses;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;
import org.jspecify.annotations.Nullable;

/**
 * The class files that this compilation has written, and their sources. That javac has finished
 * with a class does not mean that there is a file: a tool may keep classes in memory, where a file
 * of an earlier compilation may lie at the same place. So a file counts only if it was not there
 * before, or has changed.
 */
final class WrittenFiles {

  /** The classes of one module; of all of them if there are no modules. */
  record OfModule(
      @Nullable ModuleElement module,
      WrittenClasses written,
      Map<String, JavaFileObject> sources) {}

  private record Collected(
      @Nullable ModuleElement module,
      SortedMap<String, Path> files,
      Map<String, JavaFileObject> sources) {}

  /**
   * What a file looks like. Asked twice for every class: without exceptions for files that are not
   * there, which in a fresh build is all of them.
   *
   * @param modified in milliseconds; {@link #ABSENT} if there is none
   */
  private record Fingerprint(Path file, long modified, long size) {
    static final long ABSENT = 0;

    static Fingerprint of(Path path) {
      File file = path.toFile();
      return new Fingerprint(path, file.lastModified(), file.length());
    }

    boolean hasChanged() {
      Fingerprint now = of(file);
      return now.modified != ABSENT && !now.equals(this);
    }
  }

  private final Elements elements;
  private final OutputPlaces places;
  private final Map<String, Collected> modules = new LinkedHashMap<>();
  private List<Fingerprint> before = List.of();
  private @Nullable TypeElement missing;
  private boolean anyWritten;

  WrittenFiles(Elements elements, Filer filer) {
    this.elements = elements;
    this.places = new OutputPlaces(elements, filer);
  }

  void beforeClass(TypeElement type, @Nullable JavaFileObject source) {
    List<Fingerprint> fingerprints = new ArrayList<>();
    for (Path file : places.of(type, source)) {
      fingerprints.add(Fingerprint.of(file));
    }
    before = fingerprints;
  }

  void afterClass(TypeElement type, @Nullable JavaFileObject source) {
    String name = elements.getBinaryName(type).toString();
    for (Fingerprint fingerprint : before) {
      if (fingerprint.hasChanged()) {
        add(type, name, fingerprint.file(), source);
        return;
      }
    }
    if (missing == null && AsyncCode.isIn(type)) {
      missing = type;
    }
  }

  /**
   * Says that classes are not written to disk, if that is so; null if not. A single class that is
   * missing is one that javac itself has refused, which it has said.
   */
  @Nullable String whyNothing() {
    if (missing == null || anyWritten) {
      return null;
    }
    return "@Async methods of %s are not transformed: javac's file manager, which a tool has provided, keeps classes in memory or writes them later. Its place is %s, and there is no new file. Compile to a directory (an IDE: delegate the build to Maven or Gradle), or transform the bytes with dev.continuo.transform.Transformer, or start java with -javaagent:async-agent.jar; then -Acontinuo.skip=true switches this off"
        .formatted(missing.getQualifiedName(), places.describe(missing));
  }

  /** What was written, by module. */
  List<OfModule> classes(Settings settings) {
    List<OfModule> all = new ArrayList<>();
    for (Collected collected : modules.values()) {
      WrittenClasses written =
          new WrittenClasses(
              collected.files(), settings.filter(), settings.options(), settings.failOnMisuse());
      all.add(new OfModule(collected.module(), written, collected.sources()));
    }
    return all;
  }

  private void add(TypeElement type, String name, Path file, @Nullable JavaFileObject source) {
    ModuleElement module = elements.getModuleOf(type);
    String moduleName = module == null ? "" : module.getQualifiedName().toString();
    Collected collected =
        modules.computeIfAbsent(
            moduleName, key -> new Collected(module, new TreeMap<>(), new LinkedHashMap<>()));
    collected.files().put(name, file);
    if (source != null) {
      collected.sources().put(sourcePath(name, source), source);
    }
    anyWritten = true;
  }

  /** As the transformer names it: package and SourceFile attribute (JVMS 4.7.10). */
  private static String sourcePath(String binaryName, JavaFileObject source) {
    String folder = binaryName.substring(0, binaryName.lastIndexOf('.') + 1).replace('.', '/');
    String path = source.toUri().getPath();
    String place = path == null ? source.getName().replace('\\', '/') : path;
    return folder + place.substring(place.lastIndexOf('/') + 1);
  }
}
