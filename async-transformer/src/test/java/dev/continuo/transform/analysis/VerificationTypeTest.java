package dev.continuo.transform.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class VerificationTypeTest {

  @ParameterizedTest
  @CsvSource({
    "Z, I, 54, 21",
    "C, I, 54, 21",
    "I, I, 54, 21",
    "J, J, 55, 22",
    "F, F, 56, 23",
    "D, D, 57, 24",
    "Ljava/lang/String;, Ljava/lang/String;, 58, 25",
    "[I, [I, 58, 25",
    "[Ljava/lang/String;, [Ljava/lang/String;, 58, 25",
  })
  void opcodesAndFieldOfAJavaType(String java, String field, int store, int load) {
    VerificationType type = VerificationType.of(Type.getType(java));
    assertThat(type.fieldDescriptor()).isEqualTo(field);
    assertThat(type.storeOpcode()).isEqualTo(store);
    assertThat(type.loadOpcode()).isEqualTo(load);
    assertThat(VerificationType.fromAsm(type.toAsm())).isEqualTo(type);
  }

  @Test
  void nothingHoldsAnObjectBeforeItsConstructor() {
    for (Object element : List.of(Opcodes.UNINITIALIZED_THIS, new Label())) {
      VerificationType type = VerificationType.fromAsm(element);
      assertThatThrownBy(type::toAsm).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(type::fieldDescriptor).isInstanceOf(IllegalStateException.class);
    }
    assertThat(VerificationType.fromAsm(Opcodes.NULL).toAsm()).isEqualTo(Opcodes.NULL);
    assertThat(VerificationType.fromAsm(Opcodes.TOP).toAsm()).isEqualTo(Opcodes.TOP);
  }
}
