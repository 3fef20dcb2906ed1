package dev.continuo.samples.net;

import static dev.continuo.Continuo.*;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsCertificates;
import dev.continuo.net.TlsOptions;
import dev.continuo.net.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;

/**
 * An encrypted echo: a server with a certificate, a client that trusts it, and one that does not.
 *
 * <pre>
 * ./sample net/tls-echo                               both, with a certificate made by keytool
 * ./sample net/tls-echo 7777 server.pem server.key    a server with a certificate of yours; try
 *                                                     openssl s_client -connect localhost:7777
 * </pre>
 */
class TlsEcho {

  private static final String PASSWORD = "changeit";

  /** A key with a certificate for localhost that has signed itself, as a store and as PEM. */
  record Made(TlsOptions server, TlsOptions client) {

    static Made in(Path directory)
        throws IOException, GeneralSecurityException, InterruptedException {
      Path store = directory.resolve("server.p12");
      Path pem = directory.resolve("server.pem");
      keytool(
          store,
          "-genkeypair",
          "-keyalg",
          "EC",
          "-dname",
          "CN=localhost",
          "-ext",
          "san=dns:localhost");
      keytool(store, "-exportcert", "-rfc", "-file", pem.toString());
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD.toCharArray());
      }
      return new Made(
          TlsOptions.DEFAULT.withCertificates(
              TlsCertificates.NONE.withOwn(keys, PASSWORD.toCharArray())),
          TlsOptions.trusting(pem));
    }

    private static void keytool(Path store, String... what)
        throws IOException, InterruptedException {
      Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
      ProcessBuilder builder = new ProcessBuilder(tool.toString());
      builder.command().addAll(List.of(what));
      builder
          .command()
          .addAll(
              List.of("-alias", "server", "-storepass", PASSWORD, "-keystore", store.toString()));
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      if (!process.waitFor(60, SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("keytool has made no certificate");
      }
    }
  }

  @Async
  static Coroutine<Void> echo(Connection client) {
    for (byte[] block : each(client.reader().blocks())) {
      await(client.writer().write(block));
    }
    return done();
  }

  @Async
  static Coroutine<Void> serve(int port, TlsOptions tls) {
    ServerOptions options = ServerOptions.DEFAULT.withTls(tls);
    try (Server server = await(Streams.startServer(TlsEcho::echo, "localhost", port, options))) {
      System.out.println("Listening at " + server.addresses());
      await(server.serveForever());
    }
    return done();
  }

  @Async
  static Coroutine<Void> ask(int port, TlsOptions tls, String question) {
    ConnectOptions options = ConnectOptions.DEFAULT.withTls(tls);
    try (Connection server =
        await(Streams.openConnection("localhost", port, options), SSLHandshakeException.class)) {
      await(server.writer().write(question + "\n"));
      String answer = await(server.reader().readLine());
      TlsSession session = server.tls();
      System.out.println(answer + ", over " + (session == null ? "nothing" : session.protocol()));
    } catch (SSLHandshakeException e) {
      System.out.println(
          "Refused: " + String.valueOf(e.getMessage()).replaceAll(".*failed: |: nobody.*", ""));
    }
    return done();
  }

  @Async
  static Coroutine<Void> both(TlsOptions serverTls, TlsOptions clientTls) {
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server = await(Streams.startServer(TlsEcho::echo, "localhost", 0, options))) {
      await(ask(server.port(), clientTls, "hello"));
      await(ask(server.port(), clientTls.withProtocols("TLSv1.2"), "hello again"));
      await(ask(server.port(), TlsOptions.DEFAULT, "who has signed you?"));
    }
    return done();
  }

  public static void main(String[] args) throws Exception {
    if (args.length == 3) {
      TlsOptions tls = TlsOptions.showing(Path.of(args[1]), Path.of(args[2]));
      run(serve(Integer.parseInt(args[0]), tls));
      return;
    }
    if (args.length != 0) {
      System.err.println("usage: ./sample net/tls-echo [PORT CHAIN.pem KEY.pem]");
      System.exit(2);
    }
    Path directory = Files.createTempDirectory("tls-echo");
    try {
      Made made = Made.in(directory);
      run(both(made.server(), made.client()));
    } finally {
      for (String name : List.of("server.p12", "server.pem")) {
        Files.deleteIfExists(directory.resolve(name));
      }
      Files.delete(directory);
    }
  }
}
