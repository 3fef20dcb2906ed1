package dev.continuo.transform.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** What is remembered of a class path, and what is asked again. */
class HierarchyTest {

  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Integer> asked = new HashMap<>();
  private final Hierarchy hierarchy =
      new Hierarchy(
          new ClassFileLocator() {
            @Override
            public Resolution locate(String name) {
              asked.merge(name, 1, Integer::sum);
              byte[] file = files.get(name);
              return file == null ? new Resolution.Illegal(name) : new Resolution.Explicit(file);
            }

            @Override
            public void close() {}
          });

  @Test
  void aMissingClassIsFoundOnceThereIsOne() {
    assertThat(hierarchy.isSubtype("a/Sub", "a/Base")).isEqualTo(Hierarchy.Answer.UNKNOWN);
    assertThat(hierarchy.exists("a/Sub")).isFalse();
    assertThat(asked).containsEntry("a.Sub", 1);

    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, 0, "a/Sub", null, "a/Base", null);
    files.put("a.Sub", writer.toByteArray());
    assertThat(hierarchy.exists("a/Sub")).as("in the same transformation").isFalse();

    hierarchy.forgetMissing();
    assertThat(hierarchy.isSubtype("a/Sub", "a/Base")).isEqualTo(Hierarchy.Answer.YES);
    hierarchy.forgetMissing();
    assertThat(hierarchy.exists("a/Sub")).isTrue();
    assertThat(asked).containsEntry("a.Sub", 2);
  }

  @Test
  void aLocatorThatThrowsAnswersNothing() {
    Hierarchy throwing =
        new Hierarchy(
            new ClassFileLocator() {
              @Override
              public Resolution locate(String name) {
                throw new IllegalStateException("closed");
              }

              @Override
              public void close() {}
            });
    assertThat(throwing.bytes("a/Sub")).isEmpty();
    assertThat(throwing.isInterface("a/Sub")).isEqualTo(Hierarchy.Answer.UNKNOWN);
  }
}
