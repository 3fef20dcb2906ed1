package dev.continuo.transform.check;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/**
 * The type argument of a method's return type, where the signature (JVMS 4.7.9.1) names a class:
 * the String of {@code Coroutine<String>}.
 *
 * @param name internal name of the class
 * @param isBound whether it is the bound of {@code ? extends}
 */
record ResultType(String name, boolean isBound) {

  /** The result type of a method; null if the signature says nothing, or names no class. */
  static @Nullable ResultType of(@Nullable String signature) {
    if (signature == null) {
      return null;
    }
    Argument argument = new Argument();
    try {
      new SignatureReader(signature)
          .accept(
              new SignatureVisitor(Opcodes.ASM9) {
                @Override
                public SignatureVisitor visitReturnType() {
                  return argument.ofTypeAround();
                }
              });
    } catch (RuntimeException e) {
      return null; // obfuscators and the like write what the JVM never reads: it says nothing
    }
    return argument.name == null ? null : new ResultType(argument.name, argument.isBound);
  }

  /** Reads one type argument; the arguments of that, and of the classes around it, are left out. */
  private static final class Argument extends SignatureVisitor {
    private @Nullable String name;
    private boolean isBound;

    Argument() {
      super(Opcodes.ASM9);
    }

    SignatureVisitor ofTypeAround() {
      return new SignatureVisitor(Opcodes.ASM9) {
        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
          isBound = wildcard == EXTENDS;
          return wildcard == SUPER ? Unread.INSTANCE : Argument.this;
        }
      };
    }

    @Override
    public void visitClassType(String className) {
      name = className;
    }

    @Override
    public void visitInnerClassType(String innerName) {
      name += '$' + innerName;
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
      return Unread.INSTANCE;
    }

    @Override
    public SignatureVisitor visitArrayType() {
      return Unread.INSTANCE;
    }
  }

  private static final class Unread extends SignatureVisitor {
    static final Unread INSTANCE = new Unread();

    Unread() {
      super(Opcodes.ASM9);
    }
  }
}
