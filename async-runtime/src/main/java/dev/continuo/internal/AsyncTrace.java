package dev.continuo.internal;

import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.Launch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives an exception that crosses awaits the stack trace that ordinary calls would have given it.
 *
 * <pre>
 *   as the JVM made it                          as users see it
 *   Store.check                                 Store.check
 *   Store.lambda$Store$load$async               Store.load
 *   Store$load$async.resume                     Store.sum         ◀─ suspended: from its frame
 *   Driver.loop                                 Store.main        ◀─ suspended: from its frame
 *   LoopTask.step, DefaultLoop.tick, …          Continuo.run
 *   Continuo.run                                Store.main(String[])
 *   Store.main(String[])
 * </pre>
 *
 * An exception that was made elsewhere (another thread, another task) keeps its own elements and
 * gets the awaiting chain after them when it is delivered, as in Python, where {@code result()}
 * raises it again. A chain is added once (see {@link Deliveries}), the whole is bounded, and an
 * exception that refuses a new trace keeps the old one.
 */
final class AsyncTrace {

  /** The most elements that are ever added to; the JVM's own default for a trace. */
  static final int LIMIT = 1024;

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final String DRIVER = Driver.class.getName();
  private static final String LAUNCH = Launch.class.getName();

  private AsyncTrace() {}

  /**
   * An exception leaves a frame or reaches a handler of it.
   *
   * @param root the outermost method of the chain on the Java stack, if another one awaits it
   * @param callers the suspended methods that await the chain on the Java stack
   */
  static void complete(
      Throwable failure, @Nullable StackTraceElement root, List<StackTraceElement> callers) {
    if (failure instanceof StackOverflowError) {
      return; // there is no room to look at it: even class initialisers would fail here
    }
    try {
      insert(failure, root, callers);
    } catch (RuntimeException e) {
      refused(failure, e);
    }
  }

  /**
   * An exception leaves the body of a synchronous generator. A coroutine that consumes it completes
   * the trace later, and has to find its driver there.
   */
  static void rename(Throwable failure) {
    if (failure instanceof StackOverflowError) {
      return;
    }
    try {
      StackTraceElement[] made = failure.getStackTrace();
      int cut = indexOfDriver(made);
      List<StackTraceElement> seen = visible(made, 0, cut);
      seen.addAll(Arrays.asList(made).subList(cut, made.length));
      failure.setStackTrace(bounded(seen));
    } catch (RuntimeException e) {
      refused(failure, e);
    }
  }

  /**
   * An exception passes a generator that emits all of another source, whose body is not on the Java
   * stack: its place goes before the elements of those who ask the generator for elements.
   *
   * <pre>
   *   the exception     inner.body                     Driver.loop, …
   *   this thread                    consumer, others  Driver.loop, …
   *                                ▲ the place
   * </pre>
   *
   * @param callers the suspended methods that await the chain on the Java stack
   */
  static void passing(Throwable failure, StackTraceElement place, List<StackTraceElement> callers) {
    if (failure instanceof StackOverflowError) {
      return;
    }
    try {
      StackTraceElement[] made = failure.getStackTrace();
      if (made.length >= LIMIT) {
        return;
      }
      StackTraceElement[] now = new Throwable().getStackTrace();
      int cut = indexOfDriver(now);
      List<StackTraceElement> consumers = visible(now, 0, cut);
      int madeCut = indexOfDriver(made);
      if (madeCut == made.length && cut < now.length) { // it was completed already
        consumers.addAll(callers);
        consumers.addAll(visible(now, cut, now.length));
      }
      List<StackTraceElement> seen = visible(made, 0, madeCut);
      seen.add(endWithout(seen, consumers), place);
      seen.addAll(Arrays.asList(made).subList(madeCut, made.length));
      failure.setStackTrace(bounded(seen));
    } catch (RuntimeException e) {
      refused(failure, e);
    }
  }

  /** Where the elements of a trace begin that are the last of it; its end if they are not there. */
  private static int endWithout(List<StackTraceElement> trace, List<StackTraceElement> last) {
    int begin = trace.size() - last.size();
    return begin >= 0 && trace.subList(begin, trace.size()).equals(last) ? begin : trace.size();
  }

