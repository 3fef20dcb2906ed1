package dev.continuo.transform.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/** What is seen of a class file's names without reading it whole. */
class ClassGlanceTest {

  /** A class with constants of every kind, and one more name. */
  private static byte[] classWith(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, 0, "dev/example/Store", null, "java/lang/Object", null);
    writer.newConst(1L);
    writer.newConst(2.0);
    writer.newConst(3);
    writer.newConst(4.0f);
    writer.newConst("text");
    writer.newField("a/B", "c", "I");
    writer.newMethod("a/B", "d", "()V", false);
    writer.newMethod("a/B", "e", "()V", true);
    Handle handle = new Handle(Opcodes.H_INVOKESTATIC, "a/B", "f", "()V", false);
    writer.newInvokeDynamic("g", "()V", handle);
    writer.newConstantDynamic("h", "I", handle);
    writer.newMethodType("()V");
    writer.newModule("m");
    writer.newPackage("p");
    writer.newUTF8(name);
    writer.newConst(5L);
    return writer.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev/continuo/",
        "dev/continuo/Coroutine",
        "()Ldev/continuo/Coroutine;",
        "dev/dev/continuo/Coroutine",
        "dev/continuodev/continuo/",
        "(Ldev/cont;Ldev/example/continuo/X;)Ldev/continuo/",
        "äödev/continuo/X"
      })
  void aNameOfOursIsSeenWhereverItStands(String name) {
    assertThat(ClassGlance.at(classWith(name)))
        .isEqualTo(new ClassGlance(true, true, false, Opcodes.V17));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "dev/continuo",
        "ev/continuo/Coroutine",
        "dev/continuum/",
        "Dev/continuo/X"
      })
  void otherNamesAreNot(String name) {
    assertThat(ClassGlance.at(classWith(name)))
        .isEqualTo(new ClassGlance(true, false, false, Opcodes.V17));
  }

  @Test
  void theAnnotationIsSeen() {
    assertThat(ClassGlance.at(classWith("Ldev/continuo/annotation/Async;")))
        .isEqualTo(new ClassGlance(true, true, true, Opcodes.V17));
  }

  @Test
  void aPoolThatEndsTooEarlyIsNoClassFile() {
    byte[] whole = classWith("dev/continuo/X");
    assertThat(ClassGlance.at(Arrays.copyOf(whole, 40)).isClassFile()).isFalse();
    assertThat(ClassGlance.at(new byte[0]).isClassFile()).isFalse();
    whole[10] = 99; // the tag of the first constant
    assertThat(ClassGlance.at(whole).isClassFile()).isFalse();
  }
}
