package dev.continuo.transform.classfile;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Answers questions about supertypes from class files. Thread-safe; what was read is remembered. A
 * class that is missing gives no answer, and nobody fails for it; it is not looked for again until
 * {@link #forgetMissing}.
 */
public final class Hierarchy {

  /** What a class file says about its supertypes. */
  private record Supertypes(@Nullable String superclass, List<String> interfaces, int access) {
    static final Supertypes NONE = new Supertypes(null, List.of(), 0);
  }

  private final ClassFileLocator locator;
  private final Map<String, Supertypes> known = new ConcurrentHashMap<>();
  private final Set<String> missing = ConcurrentHashMap.newKeySet();

  /**
   * Looks at the classes of a locator.
   *
   * @param locator where the class files are
   */
  public Hierarchy(ClassFileLocator locator) {
    this.locator = locator;
  }

  /**
   * Looks again for what was missing, as class loaders may get more class files. A search costs as
   * much as there are jars, and one transformation asks for the same few classes many times: so
   * once for each is the measure.
   */
  public void forgetMissing() {
    missing.clear();
  }

  /** An answer that may be unknown. */
  public enum Answer {
    /** Certainly. */
    YES,
    /** Certainly not. */
    NO,
    /** A class file on the way is missing. */
    UNKNOWN
  }

  /**
   * Whether a class exists.
   *
   * @param name internal name
   * @return true if its class file was found
   */
  public boolean exists(String name) {
    return supertypes(name).isPresent();
  }

  /**
   * Whether a type is an interface.
   *
   * @param name internal name
   * @return the answer
   */
  public Answer isInterface(String name) {
    return supertypes(name)
        .map(s -> (s.access & Opcodes.ACC_INTERFACE) != 0 ? Answer.YES : Answer.NO)
        .orElse(Answer.UNKNOWN);
  }

  /**
   * Whether a type is the same as another, extends or implements it.
   *
   * @param name internal name of a class or interface
   * @param ancestor internal name of the other
   * @return the answer
   */
  public Answer isSubtype(String name, String ancestor) {
    if (name.equals(ancestor) || ancestor.equals("java/lang/Object")) {
      return Answer.YES;
    }
    Set<String> seen = new LinkedHashSet<>();
    Answer otherwise = collect(name, true, seen);
    return seen.contains(ancestor) ? Answer.YES : otherwise;
  }

  /**
   * A class and its superclasses, the nearest first, as far as there are class files. Each is in it
   * once, also if a damaged class file makes a class its own ancestor.
   *
   * @param name internal name
   * @return internal names
   */
  public Set<String> lineage(String name) {
    Set<String> seen = new LinkedHashSet<>();
    collect(name, false, seen);
    return seen;
  }

  /** Adds a type and its ancestors; UNKNOWN if some are missing, else NO. */
  private Answer collect(String name, boolean interfaces, Set<String> seen) {
    Answer complete = Answer.NO;
    Deque<String> work = new ArrayDeque<>(List.of(name));
    while (!work.isEmpty()) {
      String next = work.remove();
      Optional<Supertypes> own = seen.add(next) ? supertypes(next) : Optional.of(Supertypes.NONE);
      if (own.isEmpty()) {
        complete = Answer.UNKNOWN;
        continue;
      }
      if (own.get().superclass != null) {
        work.add(own.get().superclass);
      }
      if (interfaces) {
        work.addAll(own.get().interfaces);
      }
    }
    return complete;
  }

  private Optional<Supertypes> supertypes(String name) {
    Supertypes found = known.get(name);
    if (found != null || missing.contains(name)) {
      return Optional.ofNullable(found);
    }
    // Not in computeIfAbsent, which locks: a class loader is asked, and does what it likes.
    Optional<Supertypes> read = read(name);
    if (read.isPresent()) {
      known.putIfAbsent(name, read.get());
    } else {
      missing.add(name);
    }
    return read;
  }

  /**
   * The class file of a class.
   *
   * @param name internal name
   * @return its bytes, or empty if it is missing
   */
  public Optional<byte[]> bytes(String name) {
    try {
      ClassFileLocator.Resolution resolution = locator.locate(name.replace('/', '.'));
      return resolution.isResolved() ? Optional.of(resolution.resolve()) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      // A class file that cannot be read answers nothing, like one that is missing. The agent asks
      // class loaders of the program, which may throw anything.
      return Optional.empty();
    }
  }

  private Optional<Supertypes> read(String name) {
    try {
      return bytes(name)
          .map(ClassReader::new)
          .map(r -> new Supertypes(r.getSuperName(), List.of(r.getInterfaces()), r.getAccess()));
    } catch (RuntimeException e) {
      // Damaged, or newer than ASM reads: answers nothing.
      return Optional.empty();
    }
  }
}
