package dev.continuo.internal.observe;

/** What a loop counts, for its {@link LoopBean}. */
public record LoopFigures(
    int tasks,
    long created,
    long cancelled,
    long failed,
    int ready,
    int timers,
    long slowCallbacks) {}
