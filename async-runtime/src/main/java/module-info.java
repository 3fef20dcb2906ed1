/** The event loop, tasks, futures and coroutines of Continuo. */
module dev.continuo.runtime {
  requires transitive dev.continuo.annotations;
  requires static transitive org.jspecify;

  uses dev.continuo.ThreadLocalCarrier;

  exports dev.continuo;
  exports dev.continuo.coroutine;
  exports dev.continuo.sync;
}
