package dev.continuo.transform.constructs;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Defines classes as the compiler wrote them; the agent changes them on their way into the JVM. */
final class LoadTimeLoader extends ClassLoader {

  private final ClassFiles files;
  private final Map<String, byte[]> loaded = new ConcurrentHashMap<>();

  LoadTimeLoader(ClassFiles files) {
    super(LoadTimeLoader.class.getClassLoader());
    this.files = files;
  }

  /** What the JVM got instead of the class file; null if it has not asked for that class. */
  byte @Nullable [] loaded(String internalName) {
    return loaded.get(internalName);
  }

  void loads(String internalName, byte[] classFile) {
    loaded.put(internalName, classFile);
  }

  /** Whether the class is there, without looking for it anywhere. */
  boolean hasDefined(String internalName) {
    return findLoadedClass(internalName.replace('/', '.')) != null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.read(name.replace('.', '/'));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes =
        name.endsWith(".class")
            ? files.read(name.substring(0, name.length() - ".class".length()))
            : null;
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }
}
