package dev.continuo.javac;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/** Where javac may write the file of a class. */
final class OutputPlaces {

  private static final Path WORKING_DIRECTORY = Path.of("").toAbsolutePath().normalize();

  private final Elements elements;
  private final Filer filer;

  /** The folder of a package, asked once: it is the same for all of its classes. */
  private final Map<String, Optional<Path>> folders = new HashMap<>();

  OutputPlaces(Elements elements, Filer filer) {
    this.elements = elements;
    this.filer = filer;
  }

  /**
   * The files that may be the one of a class: one, or two if there is no {@code -d}, since javac
   * writes a class beside its source then; none if it is not to be a file at all.
   */
  List<Path> of(TypeElement type, @Nullable JavaFileObject source) {
    String fileName = fileName(type);
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    Path folder =
        folders
            .computeIfAbsent(moduleName(type) + "/" + packageName, key -> folder(type))
            .orElse(null);
    if (folder == null) {
      return List.of();
    }
    Path file = folder.resolve(fileName);
    Path sourceFile = folder.equals(WORKING_DIRECTORY) && source != null ? path(source) : null;
    Path beside = sourceFile == null ? file : sourceFile.resolveSibling(fileName);
    return beside.equals(file) ? List.of(file) : List.of(beside, file);
  }

  /** What the file manager says of the place of a class, for a message. */
  String describe(TypeElement type) {
    try {
      return resource(type).toUri().toString();
    } catch (IOException | RuntimeException e) {
      return "a place that it does not tell (" + e + ")";
    }
  }

  private Optional<Path> folder(TypeElement type) {
    try {
      return Optional.ofNullable(path(resource(type))).map(Path::getParent);
    } catch (IOException | RuntimeException e) {
      // A file manager of a tool, with files that are not there yet or are no files.
      return Optional.empty();
    }
  }

  /** With several modules, each has a folder; a Filer wants to hear of it then, and only then. */
  private FileObject resource(TypeElement type) throws IOException {
    String packageName = elements.getPackageOf(type).getQualifiedName().toString();
    String moduleName = moduleName(type);
    if (!moduleName.isEmpty()) {
      try {
        return filer.getResource(
            StandardLocation.CLASS_OUTPUT, moduleName + "/" + packageName, fileName(type));
      } catch (IOException | RuntimeException e) {
        // One module.
      }
    }
    return filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, fileName(type));
  }

  /** Empty without modules. */
  private String moduleName(TypeElement type) {
    ModuleElement module = elements.getModuleOf(type);
    return module == null ? "" : module.getQualifiedName().toString();
  }

  private String fileName(TypeElement type) {
    String binaryName = elements.getBinaryName(type).toString();
    return binaryName.substring(binaryName.lastIndexOf('.') + 1) + ".class";
  }

  /** The file on disk, or null if it is none. */
  static @Nullable Path path(FileObject file) {
    URI uri = file.toUri();
    if (uri == null || uri.getScheme() == null) {
      return null;
    }
    try {
      Path path = Path.of(uri).toAbsolutePath().normalize();
      return path.getFileSystem().equals(FileSystems.getDefault()) ? path : null;
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }
}
