package dev.continuo.coroutine;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The marker on a class that the transformer has rewritten: transforming it again is a no-op, and a
 * generated class that no host lists is an orphan.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Transformed {

  /**
   * The format of the generated code.
   *
   * @return a number that {@link Launch#requireFormat} understands
   */
  int format();

  /**
   * The coroutine classes of this host.
   *
   * @return internal names, in the order of their methods; empty on a coroutine class
   */
  String[] coroutines() default {};

  /**
   * The host of this coroutine class.
   *
   * @return its internal name; empty on a host
   */
  String host() default "";
}
