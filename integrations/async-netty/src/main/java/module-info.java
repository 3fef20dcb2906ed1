/** Runs coroutines on the event loops of Netty. */
module dev.continuo.netty {
  requires transitive dev.continuo.runtime;
  requires transitive io.netty.common;
  requires transitive io.netty.transport;
  requires static org.jspecify;

  exports dev.continuo.netty;

  provides dev.continuo.EventLoopProvider with
      dev.continuo.netty.NettyLoops;
}
