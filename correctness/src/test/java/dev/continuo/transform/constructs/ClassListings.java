package dev.continuo.transform.constructs;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;

/** Class files written out beside their Textifier listings, for whoever looks into a failure. */
final class ClassListings {

  private ClassListings() {}

  /**
   * Writes {@code NAME.class} and {@code NAME.txt} for each class.
   *
   * @return where they are
   */
  static String write(Path folder, Map<String, byte[]> classes) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey() + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(folder.resolve(entry.getKey() + ".txt")))) {
        new ClassReader(entry.getValue())
            .accept(new TraceClassVisitor(null, new Textifier(), out), 0);
      }
    }
    return folder + " (" + classes.size() + " classes)";
  }
}
