package dev.continuo.transform.plan;

import dev.continuo.transform.RuntimeNames;
import dev.continuo.transform.find.AsyncMethod;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Names the coroutine classes and bodies of one class, the same on every run.
 *
 * <p>{@code Hello.sum} becomes {@code Hello$sum$async} and {@code lambda$Hello$sum$async};
 * overloads, names that differ only in case, and names that the user's classes have already get a
 * number behind; file names over 255 bytes are cut and end in a hash.
 */
public final class Naming {

  private static final int FILE_NAME_LIMIT = 255 - ".class".length();
  private static final int PARAMETER_LIMIT = 255;

  private final ClassNode host;
  private final Predicate<String> isTaken;
  private final Set<String> used = new HashSet<>();
  private final Set<String> methodNames = new HashSet<>();

  /**
   * Names the parts of a class.
   *
   * @param host the class
   * @param isTaken whether a class of that internal name exists that is not a coroutine class of
   *     this host
   */
  public Naming(ClassNode host, Predicate<String> isTaken) {
    this.host = host;
    this.isTaken = isTaken;
    host.methods.forEach(m -> methodNames.add(m.name));
  }

  /**
   * Names the parts of the next method.
   *
   * @param async the method
   * @return its names
   */
  public CoroutineNames next(AsyncMethod async) {
    String simple = host.name.substring(host.name.lastIndexOf('/') + 1);
    for (int number = 1; ; number++) {
      String suffix = "$async" + (number == 1 ? "" : "$" + number);
      String frameClass = packagePrefix() + fit(simple + "$" + async.node().name, suffix);
      String body = "lambda$" + simple + "$" + async.node().name + suffix;
      if (used.contains(frameClass.toLowerCase(Locale.ROOT))
          || methodNames.contains(body)
          || isTaken.test(frameClass)) {
        continue;
      }
      used.add(frameClass.toLowerCase(Locale.ROOT));
      return names(async, frameClass, body);
    }
  }

  private CoroutineNames names(AsyncMethod async, String frameClass, String body) {
    boolean isInterface = (host.access & Opcodes.ACC_INTERFACE) != 0;
    boolean passesFields = async.argumentSlots() + 2 > PARAMETER_LIMIT;
    boolean receiverFirst = isInterface && !async.isStatic();
    StringBuilder descriptor = new StringBuilder("(");
    if (receiverFirst) {
      descriptor.append('L').append(host.name).append(';');
    }
    if (!passesFields) {
      for (Type type : Type.getArgumentTypes(async.node().desc)) {
        descriptor.append(type.getDescriptor());
      }
    }
    descriptor.append(RuntimeNames.DRIVER_DESCRIPTOR).append('L').append(frameClass).append(";)");
    descriptor.append("Ljava/lang/Object;");
    return new CoroutineNames(
        host.name,
        isInterface,
        async.node().name,
        frameClass,
        body,
        descriptor.toString(),
        async.isStatic() || isInterface,
        passesFields);
  }

  private String packagePrefix() {
    return host.name.substring(0, host.name.lastIndexOf('/') + 1);
  }

  private static String fit(String stem, String suffix) {
    if (bytes(stem + suffix) <= FILE_NAME_LIMIT) {
      return stem + suffix;
    }
    String hash = "$" + Integer.toHexString(stem.hashCode());
    String cut = stem;
    while (bytes(cut + hash + suffix) > FILE_NAME_LIMIT) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut + hash + suffix;
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }
}
