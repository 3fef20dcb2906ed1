/** Keeps thread-locals with their task, through Micrometer's context-propagation. */
module dev.continuo.context.propagation {
  requires transitive dev.continuo.runtime;
  requires context.propagation;
  requires static org.jspecify;

  exports dev.continuo.context.propagation;

  provides dev.continuo.ThreadLocalCarrier with
      dev.continuo.context.propagation.RegisteredThreadLocals;
}
