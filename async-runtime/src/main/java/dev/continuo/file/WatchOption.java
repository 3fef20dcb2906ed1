package dev.continuo.file;

/** How {@link AsyncFiles#watch} watches. */
public enum WatchOption {

  /** Also the directories below, and those that are made later; links are not followed. */
  RECURSIVE
}
