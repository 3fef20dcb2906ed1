package dev.continuo;

/** To be written. */
public interface TaskGroup extends AsyncScope {}
