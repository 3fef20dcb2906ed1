package dev.continuo;

import java.util.NoSuchElementException;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;

/**
 * A generator as plain Java can have one: its body runs on a thread of its own, which takes turns
 * with the consumer's. {@code PlainGenerators} puts it in front of every body.
 */
public final class PlainGenerator<T> {

  private static final ThreadLocal<PlainGenerator<?>> CURRENT = new ThreadLocal<>();
  private static final Object ENDED = new Object();

  /** What the two threads hand each other: a value, or a failure. */
  private static final class Message {
    final Object value;
    final Throwable failure;

    Message(Object value, Throwable failure) {
      this.value = value;
      this.failure = failure;
    }
  }

  private final Supplier<Object> body;
  private final SynchronousQueue<Message> toBody = new SynchronousQueue<>();
  private final SynchronousQueue<Message> toConsumer = new SynchronousQueue<>();
  private boolean started;
  private boolean ended;

  private PlainGenerator(Supplier<Object> body) {
    this.body = body;
  }

  public static <T> Generator<T> generator(Supplier<Object> body) {
    return new PlainGenerator<T>(body).new Sync();
  }

  public static <T> AsyncGenerator<T> asyncGenerator(Supplier<Object> body) {
    return new PlainGenerator<T>(body).new Async();
  }

  static Object emit(Object element) {
    PlainGenerator<?> generator = CURRENT.get();
    put(generator.toConsumer, new Message(element, null));
    return opened(take(generator.toBody));
  }

  private Object step(Object sent, Throwable thrown) {
    if (ended) {
      return ENDED;
    }
    if (!started) {
      started = true;
      if (thrown != null) {
        ended = true;
        throw Continuo.<RuntimeException>sneaky(thrown);
      }
      Thread thread = new Thread(this::run, "plain generator");
      thread.setDaemon(true);
      thread.start();
    } else {
      put(toBody, new Message(sent, thrown));
    }
    return opened(take(toConsumer));
  }

  private void run() {
    CURRENT.set(this);
    Message last;
    try {
      Object rest = body.get();
      if (rest != null) {
        Continuo.emitAll(rest);
      }
      last = new Message(ENDED, null);
    } catch (Throwable t) {
      last = new Message(null, t);
    }
    ended = true;
    put(toConsumer, last);
  }

  private static Object opened(Message message) {
    if (message.failure != null) {
      throw Continuo.<RuntimeException>sneaky(message.failure);
    }
    return message.value;
  }

  private static void put(SynchronousQueue<Message> queue, Message message) {
    try {
      queue.put(message);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Message take(SynchronousQueue<Message> queue) {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void closeNow(String kind) {
    if (!started) {
      ended = true;
      return;
    }
    try {
      if (step(null, new GeneratorExit()) != ENDED) {
        throw new IllegalStateException(kind + " ignored GeneratorExit");
      }
    } catch (GeneratorExit e) {
      comeOut(e);
    }
  }

  /** What fails in the closes of a generator that is closed comes out in place of the request. */
  private static void comeOut(GeneratorExit request) {
    Throwable first = null;
    for (Throwable failure : request.getSuppressed()) {
      if (failure instanceof CancelledError) {
        continue;
      }
      if (first == null) {
        first = failure;
      } else {
        first.addSuppressed(failure);
      }
    }
    if (first != null) {
      throw Continuo.<RuntimeException>sneaky(first);
    }
  }

  private final class Sync implements Generator<T> {
    private Object found = this;

    @Override
    public boolean hasNext() {
      if (found == this) {
        Object element = step(null, null);
        if (element == ENDED) {
          return false;
        }
        found = element;
      }
      return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Object taken = found;
      found = this;
      return (T) taken;
    }

    @Override
    public T send(Object value) {
      return taken(step(value, null));
    }

    @Override
    public T throwInto(Throwable failure) {
      return taken(step(null, failure));
    }

    @SuppressWarnings("unchecked")
    private T taken(Object element) {
      if (element == ENDED) {
        throw new NoSuchElementException();
      }
      return (T) element;
    }

    @Override
    public void close() {
      closeNow("generator");
    }
  }

  private final class Async implements AsyncGenerator<T> {
    @Override
    public Awaitable<T> next() {
      return send(null);
    }

    @Override
    public Awaitable<T> send(Object value) {
      return (Continuo.Plain<T>) () -> taken(step(value, null));
    }

    @Override
    public Awaitable<T> throwInto(Throwable failure) {
      return (Continuo.Plain<T>) () -> taken(step(null, failure));
    }

    @SuppressWarnings("unchecked")
    private T taken(Object element) {
      if (element == ENDED) {
        throw new StopAsyncIteration();
      }
      return (T) element;
    }

    @Override
    public Awaitable<Void> closeAsync() {
      return (Continuo.Plain<Void>)
          () -> {
            closeNow("async generator");
            return null;
          };
    }
  }
}
