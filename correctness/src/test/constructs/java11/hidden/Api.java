package hidden;

/** Hands out objects of a type that other packages cannot name. */
public final class Api {

  private Api() {}

  static class Hidden {
    @Override
    public String toString() {
      return "hidden";
    }
  }

  /** Makes one. */
  public static Hidden make() {
    return new Hidden();
  }

  /** Takes one back. */
  public static String take(Hidden hidden, int n, Hidden[] more) {
    return hidden.toString() + n + more.length;
  }

  /** Makes an array of them. */
  public static Hidden[] many(int n) {
    return new Hidden[n];
  }
}
