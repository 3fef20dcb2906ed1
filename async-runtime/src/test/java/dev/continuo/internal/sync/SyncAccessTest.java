package dev.continuo.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.coroutine.BuiltIn;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncAccessTest {

  private static URL[] classPath() throws MalformedURLException {
    List<URL> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toUri().toURL());
    }
    return entries.toArray(URL[]::new);
  }

  /** Nothing of the runtime is initialized in a class loader of its own. */
  @Test
  void nullIsRefusedAsSuchThoughItIsTheFirstThingThatAProgramAwaits()
      throws IOException, ReflectiveOperationException {
    try (URLClassLoader fresh =
        new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
      List<String> refused = new ArrayList<>();
      for (Method method : fresh.loadClass(BuiltIn.class.getName()).getMethods()) {
        if (Arrays.stream(method.getParameterTypes())
            .anyMatch(type -> type.getName().startsWith("dev.continuo.sync."))) {
          try {
            method.invoke(null, new Object[method.getParameterCount()]);
          } catch (InvocationTargetException e) {
            refused.add(String.valueOf(e.getCause()));
          }
        }
      }
      assertThat(refused)
          .containsExactlyInAnyOrder(
              refusal("SendChannel.send(Object)"),
              refusal("ReceiveChannel.receive()"),
              refusal("AsyncQueue.put(Object)"),
              refusal("AsyncQueue.get()"),
              refusal("AsyncLock.acquire()"),
              refusal("AsyncSemaphore.acquire()"));
    }
  }

  private static String refusal(String method) {
    return "java.lang.NullPointerException: Cannot invoke \"dev.continuo.sync."
        + method
        + "\" on null";
  }
}
