package dev.example;

import static dev.continuo.Continuo.run;

import dev.continuo.Coroutine;
import java.io.IOException;
import java.io.InputStream;

/** Loads Hello through a loader that throws when it is asked for the class files of others. */
public class Hostile extends ClassLoader {

  private final String thrown;

  Hostile(String thrown) {
    super(Hostile.class.getClassLoader());
    this.thrown = thrown;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("dev.example.Hello")) {
      return super.loadClass(name, resolve);
    }
    Class<?> known = findLoadedClass(name);
    if (known != null) {
      return known;
    }
    String file = name.replace('.', '/') + ".class";
    try (InputStream in = getParent().getResourceAsStream(file)) {
      byte[] bytes = in.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    if (thrown.equals("error")) {
      throw new AssertionError("closed for today");
    }
    throw new IllegalStateException("closed for today");
  }

  public static void main(String[] args) throws Exception {
    Class<?> hello = new Hostile(args[0]).loadClass("dev.example.Hello");
    try {
      System.out.println("sum " + run((Coroutine<?>) hello.getMethod("sum").invoke(null)));
    } catch (Error | ReflectiveOperationException e) {
      System.out.println(e.getCause() == null ? e : e.getCause());
    }
  }
}
