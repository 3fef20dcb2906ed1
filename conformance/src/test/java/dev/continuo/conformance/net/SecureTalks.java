package dev.continuo.conformance.net;

import static dev.continuo.Continuo.await;
import static dev.continuo.Continuo.done;

import dev.continuo.AsyncFunction;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.net.ConnectOptions;
import dev.continuo.net.Connection;
import dev.continuo.net.Server;
import dev.continuo.net.ServerOptions;
import dev.continuo.net.Streams;
import dev.continuo.net.TlsCertificates;
import dev.continuo.net.TlsOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server and a client that talk TLS to each other on one loop. */
abstract class SecureTalks extends Talks {

  /** Whom our clients trust. */
  static final Issuer ISSUER = new Issuer("our issuer");

  static final Issuer STRANGER = new Issuer("a stranger");
  private static final Issuer.Issued LOCALHOST = ISSUER.issue("localhost", "127.0.0.1");

  @TempDir Path directory;

  /** Shows a certificate for localhost and 127.0.0.1. */
  TlsOptions server;

  /** Trusts the issuer of that. */
  TlsOptions client;

  @BeforeEach
  void makeOptions() throws Exception {
    server = shows(LOCALHOST);
    client = TlsOptions.trusting(ISSUER.to(directory));
  }

  final TlsOptions shows(Issuer.Issued one) throws IOException, GeneralSecurityException {
    Path file = one.to(directory);
    return TlsOptions.showing(file, file);
  }

  /** Shows one certificate, and trusts our issuer. */
  final TlsOptions showsAndTrusts(Issuer.Issued one) throws IOException, GeneralSecurityException {
    Path file = one.to(directory);
    return TlsOptions.DEFAULT.withCertificates(
        TlsCertificates.NONE.withOwn(file, file).withTrusted(ISSUER.to(directory)));
  }

  /** Runs both ends. */
  static <S extends @Nullable Object, C extends @Nullable Object> void talk(
      TlsOptions serverTls,
      TlsOptions clientTls,
      AsyncFunction<? super Connection, S> serverSide,
      AsyncFunction<? super Connection, C> clientSide) {
    Continuo.run(both(serverTls, clientTls, "127.0.0.1", serverSide, clientSide));
  }

  @Async
  static <S extends @Nullable Object, C extends @Nullable Object> Coroutine<@Nullable Void> both(
      TlsOptions serverTls,
      TlsOptions clientTls,
      String host,
      AsyncFunction<? super Connection, S> serverSide,
      AsyncFunction<? super Connection, C> clientSide) {
    ServerOptions options = ServerOptions.DEFAULT.withTls(serverTls);
    try (Server server = await(Streams.startServer(serverSide, "127.0.0.1", 0, options))) {
      Connection connection = await(connect(host, server.port(), clientTls));
      try (connection) {
        await(called(clientSide, connection));
      }
    }
    return done();
  }

  static Coroutine<Connection> connect(String host, int port, TlsOptions tls) {
    return Streams.openConnection(host, port, ConnectOptions.DEFAULT.withTls(tls));
  }

  /** What the exception handler of the running loop is told from now on. */
  static List<Throwable> reports() {
    List<Throwable> reports = new ArrayList<>();
    EventLoop.running().setExceptionHandler((loop, context) -> reports.add(context.exception()));
    return reports;
  }
}
