package dev.continuo.constructs;

import java.util.List;

/** What a construct left behind, seen from outside its class loader. */
public interface Probe {

  /** The lines that were logged, in order. */
  List<String> log();

  /** The objects whose final state counts. */
  List<Object> watched();

  /** How many of the probe's awaitables were awaited so far. */
  int awaits();
}
