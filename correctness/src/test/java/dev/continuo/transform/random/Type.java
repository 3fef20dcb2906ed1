package dev.continuo.transform.random;

import java.util.List;

/** The types of expressions and locals. */
enum Type {
  INT("int", "Integer", "0; 1; 7; (-5); 2147483647; 70000"),
  LONG("long", "Long", "0L; 3L; (-4L); 1234567890123L"),
  DOUBLE("double", "Double", "0.0; 2.5; (-1e300); Double.NaN"),
  FLOAT("float", "Float", "0f; 1.5f; (-3e5f)"),
  BYTE("byte", "Byte", "((byte) 0); ((byte) 7); ((byte) 200)"),
  SHORT("short", "Short", "((short) 0); ((short) 300)"),
  CHAR("char", "Character", "'a'; 'z'; '\\u00e9'"),
  BOOLEAN("boolean", "Boolean", "false; true"),
  STRING("String", "String", "\"\"; \"a\"; \"bc\"; ((String) null)"),
  OBJECT("Object", "Object", "((Object) \"o\"); ((Object) 8); ((Object) null)"),
  INTEGER("Integer", "Integer", "((Integer) 0); ((Integer) 1000); ((Integer) (-6))"),
  BOXED_LONG("Long", "Long", "((Long) 0L); ((Long) 77L)"),
  PAIR("Pair", "Pair", "new Pair(0, null); new Pair(3, 4L, \"p\")"),
  INTS("int[]", "int[]", "new int[] {0, 0}; new int[] {3, 4, 5}"),
  LONGS("long[]", "long[]", "new long[] {0, 0}; new long[] {6, 7}");

  /** Those that a text can be made of: not arrays, which print their identity. */
  static final List<Type> PRINTABLE =
      List.of(
          INT,
          LONG,
          DOUBLE,
          FLOAT,
          BYTE,
          SHORT,
          CHAR,
          BOOLEAN,
          STRING,
          OBJECT,
          INTEGER,
          BOXED_LONG,
          PAIR);

  private final String text;
  private final String boxed;
  private final String literals;

  /**
   * @param literals separated by semicolons
   */
  Type(String text, String boxed, String literals) {
    this.text = text;
    this.boxed = boxed;
    this.literals = literals;
  }

  /** As in a declaration. */
  String text() {
    return text;
  }

  /** As a type argument. */
  String boxed() {
    return boxed;
  }

  /** Constants, the one that shrinking prefers first. */
  List<String> literals() {
    return List.of(literals.split("; "));
  }

  boolean numeric() {
    return switch (this) {
      case INT, LONG, DOUBLE, FLOAT, BYTE, SHORT, CHAR -> true;
      default -> false;
    };
  }

  boolean floating() {
    return this == DOUBLE || this == FLOAT;
  }
}
