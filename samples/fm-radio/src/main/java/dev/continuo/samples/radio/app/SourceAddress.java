package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.source.RecordingInfo;
import dev.continuo.samples.radio.source.RtlTcp;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --source} names. */
sealed interface SourceAddress {

  /** The files that are read, none of which may be written. */
  default List<Path> files() {
    return List.of();
  }

  /** The station that this program simulates. */
  record Simulated() implements SourceAddress {}

  /**
   * A server.
   *
   * @param host its name or address
   * @param port 1 to 65,535
   */
  record Receiver(String host, int port) implements SourceAddress {}

  /**
   * A recording.
   *
   * @param path its file
   */
  record File(Path path) implements SourceAddress {
    @Override
    public List<Path> files() {
      return RecordingInfo.files(path);
    }
  }

  /**
   * Reads what the user wrote.
   *
   * <pre>
   *   rtl_tcp:// HOST or [IPv6 address] [: PORT] [/]
   * </pre>
   *
   * <p>By hand: for {@link java.net.URI} a scheme or a host with an underscore is none.
   */
  final class Converter implements ITypeConverter<SourceAddress> {

    private static final String SCHEME = "rtl_tcp://";
    private static final Pattern AUTHORITY =
        Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:/?#@\\[\\]\\s]+))(?::(.*?))?/?");

    Converter() {}

    @Override
    public SourceAddress convert(String text) {
      if (text.equals("simulated")) {
        return new Simulated();
      }
      if (!text.contains("://")) {
        return new File(Path.of(text));
      }
      if (!text.startsWith(SCHEME)) {
        throw new TypeConversionException(what(text));
      }
      String authority = text.substring(SCHEME.length());
      Matcher parts = AUTHORITY.matcher(authority);
      if (!parts.matches()) {
        boolean bare = authority.indexOf(':') != authority.lastIndexOf(':');
        throw new TypeConversionException(
            what(text) + (bare ? "; an IPv6 address stands in brackets: [::1]" : ""));
      }
      String host = parts.group(1) != null ? parts.group(1) : parts.group(2);
      String port = parts.group(3);
      return new Receiver(host, port == null ? RtlTcp.PORT : port(port));
    }

    private static int port(String text) {
      int port = -1;
      try {
        port = Integer.parseInt(text);
      } catch (NumberFormatException e) {
        // said below
      }
      if (port < 1 || port > 65_535) {
        throw new TypeConversionException("'" + text + "' is no port: say 1 to 65535");
      }
      return port;
    }

    private static String what(String text) {
      return "'"
          + text
          + "' is no source: say simulated, rtl_tcp://HOST:PORT, or the name of a recording";
    }
  }
}
