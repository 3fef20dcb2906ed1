package dev.continuo.transform.analysis;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A type as the JVM's verifier sees it (JVMS 4.10.1.2), for one local variable or stack entry.
 *
 * @param kind the kind
 * @param name internal name or array descriptor of an {@link Kind#OBJECT}, else null
 * @param creation for {@link Kind#UNINITIALIZED}, the label of its {@code new} instruction
 */
public record VerificationType(Kind kind, @Nullable String name, @Nullable Label creation) {

  /** The kinds of the verifier. */
  public enum Kind {
    /** Unknown or unusable. */
    TOP,
    /** boolean, byte, char, short or int. */
    INTEGER,
    /** float. */
    FLOAT,
    /** long; two slots. */
    LONG,
    /** double; two slots. */
    DOUBLE,
    /** The null reference. */
    NULL,
    /** {@code this} before the super constructor. */
    UNINITIALIZED_THIS,
    /** The result of {@code new} before {@code <init>}. */
    UNINITIALIZED,
    /** A class, interface or array. */
    OBJECT
  }

  /** The unusable type. */
  public static final VerificationType TOP = new VerificationType(Kind.TOP, null, null);

  /** The type of null. */
  public static final VerificationType NULL = new VerificationType(Kind.NULL, null, null);

  /** The int-like types. */
  public static final VerificationType INTEGER = new VerificationType(Kind.INTEGER, null, null);

  private static final VerificationType FLOAT = new VerificationType(Kind.FLOAT, null, null);
  private static final VerificationType LONG = new VerificationType(Kind.LONG, null, null);
  private static final VerificationType DOUBLE = new VerificationType(Kind.DOUBLE, null, null);
  private static final VerificationType UNINITIALIZED_THIS =
      new VerificationType(Kind.UNINITIALIZED_THIS, null, null);

  /**
   * An object type.
   *
   * @param name internal name or array descriptor
   * @return the type
   */
  public static VerificationType object(String name) {
    return new VerificationType(Kind.OBJECT, name, null);
  }

  /**
   * The type of a parameter, field or result.
   *
   * @param type a Java type other than void
   * @return its verification type
   */
  public static VerificationType of(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.BYTE, Type.CHAR, Type.SHORT, Type.INT -> INTEGER;
      case Type.FLOAT -> FLOAT;
      case Type.LONG -> LONG;
      case Type.DOUBLE -> DOUBLE;
      default -> object(type.getInternalName());
    };
  }

  /**
   * From the form of ASM's visitors.
   *
   * @param element one of {@link Opcodes#TOP} …, a String, or a Label
   * @return the type
   */
  public static VerificationType fromAsm(Object element) {
    if (element instanceof String name) {
      return object(name);
    }
    if (element instanceof Label label) {
      return new VerificationType(Kind.UNINITIALIZED, null, label);
    }
    return switch ((Integer) element) {
      case 1 -> INTEGER;
      case 2 -> FLOAT;
      case 3 -> DOUBLE;
      case 4 -> LONG;
      case 5 -> NULL;
      case 6 -> UNINITIALIZED_THIS;
      default -> TOP;
    };
  }

  /**
   * To the form of ASM's tree frames.
   *
   * @return an element for {@code FrameNode}
   * @throws IllegalStateException for uninitialised objects, which no frame of ours mentions
   */
  public Object toAsm() {
    return switch (kind) {
      case TOP -> Opcodes.TOP;
      case INTEGER -> Opcodes.INTEGER;
      case FLOAT -> Opcodes.FLOAT;
      case LONG -> Opcodes.LONG;
      case DOUBLE -> Opcodes.DOUBLE;
      case NULL -> Opcodes.NULL;
      case OBJECT -> java.util.Objects.requireNonNull(name);
      case UNINITIALIZED, UNINITIALIZED_THIS ->
          throw new IllegalStateException("uninitialised value in a new frame: " + this);
    };
  }

  /**
   * Whether this takes two local slots.
   *
   * @return true for long and double
   */
  public boolean isWide() {
    return kind == Kind.LONG || kind == Kind.DOUBLE;
  }

  /**
   * Whether this is the result of {@code new} before its constructor ran.
   *
   * @return true for {@link Kind#UNINITIALIZED}
   */
  public boolean isUninitialized() {
    return kind == Kind.UNINITIALIZED;
  }

  /**
   * The descriptor of a field that can hold this.
   *
   * @return a field descriptor
   * @throws IllegalStateException for types that no field holds
   */
  public String fieldDescriptor() {
    return switch (kind) {
      case INTEGER -> "I";
      case FLOAT -> "F";
      case LONG -> "J";
      case DOUBLE -> "D";
      case OBJECT -> {
        String n = java.util.Objects.requireNonNull(name);
        yield n.startsWith("[") ? n : "L" + n + ";";
      }
      default -> throw new IllegalStateException("no field holds " + this);
    };
  }

  /**
   * The instruction that stores this to a local variable.
   *
   * @return an opcode
   */
  public int storeOpcode() {
    return switch (kind) {
      case INTEGER -> Opcodes.ISTORE;
      case LONG -> Opcodes.LSTORE;
      case FLOAT -> Opcodes.FSTORE;
      case DOUBLE -> Opcodes.DSTORE;
      default -> Opcodes.ASTORE;
    };
  }

  /**
   * The instruction that loads this from a local variable.
   *
   * @return an opcode
   */
  public int loadOpcode() {
    return storeOpcode() - Opcodes.ISTORE + Opcodes.ILOAD;
  }
}
