package dev.continuo;

/** To be written. */
public interface Timeout extends AsyncScope {}
