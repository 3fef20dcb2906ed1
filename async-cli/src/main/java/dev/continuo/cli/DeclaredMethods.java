package dev.continuo.cli;

import dev.continuo.transform.Explanation;
import dev.continuo.transform.Marker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The methods of a class file, {@code @Async} or not: an {@link Explanation} has only those that
 * are.
 */
final class DeclaredMethods {

  private final boolean isTransformed;
  private final List<Declared> all;

  private record Declared(String name, String descriptor) {}

  private DeclaredMethods(boolean isTransformed, List<Declared> all) {
    this.isTransformed = isTransformed;
    this.all = all;
  }

  /** Reads a class file. Of one that is newer than what is understood, no methods are known. */
  static DeclaredMethods of(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Declared> all = new ArrayList<>();
    try {
      new ClassReader(bytes)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                  all.add(new Declared(name, descriptor));
                  return null;
                }
              },
              ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException e) {
      all.clear();
    }
    return new DeclaredMethods(Marker.read(bytes) != null, all);
  }

  /**
   * Why there is nothing to explain.
   *
   * @param async what there is to explain in that class
   * @return null if no method has the name that is wanted
   */
  @Nullable String whyNot(Wanted wanted, List<Explanation.Method> async) {
    List<String> named =
        all.stream()
            .filter(each -> wanted.isCalled(each.name()))
            .map(each -> signature(each.name(), each.descriptor()))
            .toList();
    if (named.isEmpty()) {
      return null;
    }
    String owner = wanted.className();
    if (isTransformed) {
      return owner + " was transformed before: explain classes as the compiler wrote them";
    }
    List<String> meant =
        all.stream()
            .filter(each -> wanted.means(each.name(), each.descriptor()))
            .map(each -> signature(each.name(), each.descriptor()))
            .toList();
    if (meant.isEmpty()) {
      return "none of the methods "
          + wanted.method()
          + " of "
          + owner
          + " has these parameters: "
          + String.join(", ", named);
    }
    return owner
        + "."
        + String.join(", ", meant)
        + (meant.size() == 1 ? " is not @Async; " : " are not @Async; ")
        + (async.isEmpty()
            ? owner + " has no @Async methods"
            : "the @Async methods of " + owner + " are " + signatures(async));
  }

  private static String signatures(List<Explanation.Method> methods) {
    return String.join(
        ", ", methods.stream().map(each -> signature(each.name(), each.descriptor())).toList());
  }

  private static String signature(String name, String descriptor) {
    StringJoiner parameters = new StringJoiner(", ", name + "(", ")");
    for (Type type : Type.getArgumentTypes(descriptor)) {
      parameters.add(type.getClassName());
    }
    return parameters.toString();
  }
}
