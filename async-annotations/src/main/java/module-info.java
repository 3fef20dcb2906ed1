/** The annotations that mark the methods which Continuo transforms or warns about. */
module dev.continuo.annotations {
  requires static org.jspecify;

  exports dev.continuo.annotation;
}
