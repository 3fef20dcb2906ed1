package dev.example;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Loads Hello through loaders of several kinds. */
public class Loaders {

  /** Defines the classes of this program itself, and sees of others only what it imports. */
  static class Bundle extends ClassLoader {
    static {
      registerAsParallelCapable();
    }

    Bundle(String name) {
      super(name, null);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("java.") || name.startsWith("dev.continuo.")) {
        return Loaders.class.getClassLoader().loadClass(name);
      }
      if (!name.startsWith("dev.example.")) {
        throw new ClassNotFoundException(name + " is not imported");
      }
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        try {
          return defineClass(name, bytes, 0, bytes.length);
        } catch (LinkageError e) {
          Class<?> raced = findLoadedClass(name);
          if (raced == null) {
            throw e;
          }
          return raced;
        }
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return name.startsWith("dev/") ? Loaders.class.getClassLoader().getResourceAsStream(name) : null;
    }
  }

  public static void main(String[] args) throws Exception {
    for (int round = 0; round < 20; round++) {
      Bundle bundle = new Bundle(round % 2 == 0 ? null : "bundle " + round);
      List<Thread> threads = new ArrayList<>();
      List<Object> results = java.util.Collections.synchronizedList(new ArrayList<>());
      CountDownLatch go = new CountDownLatch(1);
      for (int i = 0; i < 4; i++) {
        Thread thread =
            new Thread(
                () -> {
                  try {
                    go.await();
                    Class<?> hello = bundle.loadClass("dev.example.Hello");
                    if (hello.getClassLoader() != bundle) {
                      throw new AssertionError(hello.getClassLoader());
                    }
                    results.add(
                        dev.continuo.Continuo.run(
                            (dev.continuo.Coroutine<?>) hello.getMethod("sum").invoke(null)));
                  } catch (Throwable t) {
                    results.add(t);
                  }
                });
        thread.start();
        threads.add(thread);
      }
      go.countDown();
      for (Thread each : threads) {
        each.join();
      }
      System.out.println(results);
    }
  }
}
