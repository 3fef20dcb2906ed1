package dev.continuo.transform;

import dev.continuo.transform.classfile.ClassGlance;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;

/**
 * The {@code @Transformed} annotation of a class file, read without loading the class.
 *
 * @param format the format of the generated code
 * @param coroutines internal names of the coroutine classes that this host lists; empty on a
 *     coroutine class
 * @param host internal name of the host of this coroutine class; empty on a host
 */
public record Marker(int format, List<String> coroutines, String host) {

  private static final int SKIPPED =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  /**
   * Whether this marks a generated class, not a class of the user.
   *
   * @return true for a coroutine class
   */
  public boolean isCoroutineClass() {
    return !host.isEmpty();
  }

  /**
   * Reads the marker of a class file.
   *
   * @param classFile any bytes
   * @return the marker, or null if there is none or the bytes are not a readable class file
   */
  public static @Nullable Marker read(byte[] classFile) {
    ClassGlance glance = ClassGlance.at(classFile);
    if (!glance.isClassFile() || !glance.mentionsContinuo()) {
      return null;
    }
    try {
      ClassNode node = new ClassNode();
      new ClassReader(classFile).accept(node, SKIPPED);
      return of(node);
    } catch (RuntimeException e) {
      // Too new, or damaged behind the constant pool: the transformation of the class reports it.
      return null;
    }
  }

  /** The marker of a class that was read already. */
  static @Nullable Marker of(ClassNode node) {
    if (node.invisibleAnnotations == null) {
      return null;
    }
    for (AnnotationNode annotation : node.invisibleAnnotations) {
      if (annotation.desc.equals(RuntimeNames.TRANSFORMED_DESCRIPTOR)) {
        return decode(annotation);
      }
    }
    return null;
  }

  private static Marker decode(AnnotationNode annotation) {
    int format = 0;
    List<String> coroutines = List.of();
    String host = "";
    List<Object> values = annotation.values == null ? List.of() : annotation.values;
    for (int i = 0; i + 1 < values.size(); i += 2) {
      Object value = values.get(i + 1);
      switch ((String) values.get(i)) {
        case "format" -> format = (Integer) value;
        case "host" -> host = (String) value;
        case "coroutines" ->
            coroutines = ((List<?>) value).stream().map(String.class::cast).toList();
        default -> {
          // A later format may say more.
        }
      }
    }
    return new Marker(format, coroutines, host);
  }
}
