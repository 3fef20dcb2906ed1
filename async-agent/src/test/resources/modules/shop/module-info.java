/** A library, whose types say where a close is awaited. */
module shop {
  requires transitive dev.continuo.runtime;

  exports dev.shop;
}
