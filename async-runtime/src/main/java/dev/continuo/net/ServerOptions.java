package dev.continuo.net;

/**
 * How a server listens. Immutable; each method gives a changed copy.
 *
 * @param limit the longest line or stretch up to a separator, in bytes, of each connection
 * @param backlog how many connections the system keeps that were not accepted yet
 * @param reusePort whether several servers may listen at the same port, where the system has that;
 *     it shares the connections out among them
 * @param keepAlive whether the system looks now and then if the peer of an idle connection is there
 */
public record ServerOptions(int limit, int backlog, boolean reusePort, boolean keepAlive) {

  /** Lines of 64 KiB, a backlog of 100, a port of its own, no keep-alive. */
  public static final ServerOptions DEFAULT = new ServerOptions(1 << 16, 100, false, false);

  /**
   * Makes options.
   *
   * @param limit see above; 1 or more
   * @param backlog see above
   * @param reusePort see above
   * @param keepAlive see above
   * @throws IllegalArgumentException if the limit is less than 1
   */
  public ServerOptions {
    ConnectOptions.checkLimit(limit);
  }

  /**
   * Another limit.
   *
   * @param bytes 1 or more
   * @return a copy
   */
  public ServerOptions withLimit(int bytes) {
    return new ServerOptions(bytes, backlog, reusePort, keepAlive);
  }

  /**
   * Another backlog.
   *
   * @param connections how many; less than 1 leaves it to the system
   * @return a copy
   */
  public ServerOptions withBacklog(int connections) {
    return new ServerOptions(limit, connections, reusePort, keepAlive);
  }

  /**
   * With or without others at the same port.
   *
   * @param on whether they may be
   * @return a copy
   */
  public ServerOptions withReusePort(boolean on) {
    return new ServerOptions(limit, backlog, on, keepAlive);
  }

  /**
   * With or without the system's probes.
   *
   * @param on whether they are sent
   * @return a copy
   */
  public ServerOptions withKeepAlive(boolean on) {
    return new ServerOptions(limit, backlog, reusePort, on);
  }
}
