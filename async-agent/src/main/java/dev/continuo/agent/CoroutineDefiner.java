package dev.continuo.agent;

import dev.continuo.transform.GeneratedClass;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Defines the coroutine classes of a host in the host's own loader and package, before the host
 * itself is defined: {@code ClassLoader.defineClass}, which takes an opened {@code java.lang}.
 */
final class CoroutineDefiner {

  private final Instrumentation instrumentation;
  private @Nullable Access access;

  CoroutineDefiner(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** What java.lang keeps for itself. */
  private record Access(Method defineClass, Method findLoadedClass) {}

  /** Opened when it is needed: most of what a program loads has no coroutines. */
  private synchronized Access access() {
    Access known = access;
    if (known == null) {
      known = open();
      access = known;
    }
    return known;
  }

  private Access open() {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(CoroutineDefiner.class.getModule())),
        Set.of(),
        Map.of());
    try {
      Method defineClass =
          ClassLoader.class.getDeclaredMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ProtectionDomain.class);
      defineClass.setAccessible(true);
      Method findLoadedClass = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
      findLoadedClass.setAccessible(true);
      return new Access(defineClass, findLoadedClass);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no ClassLoader.defineClass", e);
    }
  }

  /**
   * Defines a class unless it is there: two threads may load one host at the same time, and then
   * the JVM asks for it twice.
   *
   * @param domain that of the host
   * @throws LinkageError if the loader refuses it
   */
  void define(ClassLoader loader, GeneratedClass coroutine, @Nullable ProtectionDomain domain) {
    String name = coroutine.internalName().replace('/', '.');
    byte[] bytes = coroutine.bytes();
    try {
      if (loaded(loader, name) == null) {
        var unused = access().defineClass.invoke(loader, name, bytes, 0, bytes.length, domain);
      }
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof LinkageError) || !isLoaded(loader, name)) {
        throw new IllegalStateException(
            loader + " does not take the coroutine class " + name + ": " + e.getCause(),
            e.getCause());
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("java.lang was opened and is not open", e);
    }
  }

  /**
   * Gives coroutine classes new code, all or none; those that are new are defined.
   *
   * @param domain that of the host
   * @return false if the JVM cannot, as their fields are not the same any more
   */
  boolean redefine(
      ClassLoader loader, List<GeneratedClass> coroutines, @Nullable ProtectionDomain domain) {
    List<ClassDefinition> definitions = new ArrayList<>();
    try {
      for (GeneratedClass coroutine : coroutines) {
        Class<?> known = loaded(loader, coroutine.internalName().replace('/', '.'));
        if (known != null) {
          definitions.add(new ClassDefinition(known, coroutine.bytes()));
        }
      }
      instrumentation.redefineClasses(definitions.toArray(ClassDefinition[]::new));
    } catch (UnsupportedOperationException e) {
      return false;
    } catch (ReflectiveOperationException | UnmodifiableClassException e) {
      throw new IllegalStateException("coroutine classes cannot be redefined", e);
    }
    for (GeneratedClass coroutine : coroutines) {
      define(loader, coroutine, domain);
    }
    return true;
  }

  private boolean isLoaded(ClassLoader loader, String name) {
    try {
      return loaded(loader, name) != null;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  private @Nullable Class<?> loaded(ClassLoader loader, String name)
      throws IllegalAccessException, InvocationTargetException {
    return (Class<?>) access().findLoadedClass.invoke(loader, name);
  }
}
