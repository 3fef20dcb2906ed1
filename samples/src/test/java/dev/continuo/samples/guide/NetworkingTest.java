package dev.continuo.samples.guide;

import static dev.continuo.Continuo.*;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Datagram;
import dev.continuo.net.DatagramEndpoint;
import dev.continuo.net.DatagramOptions;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsCertificates;
import dev.continuo.net.TlsOptions;
import dev.continuo.samples.Transcript;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of networking.md. */
class NetworkingTest {

  static class Page {
    @Async
    static Coroutine<String> ask(int port, String question) {
      try (Connection server = await(Streams.openConnection("localhost", port))) {
        await(server.writer().write(question + "\n"));
        return value(await(server.reader().readLine()));
      }
    }

    @Async
    static Coroutine<Void> shout(Connection client) {
      for (String line : each(client.reader().lines())) {
        await(client.writer().write(line.toUpperCase(Locale.ROOT) + "\n"));
      }
      return done();
    }

    @Async
    static Coroutine<Void> serve() {
      try (Server server = await(Streams.startServer(Page::shout, "localhost", 0))) {
        String answer = await(waitFor(ask(server.port(), "hello"), ofSeconds(5)));
        System.out.println(answer); // HELLO
      }
      return done();
    }

    @Async
    static Coroutine<Boolean> isOpen(int port) {
      try {
        await(Streams.openConnection("localhost", port), IOException.class).abort();
        return value(true);
      } catch (IOException e) { // refused, unreachable, unknown, too late
        return value(false);
      }
    }

    static final ConnectOptions PATIENT =
        ConnectOptions.DEFAULT
            .withTimeout(ofSeconds(5))
            .withKeepAlive(true)
            .withOption(StandardSocketOptions.SO_RCVBUF, 1 << 20);

    @Async
    static Coroutine<Void> shoutBack(DatagramEndpoint endpoint) {
      for (Datagram each : each(endpoint)) {
        await(endpoint.send(each.text().toUpperCase(Locale.ROOT), each.sender()));
      }
      return done();
    }

    @Async
    static Coroutine<String> askOnce(int port, String question) {
      DatagramOptions options = DatagramOptions.connected("localhost", port);
      try (DatagramEndpoint endpoint = await(DatagramEndpoint.open(options))) {
        await(endpoint.send(question), IOException.class);
        return value(await(waitFor(endpoint.receive(), ofSeconds(5)), IOException.class).text());
      } catch (PortUnreachableException e) {
        return value("nobody there");
      } catch (IOException e) {
        return value("the network refuses: " + e.getMessage());
      }
    }
  }

  @SuppressWarnings("NullAway") // over TLS there is a session
  static class Secure {
    static ServerOptions secure() throws IOException, GeneralSecurityException {
      TlsOptions tls = TlsOptions.showing(Path.of("server.pem"), Path.of("server.key"));
      return ServerOptions.DEFAULT.withTls(tls.withAlpn("h2", "http/1.1"));
    }

    @Async
    static Coroutine<String> askSecurely(String host, int port, TlsOptions tls, String question) {
      ConnectOptions options = ConnectOptions.DEFAULT.withTls(tls);
      try (Connection server = await(Streams.openConnection(host, port, options))) {
        await(server.writer().write(question + "\n"));
        return value(await(server.reader().readLine()) + " over " + server.tls().protocol());
      }
    }

    @Async
    static Coroutine<Void> upgrade(Connection server, TlsOptions tls) {
      await(server.writer().write("STARTTLS\n"));
      String answer = await(server.reader().readLine());
      if (answer.startsWith("220")) {
        await(server.startTls(tls)); // from here on everything is encrypted
      }
      return done();
    }
  }

  @Test
  void theServerShouts() throws Exception {
    assertThat(Transcript.ofRealTime(args -> run(Page.serve())).lines()).containsExactly("HELLO");
  }

  @Async
  private static Coroutine<Void> openAndNot() {
    Server server = await(Streams.startServer(Page::shout, "localhost", 0));
    int port = server.port();
    assertThat(await(Page.isOpen(port))).isTrue();
    await(server.closeAsync());
    assertThat(await(Page.isOpen(port))).isFalse();
    return done();
  }

  @Test
  void anOpenPort() {
    run(openAndNot());
  }

  @Async
  private static Coroutine<Void> patient() {
    try (Server server = await(Streams.startServer(Page::shout, "localhost", 0));
        Connection connection =
            await(Streams.openConnection("localhost", server.port(), Page.PATIENT))) {
      await(connection.writer().write("hello\n"));
      assertThat(await(connection.reader().readLine())).isEqualTo("HELLO");
    }
    return done();
  }

  @Test
  void optionsOfTheSocket() {
    run(patient());
  }

  @Async
  private static Coroutine<Void> datagrams() {
    DatagramOptions anyPort = DatagramOptions.bound("localhost", 0);
    DatagramEndpoint endpoint = await(DatagramEndpoint.open(anyPort));
    Task<Void> shouting = createTask(Page.shoutBack(endpoint));
    assertThat(await(Page.askOnce(endpoint.port(), "hello"))).isEqualTo("HELLO");
    await(endpoint.closeAsync());
    await(shouting);
    assertThat(await(Page.askOnce(endpoint.port(), "hello"))).isEqualTo("nobody there");
    return done();
  }

  @Test
  void datagramsAreShoutedBack() {
    run(datagrams());
  }

  /** The mail server that the page's client upgrades. */
  @Async
  private static Coroutine<Void> goesAhead(Connection client, TlsOptions tls) {
    await(client.reader().readLine());
    await(client.writer().write("220 go ahead\n"));
    await(client.startTls(tls));
    await(client.writer().write("encrypted\n"));
    return done();
  }

  @Async
  private static Coroutine<Void> asksSecurely(TlsOptions shows, TlsOptions trusts) {
    ServerOptions options = ServerOptions.DEFAULT.withTls(shows);
    try (Server server = await(Streams.startServer(Page::shout, "localhost", 0, options))) {
      assertThat(await(Secure.askSecurely("localhost", server.port(), trusts, "hello")))
          .isEqualTo("HELLO over TLSv1.3");
    }
    try (Server server = await(Streams.startServer(c -> goesAhead(c, shows), "localhost", 0))) {
      try (Connection client = await(Streams.openConnection("localhost", server.port()))) {
        await(Secure.upgrade(client, trusts));
        assertThat(await(client.reader().readLine())).isEqualTo("encrypted");
      }
    }
    return done();
  }

  @Test
  void tls(@TempDir Path directory) throws Exception {
    Path store = directory.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storepass",
                "secret",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "secret".toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("mykey"));
    run(
        asksSecurely(
            TlsOptions.DEFAULT.withCertificates(
                TlsCertificates.NONE.withOwn(keys, "secret".toCharArray())),
            TlsOptions.DEFAULT.withCertificates(TlsCertificates.NONE.withTrusted(trusted))));
    assertThatThrownBy(Secure::secure)
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("server.pem");
  }
}
