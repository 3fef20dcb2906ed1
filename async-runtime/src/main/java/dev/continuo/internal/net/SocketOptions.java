package dev.continuo.internal.net;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.NetworkChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Options of sockets, kept in maps until there is a socket; each value is of the option's type. */
public final class SocketOptions {

  private SocketOptions() {}

  /** A copy of a map with one option more, or another value of it. */
  public static Map<SocketOption<?>, Object> with(
      Map<SocketOption<?>, Object> options, SocketOption<?> option, Object value) {
    Map<SocketOption<?>, Object> all = new HashMap<>(options);
    all.put(option, value);
    return checked(all);
  }

  /** A copy of a map, whose values are of the types of their options. */
  public static Map<SocketOption<?>, Object> checked(Map<SocketOption<?>, Object> options) {
    options.forEach(
        (option, value) -> {
          if (!option.type().isInstance(value)) {
            throw new IllegalArgumentException(
                option.name() + " is a " + option.type().getSimpleName() + ", not " + value);
          }
        });
    return Map.copyOf(options);
  }

  /** Sets all options. */
  static void apply(Map<SocketOption<?>, Object> options, NetworkChannel channel)
      throws IOException {
    checkSupported(options.keySet(), channel.supportedOptions());
    applySupported(options, channel);
  }

  /** Sets those that this kind of socket has. */
  static void applySupported(Map<SocketOption<?>, Object> options, NetworkChannel channel)
      throws IOException {
    for (Map.Entry<SocketOption<?>, Object> each : options.entrySet()) {
      if (channel.supportedOptions().contains(each.getKey())) {
        set(channel, each.getKey(), each.getValue());
      }
    }
  }

  static void checkSupported(Set<SocketOption<?>> wanted, Set<SocketOption<?>> supported) {
    for (SocketOption<?> each : wanted) {
      if (!supported.contains(each)) {
        Set<String> names = new TreeSet<>();
        supported.forEach(one -> names.add(one.name()));
        throw new UnsupportedOperationException(
            "this kind of socket has no option " + each.name() + " here, but " + names);
      }
    }
  }

  private static <T> void set(NetworkChannel channel, SocketOption<T> option, Object value)
      throws IOException {
    channel.setOption(option, option.type().cast(value));
  }
}
