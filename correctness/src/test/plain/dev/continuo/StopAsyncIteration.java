package dev.continuo;

public final class StopAsyncIteration extends RuntimeException {
  private static final long serialVersionUID = 1L;
}
