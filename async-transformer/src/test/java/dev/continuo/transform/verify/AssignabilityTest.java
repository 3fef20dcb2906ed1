package dev.continuo.transform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.analysis.TypeState;
import dev.continuo.transform.analysis.VerificationType;
import dev.continuo.transform.classfile.Hierarchy;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Opcodes;

/** The rules of JVMS 4.10.1.2, and yes where only a missing class could say no. */
class AssignabilityTest {

  private final Assignability rules =
      new Assignability(new Hierarchy(ClassFileLocator.ForClassLoader.ofPlatformLoader()));

  private static VerificationType type(String text) {
    return switch (text) {
      case "int" -> VerificationType.INTEGER;
      case "null" -> VerificationType.NULL;
      case "top" -> VerificationType.TOP;
      case "uninitializedThis" -> VerificationType.fromAsm(Opcodes.UNINITIALIZED_THIS);
      default -> VerificationType.object(text);
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

  private static TypeState state(List<String> locals, String... stack) {
    return new TypeState(
        locals.stream().map(AssignabilityTest::type).toList(),
        List.of(stack).stream().map(AssignabilityTest::type).toList());
  }

  @Test
  void ofWholeStates() {
    TypeState wanted = state(List.of("java/lang/Number"), "java/lang/Object");
    assertThat(rules.isAssignable(state(List.of("java/lang/Integer"), "[I"), wanted)).isTrue();
    assertThat(rules.isAssignable(state(List.of("java/lang/Integer", "int"), "[I"), wanted))
        .isTrue();
    assertThat(rules.isAssignable(state(List.of(), "[I"), wanted)).isFalse();
    assertThat(rules.isAssignable(state(List.of("java/lang/Integer")), wanted)).isFalse();
    assertThat(rules.isAssignable(state(List.of("java/lang/Integer"), "int"), wanted)).isFalse();
    assertThat(rules.isAssignable(state(List.of("java/lang/String"), "[I"), wanted)).isFalse();
  }
}
