package dev.continuo.agent;

import dev.continuo.transform.TransformException;
import dev.continuo.transform.Transformer;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM calls with each class that it loads. Thread-safe; throws nothing.
 *
 * <p>All that a program without {@code @Async} sees of the agent is this class and the look at its
 * classes: what else the agent consists of is loaded with the first class that concerns it.
 */
final class AgentTransformer implements ClassFileTransformer {

  private final Instrumentation instrumentation;

  /** Null for the defaults. */
  private final @Nullable AgentOptions options;

  private volatile @Nullable ClassRewriter rewriter;

  /** A class of which nothing could be said, for want of stack or memory. */
  private volatile @Nullable String unsaid;

  AgentTransformer(Instrumentation instrumentation, @Nullable AgentOptions options) {
    this.instrumentation = instrumentation;
    this.options = options;
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || internalName == null) {
      return null; // classes of the JVM, and hidden ones, which nobody can give other classes
    }
    if (unsaid != null) {
      try {
        sayWhatIsUnsaid();
      } catch (Throwable t) {
        // Still no stack: with the next class.
      }
    }
    try {
      if (!concerns(internalName, classFile)) {
        return null;
      }
      return rewriter().rewrite(loader, internalName, redefined, domain, classFile);
    } catch (Throwable t) {
      // StackOverflowError too: what leaves this method is lost
      try {
        if (!concerns(internalName, classFile)) {
          return null; // even that look may have failed
        }
        return new FailedClass(loader, internalName, redefined, reason(t), t).substitute(classFile);
      } catch (Throwable again) {
        unsaid = internalName; // more may not be possible where the stack ends
        return null;
      }
    }
  }

  /** Looks before anything else of the transformer is loaded, or can fail. */
  private boolean concerns(String internalName, byte[] classFile) {
    return !RuntimeClasses.include(internalName)
        && Transformer.concerns(classFile)
        && (options == null || options.accepts(internalName.replace('/', '.')));
  }

  private ClassRewriter rewriter() {
    ClassRewriter known = rewriter;
    if (known == null) {
      // Outside of the monitor: it loads classes, and others may hold the lock of their loader.
      ClassRewriter made =
          new ClassRewriter(instrumentation, options == null ? AgentOptions.DEFAULTS : options);
      synchronized (this) {
        known = rewriter;
        if (known == null) {
          known = made;
          rewriter = made;
        }
      }
    }
    return known;
  }

  private void sayWhatIsUnsaid() {
    String name = unsaid;
    if (name != null) {
      AgentLog.print(
          "error: "
              + name.replace('/', '.')
              + " stays as the compiler wrote it: it was loaded where no stack, or no memory, was"
              + " left to transform it");
      unsaid = null;
    }
  }

  private static String reason(Throwable t) {
    return t instanceof TransformException ? String.valueOf(t.getMessage()) : t.toString();
  }
}
