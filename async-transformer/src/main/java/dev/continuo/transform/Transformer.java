package dev.continuo.transform;

import dev.continuo.transform.classfile.ClassGlance;
import dev.continuo.transform.classfile.Hierarchy;
import net.bytebuddy.dynamic.ClassFileLocator;

/**
 * Transforms class files, one at a time. Thread-safe: it keeps no state but a cache of the class
 * path.
 *
 * <pre>{@code
 * var transformer = new Transformer(locator, TransformOptions.defaults());
 * TransformResult r = transformer.transform(Files.readAllBytes(file), "dev/example/Hello.class");
 * }</pre>
 */
public final class Transformer {

  private final Hierarchy hierarchy;
  private final TransformOptions options;

  /**
   * Sets up a transformer.
   *
   * @param classPath where the classes are that the transformed ones mention; the output directory,
   *     the compile class path and the platform. A class that is missing there fails nothing
   * @param options the settings
   */
  public Transformer(ClassFileLocator classPath, TransformOptions options) {
    this.hierarchy = new Hierarchy(classPath);
    this.options = options;
  }

  /**
   * Transforms one class file. Mistakes of the user, a corrupt file included, are diagnostics.
   *
   * @param classFile the bytes; not modified
   * @param location where they come from, for messages about a file that cannot be read
   * @return what became of it
   * @throws TransformException if the transformer has a defect
   */
  public TransformResult transform(byte[] classFile, String location) {
    hierarchy.forgetMissing();
    return new ClassTransformation(hierarchy, options, classFile, location).run();
  }

  /**
   * Whether a class file mentions this library at all: one that does not stays as it is. Looks at
   * the constant pool only, in about two microseconds, and needs no class path.
   *
   * @param classFile any bytes; not modified
   * @return false if {@link #transform} would leave it unchanged without a word
   */
  public static boolean concerns(byte[] classFile) {
    return concerns(classFile, classFile.length);
  }

  /**
   * The same for a class file at the start of a buffer.
   *
   * @param buffer any bytes; not modified
   * @param length how many of them are the class file
   * @return false if {@link #transform} would leave it unchanged without a word
   */
  public static boolean concerns(byte[] buffer, int length) {
    ClassGlance glance = ClassGlance.at(buffer, length);
    return !glance.isClassFile() || glance.mentionsContinuo();
  }

  /**
   * Says what {@link #transform} makes of one class file, without handing over its output.
   *
   * <pre>{@code
   * System.out.print(transformer.explain(bytes, "dev/example/Store.class").text());
   * }</pre>
   *
   * @param classFile the bytes, as the compiler wrote them; not modified
   * @param location where they come from, for messages about a file that cannot be read
   * @return suspension points, spilled variables and sizes of its {@code @Async} methods
   * @throws TransformException if the transformer has a defect
   */
  public Explanation explain(byte[] classFile, String location) {
    return new ClassTransformation(hierarchy, options, classFile, location).explain();
  }
}
