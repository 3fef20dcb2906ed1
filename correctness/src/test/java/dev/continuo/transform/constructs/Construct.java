package dev.continuo.transform.constructs;

/**
 * One method of the construct sources that is run on both sides: static, {@code @Async}, with the
 * probe as its only parameter.
 *
 * @param className binary name of its class
 * @param method its name
 * @param returns what it returns
 */
public record Construct(String className, String method, Returns returns) {

  /** How the outcome of a construct is reached. */
  public enum Returns {
    COROUTINE,
    STAGE,
    NOTHING
  }

  /** The number and name of the group in TRANSFORMER.md's list, from the package's name. */
  String group() {
    int dot = className.lastIndexOf('.');
    if (dot < 0) {
      return "15 unnamed package";
    }
    String name = className.substring(0, dot).replace('_', ' ');
    return name.startsWith("c") ? name.substring(1).replaceFirst("^0", "") : name;
  }

  /** {@code 5 operand stack / CompoundAssignment.arrayElementPlus}. */
  String title() {
    return group() + " / " + className.substring(className.lastIndexOf('.') + 1) + "." + method;
  }

  /** Whether the construct is about static initialisers, which run once per class loader. */
  boolean needsFreshClasses() {
    return className.endsWith(".ClassInitialisation");
  }

  /**
   * Whether a cancellation looks as in plain Java: not where a CompletableFuture is in between,
   * which turns it into a CancellationException.
   */
  boolean cancellable() {
    return returns == Returns.COROUTINE && !className.startsWith("return_types");
  }
}
