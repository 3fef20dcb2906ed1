package dev.continuo;

public final class GeneratorExit extends Error {
  private static final long serialVersionUID = 1L;
}
