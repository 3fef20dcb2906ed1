package dev.continuo;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Continuo#each} is typed to return: only to be looped over, right where it is made. A
 * loop in code that was not transformed fails with {@link NotTransformedError}.
 *
 * @param <T> the type of the elements
 */
public final class Each<T extends @Nullable Object> implements Iterable<T> {

  private final Iterator<?> iterator;

  /**
   * Called by generated code.
   *
   * @param iterator the iterator of the loop
   */
  public Each(Iterator<?> iterator) {
    this.iterator = iterator;
  }

  @Override
  @SuppressWarnings("unchecked") // the source of the loop gives values of T
  public Iterator<T> iterator() {
    return (Iterator<T>) iterator;
  }
}
