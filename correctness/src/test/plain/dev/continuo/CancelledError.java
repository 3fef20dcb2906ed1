package dev.continuo;

/** Stand-in: see {@link Continuo}. */
public class CancelledError extends Error {

  private static final long serialVersionUID = 1;
}
