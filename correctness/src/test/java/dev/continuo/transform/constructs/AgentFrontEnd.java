package dev.continuo.transform.constructs;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.continuo.agent.AsyncAgent;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * async-agent in this JVM: what it registers with the JVM's {@link Instrumentation} is asked by the
 * JVM, but only about classes of a {@link LoadTimeLoader}. The plain side of a comparison has
 * classes with the same names, which must stay as they are.
 */
public final class AgentFrontEnd {

  private static boolean started;

  private AgentFrontEnd() {}

  /** Attaches the agent, once. */
  static synchronized void start() {
    if (started) {
      return;
    }
    Path jar = OwnFolder.of("by-async-agent").resolve("agent.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", AgentFrontEnd.class.getName());
    try {
      // Nothing but a manifest: the classes are on the class path.
      Files.createDirectories(jar.getParent());
      new JarOutputStream(Files.newOutputStream(jar), manifest).close();
      VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
      self.loadAgent(jar.toString());
      self.detach();
    } catch (IOException
        | AttachNotSupportedException
        | AgentLoadException
        | AgentInitializationException e) {
      throw new IllegalStateException("the agent cannot be attached to this JVM", e);
    }
    started = true;
  }

  /** Called by the JVM. */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    AsyncAgent.premain(null, forChosenLoaders(instrumentation));
  }

  /** The JVM's, but that a transformer which is added is asked about some loaders only. */
  private static Instrumentation forChosenLoaders(Instrumentation instrumentation) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            AgentFrontEnd.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> {
              try {
                if (method.getName().equals("addTransformer")) {
                  arguments[0] = new ForChosenLoaders((ClassFileTransformer) arguments[0]);
                }
                return method.invoke(instrumentation, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private record ForChosenLoaders(ClassFileTransformer agents) implements ClassFileTransformer {

    @Override
    public byte @Nullable [] transform(
        Module module,
        @Nullable ClassLoader loader,
        @Nullable String internalName,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] classFile)
        throws IllegalClassFormatException {
      if (!(loader instanceof LoadTimeLoader chosen)) {
        return null;
      }
      byte[] result = agents.transform(module, loader, internalName, redefined, domain, classFile);
      if (internalName != null) {
        chosen.loads(internalName, result == null ? classFile : result);
      }
      return result;
    }
  }
}
