package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofMillis;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Streams;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks which ports of this machine somebody listens at, a hundred at a time: {@code ./sample
 * net/port-scanner 1 9999}.
 */
class PortScanner {

  private static final int AT_ONCE = 100;
  private static final ConnectOptions OPTIONS = ConnectOptions.DEFAULT.withTimeout(ofMillis(500));

  @Async
  static Coroutine<Boolean> isOpen(int port) {
    try {
      Connection connection =
          await(Streams.openConnection("127.0.0.1", port, OPTIONS), IOException.class);
      connection.abort();
      return value(true);
    } catch (IOException e) {
      return value(false);
    }
  }

  @Async
  static Coroutine<List<Integer>> scan(int first, int last) {
    List<Integer> ports = IntStream.rangeClosed(first, last).boxed().toList();
    List<Boolean> open = await(mapConcurrent(ports, AT_ONCE, PortScanner::isOpen));
    return value(IntStream.range(0, open.size()).filter(open::get).mapToObj(ports::get).toList());
  }

  @Async
  static Coroutine<Void> main(int first, int last) {
    for (int port : await(scan(first, last))) {
      System.out.println("open: " + port);
    }
    return done();
  }

  public static void main(String[] args) {
    int first = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    int last = args.length > 1 ? Integer.parseInt(args[1]) : Math.max(first, 1024);
    if (first < 1 || last < first || last > 65_535) {
      System.err.println("usage: ./sample net/port-scanner [FIRST [LAST]]   from 1 to 65535");
      System.exit(2);
    }
    run(main(first, last));
  }
}
