package dev.continuo;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several failures at once; Python's {@code ExceptionGroup}. A {@link TaskGroup} throws it.
 *
 * <pre>{@code
 * try {
 *   await(taskGroup(group -> ...));
 * } catch (ExceptionGroup e) {
 *   ExceptionGroup.Split parts = e.split(IOException.class);
 *   if (parts.matched() != null) { log("network", parts.matched()); }
 *   if (parts.rest() != null) { throw parts.rest(); }
 * }
 * }</pre>
 *
 * <p>For tools that know nothing of groups the first failure is the cause and the others are
 * suppressed exceptions. {@link #printStackTrace()} shows every one of them, numbered, with its own
 * stack:
 *
 * <pre>
 * dev.continuo.ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
 *     at shop.Checkout.pay(Checkout.java:20)
 *   [1] java.io.IOException: connection reset
 *       at shop.Bank.charge(Bank.java:12)
 *   [2] java.lang.IllegalStateException: sold out
 *       at shop.Stock.reserve(Stock.java:31)
 * </pre>
 *
 * <p>The list never changes.
 */
public final class ExceptionGroup extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the group says of itself, without the number of exceptions. */
  private final String message;

  /** What it holds, at least one. */
  private final Throwable[] exceptions;

  /**
   * Makes a group.
   *
   * @param message what failed, without the number of failures
   * @param exceptions the failures, at least one; some may be groups themselves
   * @throws IllegalArgumentException if there are none
   */
  public ExceptionGroup(String message, List<? extends Throwable> exceptions) {
    this(message, exceptions.toArray(new Throwable[0]));
  }

  /** Takes the array over. */
  private ExceptionGroup(String message, Throwable[] exceptions) {
    super(withCount(message, exceptions), exceptions[0]);
    this.message = message;
    this.exceptions = exceptions;
    for (int i = 1; i < exceptions.length; i++) {
      addSuppressed(exceptions[i]);
    }
  }

  private static String withCount(String message, Throwable[] exceptions) {
    int n = exceptions.length;
    if (n == 0) {
      throw new IllegalArgumentException("an ExceptionGroup needs at least one exception");
    }
    for (Throwable each : exceptions) {
      Objects.requireNonNull(each, "an exception of an ExceptionGroup");
    }
    return message + " (" + n + (n == 1 ? " sub-exception)" : " sub-exceptions)");
  }

  /**
   * The message without the number of failures, which {@link #getMessage} adds.
   *
   * @return what was given to the constructor
   */
  public String message() {
    return message;
  }

  /**
   * The failures.
   *
   * @return an unmodifiable list, never empty
   */
  public List<Throwable> exceptions() {
    return Collections.unmodifiableList(Arrays.asList(exceptions));
  }

  /**
   * The part of this group whose failures are of a type.
   *
   * @param type the type; of an {@link ExceptionGroup} type, whole groups match
   * @return as {@link #subgroup(Predicate)}
   */
  public @Nullable ExceptionGroup subgroup(Class<? extends Throwable> type) {
    return subgroup(type::isInstance);
  }

  /**
   * The part of this group whose failures match. Groups inside this one stay groups; those with
   * nothing left in them are dropped.
   *
   * @param condition asked for this group first, then for each failure, a group before what is in
   *     it; a group that matches is taken whole
   * @return a group with the same message and stack, this one if all of it matches, or null if
   *     nothing does
   */
  public @Nullable ExceptionGroup subgroup(Predicate<? super Throwable> condition) {
    return split(condition).matched();
  }

  /**
   * Parts the failures of a type from the others.
   *
   * @param type the type; of an {@link ExceptionGroup} type, whole groups match
   * @return as {@link #split(Predicate)}
   */
  public Split split(Class<? extends Throwable> type) {
    return split(type::isInstance);
  }

  /**
   * Parts the failures that match from the others; both keep the structure of this group.
   *
   * @param condition as for {@link #subgroup(Predicate)}
   * @return the two parts, of which one may be null
   */
  public Split split(Predicate<? super Throwable> condition) {
    if (condition.test(this)) {
      return new Split(this, null);
    }
    List<Throwable> matched = new ArrayList<>();
    List<Throwable> rest = new ArrayList<>();
    for (Throwable each : exceptions) {
      if (each instanceof ExceptionGroup group) {
        Split parts = group.split(condition);
        addIfThere(parts.matched(), matched);
        addIfThere(parts.rest(), rest);
      } else {
        (condition.test(each) ? matched : rest).add(each);
      }
    }
    return new Split(with(matched), with(rest));
  }

  private static void addIfThere(@Nullable ExceptionGroup group, List<Throwable> to) {
    if (group != null) {
      to.add(group);
    }
  }

  /** This group with some of its failures only. */
  private @Nullable ExceptionGroup with(List<Throwable> some) {
    if (some.isEmpty()) {
      return null;
    }
    if (isAll(some)) {
      return this;
    }
    ExceptionGroup part = new ExceptionGroup(message, some);
    part.setStackTrace(getStackTrace());
    addedLater().forEach(part::addSuppressed);
    return part;
  }

  private boolean isAll(List<Throwable> some) {
    if (some.size() != exceptions.length) {
      return false;
    }
    for (int i = 0; i < exceptions.length; i++) {
      if (some.get(i) != exceptions[i]) {
        return false;
      }
    }
    return true;
  }

  /** The suppressed exceptions that are no failures of this group: of resources, for example. */
  List<Throwable> addedLater() {
    List<Throwable> suppressed = Arrays.asList(getSuppressed());
    return suppressed.subList(exceptions.length - 1, suppressed.size());
  }

  @Override
  public void printStackTrace(PrintStream stream) {
    stream.print(GroupTrace.of(this));
  }

  @Override
  public void printStackTrace(PrintWriter writer) {
    writer.print(GroupTrace.of(this));
  }

  /**
   * The two parts of a group.
   *
   * @param matched what matched, or null if nothing did
   * @param rest what did not match, or null if all did
   */
  public record Split(@Nullable ExceptionGroup matched, @Nullable ExceptionGroup rest) {}
}
