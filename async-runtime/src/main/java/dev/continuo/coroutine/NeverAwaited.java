package dev.continuo.coroutine;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds coroutines that were made and then dropped: a forgotten {@code await}. Off unless
 * assertions or debug mode are on; then every coroutine costs a weak reference and a look at the
 * stack for the place that made it.
 *
 * <pre>
 *   created ──started──▶ forgotten about
 *      ├──collected, and somebody polls──▶ reported
 *      ├──its Runner closes──▶ reported
 *      └──discarded by the program, as the transformer saw──▶ reported
 * </pre>
 */
final class NeverAwaited {

  /** Read at every creation and start of a coroutine; the only cost when tracking is off. */
  static boolean enabled =
      CoroutineFrame.class.desiredAssertionStatus() || Boolean.getBoolean("continuo.debug");

  private static final System.Logger LOG = System.getLogger("dev.continuo");
  private static final StackWalker STACK = StackWalker.getInstance();
  private static final int MAX_FRAMES_LOOKED_AT = 32;

  /** With more coroutines waiting for their start than this, places are not looked for any more. */
  private static final int MOST_PLACES = 10_000;

  private static final Map<Object, Entry> ENTRIES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<CoroutineFrame<?>> COLLECTED = new ReferenceQueue<>();
  private static final AtomicLong SEQUENCE = new AtomicLong();
  private static final AtomicInteger OPEN = new AtomicInteger();

  /** Who is told about the coroutines of a thread instead of the log. */
  private static final Map<Thread, Listener> LISTENERS = new ConcurrentHashMap<>();

  private NeverAwaited() {}

  /**
   * Who wants to be told.
   *
   * @param mark about coroutines made after this {@link #mark}
   * @param report gets a sentence for each
   */
  record Listener(long mark, Consumer<? super String> report) {}

  /** Sets who is told about the coroutines of this thread; returns who was before. */
  static @Nullable Object listen(@Nullable Listener listener) {
    Thread thread = Thread.currentThread();
    return listener == null ? LISTENERS.remove(thread) : LISTENERS.put(thread, listener);
  }

  static void created(CoroutineFrame<?> frame) {
    String source = frame.metadata();
    String place = OPEN.incrementAndGet() <= MOST_PLACES ? place(frame, source) : null;
    Entry entry = new Entry(frame, source, place);
    ENTRIES.put(entry, entry);
    reportCollected();
  }

  static void started(CoroutineFrame<?> frame) {
    remove(new Key(frame));
  }

  private static boolean remove(Object key) {
    boolean removed = ENTRIES.remove(key) != null;
    if (removed) {
      OPEN.decrementAndGet();
    }
    return removed;
  }

  /** Reports a coroutine whose value the program threw away, unless it was started before that. */
  static void discarded(CoroutineFrame<?> frame, String place) {
    if (frame.state == CoroutineFrame.NEW) {
      remove(new Key(frame));
      tell(Thread.currentThread(), Long.MAX_VALUE, frame.name(), place);
    }
  }

  /** A point in time to give to {@link #reportCreatedSince}. */
  static long mark() {
    return SEQUENCE.get();
  }

  /** Reports what this thread created after the mark and did not start. */
  static void reportCreatedSince(long mark) {
    reportCollected();
    Thread thread = Thread.currentThread();
    reportAll(entry -> entry.sequence >= mark && entry.thread == thread);
  }

  /** Reports what was collected without having been started. */
  static void reportCollected() {
    for (Object gone = COLLECTED.poll(); gone != null; gone = COLLECTED.poll()) {
      report((Entry) gone);
    }
  }

  private static void reportAll(Predicate<Entry> which) {
    List<Entry> found = new ArrayList<>();
    for (Entry entry : ENTRIES.values()) {
      if (which.test(entry)) {
        found.add(entry);
      }
    }
    found.sort(Comparator.comparingLong(entry -> entry.sequence));
    found.forEach(NeverAwaited::report);
  }

  private static void report(Entry entry) {
    if (remove(entry)) {
      FrameMetadata source = FrameMetadata.parse(entry.source);
      tell(
          entry.thread,
          entry.sequence,
          source.hostClass() + '.' + source.method(),
          entry.place == null ? "an unknown place" : entry.place);
    }
  }

  private static void tell(Thread maker, long sequence, String name, String place) {
    String text =
        "coroutine '"
            + name
            + "' was never awaited: it was created at "
            + place
            + " and its body never ran";
    Listener listener = LISTENERS.get(maker);
    if (listener != null && sequence >= listener.mark) {
      listener.report.accept(text);
    } else {
      LOG.log(System.Logger.Level.WARNING, text);
    }
  }

  /** The caller of the method that made the coroutine. */
  private static @Nullable String place(CoroutineFrame<?> frame, String metadata) {
    FrameMetadata source = FrameMetadata.parse(metadata);
    String frameClass = frame.getClass().getName();
    return STACK.walk(
        stack ->
            stack
                .limit(MAX_FRAMES_LOOKED_AT)
                .dropWhile(f -> isOurs(f.getClassName()) || f.getClassName().equals(frameClass))
                .dropWhile(
                    f ->
                        f.getClassName().equals(source.hostClass())
                            && f.getMethodName().equals(source.method()))
                .findFirst()
                .map(f -> BodyNames.asWritten(f.toStackTraceElement()).toString())
                .orElse(null));
  }

  private static boolean isOurs(String type) {
    return type.startsWith("dev.continuo.coroutine.")
        || type.startsWith("dev.continuo.internal.")
        || type.equals("dev.continuo.Continuo");
  }

  /** Finds an {@link Entry} by the identity of its coroutine. */
  private static final class Key {
    private final CoroutineFrame<?> frame;

    Key(CoroutineFrame<?> frame) {
      this.frame = frame;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(frame);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Entry entry && entry.refersTo(frame);
    }
  }

  private static final class Entry extends WeakReference<CoroutineFrame<?>> {
    private final int hash;
    private final String source;
    private final @Nullable String place;
    private final long sequence = SEQUENCE.getAndIncrement();
    private final Thread thread = Thread.currentThread();

    Entry(CoroutineFrame<?> frame, String source, @Nullable String place) {
      super(frame, COLLECTED);
      this.hash = System.identityHashCode(frame);
      this.source = source;
      this.place = place;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }
  }
}
