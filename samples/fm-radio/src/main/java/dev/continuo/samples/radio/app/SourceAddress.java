package dev.continuo.samples.radio.app;

import dev.continuo.samples.radio.source.RtlTcp;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --source} names. */
sealed interface SourceAddress {

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
  record File(Path path) implements SourceAddress {}

  /** Reads what the user wrote. */
  final class Converter implements ITypeConverter<SourceAddress> {

    Converter() {}

    @Override
    public SourceAddress convert(String text) {
      if (text.equals("simulated")) {
        return new Simulated();
      }
      if (!text.contains("://")) {
        return new File(Path.of(text));
      }
      try {
        // Not as it stands: to URI a name with an underscore is no scheme.
        String host = null;
        URI uri = new URI(text.replaceFirst("^rtl_tcp:", "tcp:"));
        if ("tcp".equals(uri.getScheme()) && text.startsWith("rtl_tcp:")) {
          host = uri.getHost();
        }
        if (host == null) {
          throw new TypeConversionException(what(text));
        }
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() < 0 ? RtlTcp.PORT : uri.getPort();
        if (port < 1 || port > 65_535) {
          throw new TypeConversionException(port + " is no port");
        }
        return new Receiver(bare, port);
      } catch (URISyntaxException e) {
        throw new TypeConversionException(what(text));
      }
    }

    private static String what(String text) {
      return "'"
          + text
          + "' is no source: say simulated, rtl_tcp://HOST:PORT, or the name of a recording";
    }
  }
}
