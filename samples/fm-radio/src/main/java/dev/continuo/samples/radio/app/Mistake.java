package dev.continuo.samples.radio.app;

/** A mistake on the command line: the message says which option, what was given, what it takes. */
final class Mistake extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  Mistake(String message) {
    super(message);
  }
}
