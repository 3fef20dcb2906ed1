package dev.continuo.samples.tutorial;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.StopAsyncIteration;
import dev.continuo.annotation.Async;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop over an asynchronous source and an awaited try-with-resources stand for. The short
 * and the long form print the same, and each takes five seconds.
 *
 * <pre>
 * short form
 * connecting
 * connected
 * page 1
 * page 2
 * closing
 * closed
 * long form
 * connecting
 * …
 * closed
 * </pre>
 */
class LongForms {

  /** Takes a second to open and a second to close. */
  static final class Connection implements AsyncCloseable, AsyncIterable<String> {

    @Async
    static Coroutine<Connection> open() {
      System.out.println("connecting");
      await(sleep(ofSeconds(1)));
      System.out.println("connected");
      return value(new Connection());
    }

    @Override
    public AsyncIterator<String> asyncIterator() {
      return new Pages();
    }

    @Async
    @Override
    public Coroutine<@Nullable Void> closeAsync() {
      System.out.println("closing");
      await(sleep(ofSeconds(1)));
      System.out.println("closed");
      return done();
    }
  }

  /** Each page takes a second, and so does the answer that there is none left. */
  static final class Pages implements AsyncIterator<String> {
    private final Iterator<String> pages = List.of("page 1", "page 2").iterator();

    @Async
    @Override
    public Coroutine<String> next() {
      String data = await(fetchData());
      if (data.isEmpty()) {
        throw new StopAsyncIteration();
      }
      return value(data);
    }

    @Async
    private Coroutine<String> fetchData() {
      await(sleep(ofSeconds(1)));
      return value(pages.hasNext() ? pages.next() : "");
    }
  }

  @Async
  static Coroutine<Void> shortForm() {
    try (Connection connection = await(Connection.open())) {
      for (String page : each(connection)) {
        System.out.println(page);
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> longForm() {
    Connection connection = await(Connection.open());
    Throwable failure = null;
    try {

      AsyncIterator<String> pages = connection.asyncIterator();
      boolean running = true;
      while (running) {
        String page = "";
        try {
          page = await(pages.next());
        } catch (StopAsyncIteration e) {
          running = false;
        }
        if (running) {
          System.out.println(page);
        }
      }

    } catch (Throwable t) {
      failure = t;
      throw t;
    } finally {
      if (failure == null) {
        await(connection.closeAsync());
      } else {
        try {
          await(connection.closeAsync());
        } catch (Throwable t) {
          failure.addSuppressed(t);
        }
      }
    }
    return done();
  }

  @Async
  static Coroutine<Void> main() {
    System.out.println("short form");
    await(shortForm());
    System.out.println("long form");
    await(longForm());
    return done();
  }

  public static void main(String[] args) {
    run(main());
  }
}
