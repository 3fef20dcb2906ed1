package dev.continuo.coroutine;

/**
 * What is returned in place of a result: constants of {@link Driver}, compared by identity.
 * Generated code asks first whether something is one of them at all: a result is mostly cast next,
 * and its class known anyway.
 */
public final class Sentinel {

  private final String name;

  Sentinel(String name) {
    this.name = name;
  }

  @Override
  public String toString() {
    return name;
  }
}
