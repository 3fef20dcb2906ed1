package dev.continuo.internal.observe;

/** A bean that management tools see until it is removed. */
public interface Registration {

  /** Makes a bean known to the platform's server. */
  static Registration of(LoopBean bean) {
    if (!LoopEvents.isPresent("java.lang.management.ManagementFactory")) {
      throw new UnsupportedOperationException(
          "the module java.management is not part of this run-time image: add it with jlink, or"
              + " with --add-modules java.management");
    }
    return Management.register(bean);
  }

  /** Takes it away. */
  void remove();
}
