package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of a host, on threads that nothing else uses. */
final class Resolver {

  private static final int MOST_THREADS = 8;
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final ThreadPoolExecutor THREADS = threads();

  private Resolver() {}

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            MOST_THREADS,
            MOST_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            body -> {
              Thread thread = new Thread(body, "continuo-dns-" + NUMBER.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The addresses in the order of RFC 8305: the families take turns. */
  static AsyncFuture<List<InetSocketAddress>> resolve(
      DefaultLoop loop, @Nullable String host, int port) {
    return loop.runInExecutor(THREADS, () -> addresses(host, port));
  }

  private static List<InetSocketAddress> addresses(@Nullable String host, int port)
      throws UnknownHostException {
    if (host == null) {
      return List.of(new InetSocketAddress(port));
    }
    List<InetAddress> first = new ArrayList<>();
    List<InetAddress> second = new ArrayList<>();
    InetAddress[] all = InetAddress.getAllByName(host);
    for (InetAddress each : all) {
      boolean likeTheFirst = each instanceof Inet6Address == all[0] instanceof Inet6Address;
      (likeTheFirst ? first : second).add(each);
    }
    List<InetSocketAddress> sorted = new ArrayList<>();
    for (int i = 0; i < first.size() || i < second.size(); i++) {
      if (i < first.size()) {
        sorted.add(new InetSocketAddress(first.get(i), port));
      }
      if (i < second.size()) {
        sorted.add(new InetSocketAddress(second.get(i), port));
      }
    }
    return sorted;
  }
}
