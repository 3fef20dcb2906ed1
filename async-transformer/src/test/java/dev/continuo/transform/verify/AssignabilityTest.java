package dev.continuo.transform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.classfile.Hierarchy;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

/** The rules of JVMS 4.10.1.2, and yes where only a missing class could say no. */
class AssignabilityTest {

  private final Assignability rules =
      new Assignability(new Hierarchy(ClassFileLocator.ForClassLoader.ofPlatformLoader()));

  private static Object type(String text) {
    return switch (text) {
      case "int" -> Opcodes.INTEGER;
      case "null" -> Opcodes.NULL;
      case "top" -> Opcodes.TOP;
      case "uninitializedThis" -> Opcodes.UNINITIALIZED_THIS;
      default -> text;
    };
  }

  @ParameterizedTest
  @CsvSource({
    "int, int, true",
    "int, top, true",
    "top, int, false",
    "int, java/lang/Object, false",
    "null, int, false",
    "null, java/lang/String, true",
    "null, [I, true",
    "uninitializedThis, java/lang/Object, false",
    "java/lang/String, java/lang/Object, true",
    "java/lang/String, java/lang/Integer, false",
    "java/lang/Integer, java/lang/Number, true",
    "java/lang/Number, java/lang/Integer, false",
    "java/lang/String, java/lang/Runnable, true",
    "java/lang/String, no/such/Type, true",
    "no/such/Type, java/lang/String, true",
    "[I, java/lang/Object, true",
    "[I, java/lang/Cloneable, true",
    "[I, java/lang/String, false",
    "java/lang/String, [I, false",
    "[I, [I, true",
    "[I, [J, false",
    "[I, [Ljava/lang/Object;, false",
    "[Ljava/lang/Object;, [I, false",
    "[[I, [Ljava/lang/Object;, true",
    "[Ljava/lang/Integer;, [Ljava/lang/Number;, true",
    "[Ljava/lang/Number;, [Ljava/lang/Integer;, false",
    "[Ljava/lang/Integer;, [Ljava/lang/Integer;, true",
    "[[Ljava/lang/Integer;, [[Ljava/lang/Object;, true",
  })
  void ofOneType(String from, String to, boolean expected) {
    assertThat(rules.isAssignable(type(from), type(to))).isEqualTo(expected);
  }

  private static List<Object> types(String... texts) {
    return Stream.of(texts).map(AssignabilityTest::type).toList();
  }

  @Test
  void ofLocals() {
    List<Object> wanted = types("java/lang/Number", "top");
    assertThat(rules.areLocalsAssignable(types("java/lang/Integer"), wanted)).isTrue();
    assertThat(rules.areLocalsAssignable(types("java/lang/Integer", "int", "int"), wanted))
        .isTrue();
    assertThat(rules.areLocalsAssignable(types(), wanted)).isFalse();
    assertThat(rules.areLocalsAssignable(types("java/lang/String"), wanted)).isFalse();
  }

  @Test
  void ofStacks() {
    List<Object> wanted = types("java/lang/Object");
    assertThat(rules.isStackAssignable(types("[I"), 1, wanted)).isTrue();
    assertThat(rules.isStackAssignable(types("[I", "int"), 1, wanted)).isTrue();
    assertThat(rules.isStackAssignable(types("[I", "int"), 2, wanted)).isFalse();
    assertThat(rules.isStackAssignable(types(), 0, wanted)).isFalse();
    assertThat(rules.isStackAssignable(types("int"), 1, wanted)).isFalse();
  }
}
