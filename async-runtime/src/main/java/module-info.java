/** The event loop, tasks, futures and coroutines of Continuo. */
module dev.continuo.runtime {
  requires transitive dev.continuo.annotations;
  requires static org.jspecify;
  requires static java.management; // for EventLoop.registerMBean
  requires static jdk.jfr; // for recordings
  requires static jdk.unsupported; // for EventLoop.addSignalHandler

  uses dev.continuo.EventLoopProvider;
  uses dev.continuo.ThreadLocalCarrier;

  exports dev.continuo;
  exports dev.continuo.coroutine;
  exports dev.continuo.file;
  exports dev.continuo.net;
  exports dev.continuo.process;
  exports dev.continuo.sync;
}
