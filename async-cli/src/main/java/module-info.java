/** The command line. */
module dev.continuo.cli {
  requires static org.jspecify;
  requires dev.continuo.transformer;
  requires info.picocli;
  requires org.objectweb.asm;

  opens dev.continuo.cli to
      info.picocli;

  exports dev.continuo.cli;
}
