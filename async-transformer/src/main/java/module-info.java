/** Rewrites class files: {@code @Async} methods become resumable state machines. */
module dev.continuo.transformer {
  requires static org.jspecify;
  requires transitive net.bytebuddy;
  requires org.objectweb.asm;
  requires org.objectweb.asm.tree;
  requires org.objectweb.asm.tree.analysis;
  requires org.objectweb.asm.commons;

  exports dev.continuo.transform;
  exports dev.continuo.transform.directory;
}
