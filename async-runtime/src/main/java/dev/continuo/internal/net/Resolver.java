package dev.continuo.internal.net;

import dev.continuo.AsyncFuture;
import dev.continuo.internal.DefaultLoop;
import dev.continuo.internal.OwnThreads;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the addresses of a host, on threads that nothing else uses. */
final class Resolver {

  private static final int MOST_THREADS = 8;
  private static final Executor THREADS = OwnThreads.pool("continuo-dns", MOST_THREADS);

  private Resolver() {}

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
