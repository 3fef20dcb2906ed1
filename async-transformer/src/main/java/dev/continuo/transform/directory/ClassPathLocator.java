package dev.continuo.transform.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;

/**
 * Finds class files in an output directory, on a class path, and in the running JDK, in this order.
 * Jars are opened at the first question: a module without {@code @Async} methods never asks one,
 * and then a missing entry is nobody's business either.
 */
final class ClassPathLocator implements ClassFileLocator {

  private final Path classes;
  private final List<Path> entries;
  private final Consumer<String> warnings;
  private @Nullable ClassFileLocator opened;

  ClassPathLocator(Path classes, List<Path> entries, Consumer<String> warnings) {
    this.classes = classes;
    this.entries = entries;
    this.warnings = warnings;
  }

  @Override
  public Resolution locate(String name) throws IOException {
    return opened().locate(name);
  }

  private synchronized ClassFileLocator opened() {
    if (opened == null) {
      List<ClassFileLocator> locators = new ArrayList<>();
      locators.add(new ClassFileLocator.ForFolder(classes.toFile()));
      for (Path entry : entries) {
        open(entry, locators);
      }
      locators.add(ClassFileLocator.ForClassLoader.ofPlatformLoader());
      opened = new ClassFileLocator.Compound(locators);
    }
    return opened;
  }

  private void open(Path entry, List<ClassFileLocator> locators) {
    ClassFileVersion running = ClassFileVersion.ofThisVm(ClassFileVersion.JAVA_V17);
    try {
      if (Files.isDirectory(entry)) {
        locators.add(ClassFileLocator.ForFolder.of(entry.toFile(), running));
      } else if (Files.exists(entry)) {
        locators.add(ClassFileLocator.ForJarFile.of(entry.toFile(), running));
      } else {
        warnings.accept(
            "class path entry "
                + entry
                + " does not exist: what its classes extend is not known; build it first, or remove it from the class path");
      }
    } catch (IOException e) {
      warnings.accept(
          "class path entry "
              + entry
              + " cannot be read ("
              + e.getMessage()
              + "): what its classes extend is not known; delete it, so that it is built or fetched again");
    }
  }

  @Override
  public synchronized void close() {
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException ignored) {
        // Jars were only read: nothing is lost.
      }
    }
  }
}