  private static void insert(
      Throwable failure, @Nullable StackTraceElement root, List<StackTraceElement> callers) {
    StackTraceElement[] made = failure.getStackTrace();
    int cut = indexOfDriver(made);
    if (cut == made.length) {
      extend(failure, callers, false);
      return;
    }
    List<StackTraceElement> seen = visible(made, 0, cut);
    seen.addAll(callers.subList(alreadyIn(seen, root, callers), callers.size()));
    seen.addAll(visible(made, cut, made.length));
    failure.setStackTrace(bounded(seen));
  }

  /**
   * How many of the callers were still on the Java stack when the exception was made: it waited in
   * a handler that suspended before it was looked at first. Their lines may differ.
   */
  private static int alreadyIn(
      List<StackTraceElement> made,
      @Nullable StackTraceElement root,
      List<StackTraceElement> callers) {
    if (root == null || made.isEmpty() || sameMethod(made.get(made.size() - 1), root)) {
      return 0; // it was made since the root was resumed
    }
    for (int n = Math.min(made.size(), callers.size()); n > 0; n--) {
      List<StackTraceElement> last = made.subList(made.size() - n, made.size());
      int i = 0;
      while (i < n && sameMethod(last.get(i), callers.get(i))) {
        i++;
      }
      if (i == n) {
        return n;
      }
    }
    return 0;
  }

  private static boolean sameMethod(StackTraceElement one, StackTraceElement other) {
    return one.getMethodName().equals(other.getMethodName())
        && one.getClassName().equals(other.getClassName());
  }

  /**
   * An exception that has its elements already is thrown into a chain.
   *
   * @param isNew whether the chain is known not to be in the trace, whatever it looks like
   */
  static void append(Throwable failure, List<StackTraceElement> chain, boolean isNew) {
    try {
      extend(failure, chain, isNew);
    } catch (RuntimeException e) {
      refused(failure, e);
    }
  }

  private static void extend(Throwable failure, List<StackTraceElement> chain, boolean isNew) {
    if (chain.isEmpty()) {
      return;
    }
    List<StackTraceElement> seen = new ArrayList<>(visible(failure.getStackTrace()));
    boolean isIn = !isNew && Collections.indexOfSubList(seen, chain) >= 0;
    if (seen.size() < LIMIT && !isIn) {
      seen.addAll(chain);
      failure.setStackTrace(bounded(seen));
    }
  }

  /** The chain that runs now: its portion of the Java stack, then the suspended callers. */
  static List<StackTraceElement> here(List<StackTraceElement> callers) {
    StackTraceElement[] now = new Throwable().getStackTrace();
    List<StackTraceElement> seen = visible(now, 0, indexOfDriver(now));
    seen.addAll(callers);
    return seen;
  }

  /** A trace of another thread or of an exception under the names that users know. */
  static List<StackTraceElement> visible(StackTraceElement[] made) {
    return visible(made, 0, made.length);
  }

  private static int indexOfDriver(StackTraceElement[] made) {
    int i = 0;
    while (i < made.length && !isDriverLoop(made[i])) {
      i++;
    }
    return i;
  }

  private static boolean isDriverLoop(StackTraceElement element) {
    return element.getMethodName().equals("loop") && element.getClassName().equals(DRIVER);
  }

  private static List<StackTraceElement> visible(StackTraceElement[] made, int from, int to) {
    List<StackTraceElement> seen = new ArrayList<>(to - from);
    StackTraceElement body = null;
    for (int i = from; i < to; i++) {
      StackTraceElement element = ChainDriver.asUsersSeeIt(made[i]);
      if (element != null) {
        seen.add(element);
        body = element;
      } else if (made[i].getClassName().equals(LAUNCH) && i + 1 < to && isRamp(made[i + 1], body)) {
        i++; // the body of the same method is there already
      }
    }
    return seen;
  }

  private static boolean isRamp(StackTraceElement element, @Nullable StackTraceElement body) {
    return body == null
        || (element.getClassName().equals(body.getClassName())
            && element.getMethodName().equals(body.getMethodName()));
  }

  /** An exception class of the user's overrides the accessors of its trace, and they fail. */
  private static void refused(Throwable failure, RuntimeException reason) {
    LOG.log(
        System.Logger.Level.DEBUG,
        () -> "the stack trace of a " + failure.getClass().getName() + " could not be completed",
        reason);
  }

  private static StackTraceElement[] bounded(List<StackTraceElement> elements) {
    StackTraceElement[] all = elements.toArray(new StackTraceElement[0]);
    return all.length <= LIMIT ? all : Arrays.copyOf(all, LIMIT);
  }
}
