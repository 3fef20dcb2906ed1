package dev.continuo.samples.radio.rds;

/** Sees the symbols of RDS before they become bits. */
@FunctionalInterface
public interface SymbolSink {
  /**
   * Takes a symbol.
   *
   * @param along the part along the carrier, whose sign is the bit
   * @param across the part across it, 0 in an ideal world
   */
  void accept(float along, float across);
}
