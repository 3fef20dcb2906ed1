package dev.continuo;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Continuo#each} is typed to return. No object of it ever exists: the transformer
 * replaces the loop, and code that was not transformed gets a {@link NotTransformedError}.
 *
 * @param <T> the type of the elements
 */
public final class Each<T extends @Nullable Object> implements Iterable<T> {

  private Each() {}

  @Override
  public Iterator<T> iterator() {
    throw new NotTransformedError("each");
  }
}
