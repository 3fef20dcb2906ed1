package dev.continuo;

import dev.continuo.internal.BoundContext;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A variable with a value per task, as a ThreadLocal has one per thread; Python's {@code
 * contextvars.ContextVar}.
 *
 * <pre>{@code
 * static final ContextVar<String> USER = new ContextVar<>("user", "nobody");
 * ...
 * ContextVar.Token<String> token = USER.set("ann");   // this task and the tasks it creates from now on
 * try {
 *   await(handle(request));                           // sees "ann"
 * } finally {
 *   USER.reset(token);
 * }
 * }</pre>
 *
 * Works on every thread, with or without a loop. Keep variables in static finals: contexts hold
 * them strongly.
 *
 * @param <T> the type of the values, which are never null
 */
public final class ContextVar<T> {

  private final String name;
  private final @Nullable T defaultValue;

  /**
   * Makes a variable without a default.
   *
   * @param name for messages and dumps
   */
  public ContextVar(String name) {
    this.name = name;
    this.defaultValue = null;
  }

  /**
   * Makes a variable with a default.
   *
   * @param name for messages and dumps
   * @param defaultValue what {@link #get} gives where nothing was set
   */
  public ContextVar(String name, T defaultValue) {
    this.name = name;
    this.defaultValue = defaultValue;
  }

  /**
   * The name given at creation.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * The value in the current context, else the default.
   *
   * @return the value
   * @throws NoSuchElementException if there is neither (Python's LookupError)
   */
  public T get() {
    T value = current();
    if (value == null) {
      value = defaultValue;
    }
    if (value == null) {
      throw new NoSuchElementException(this + " has no value in this context and no default");
    }
    return value;
  }

  /**
   * The value in the current context, else {@code fallback}; the default of the variable is not
   * looked at.
   *
   * @param fallback what to give where nothing was set
   * @return the value
   */
  public T get(T fallback) {
    T value = current();
    return value != null ? value : fallback;
  }

  @SuppressWarnings("unchecked") // set takes only values of T
  private @Nullable T current() {
    return (T) BoundContext.lookup(this);
  }

  /**
   * Sets the value in the current context.
   *
   * @param value the value, not null
   * @return what {@link #reset} takes to restore the state before
   */
  public Token<T> set(T value) {
    if (value == null) {
      throw new NullPointerException(this + " cannot be set to null");
    }
    BoundContext context = BoundContext.current();
    Token<T> token = new Token<>(this, context.get(this), context);
    context.set(this, value);
    return token;
  }

  /**
   * Restores what was before the {@link #set} that gave {@code token}.
   *
   * @param token a token of this variable, made in the current context and not used yet
   * @throws IllegalArgumentException if the token is of another variable or context
   * @throws IllegalStateException if the token was used
   */
  public void reset(Token<T> token) {
    BoundContext context = BoundContext.current();
    if (token.used) {
      throw new IllegalStateException("the token of " + this + " has already been used once");
    }
    if (token.variable != this) {
      throw new IllegalArgumentException("the token was made by " + token.variable);
    }
    if (token.context != context) {
      throw new IllegalArgumentException(
          "the token of " + this + " was created in a different Context");
    }
    token.used = true;
    context.set(this, token.oldValue);
  }

  @Override
  public String toString() {
    return "ContextVar[" + name + "]";
  }

  /**
   * Remembers what a variable held before a {@link #set}.
   *
   * @param <T> the type of the values
   */
  public static final class Token<T> {
    private final ContextVar<T> variable;
    private final @Nullable T oldValue;
    private final Context context;
    private boolean used;

    Token(ContextVar<T> variable, @Nullable T oldValue, Context context) {
      this.variable = variable;
      this.oldValue = oldValue;
      this.context = context;
    }

    /**
     * The variable that was set.
     *
     * @return the variable
     */
    public ContextVar<T> variable() {
      return variable;
    }

    /**
     * What it held before.
     *
     * @return the value, or null if it was not set
     */
    public @Nullable T oldValue() {
      return oldValue;
    }
  }
}
