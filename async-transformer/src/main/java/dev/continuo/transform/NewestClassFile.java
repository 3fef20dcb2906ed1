package dev.continuo.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.objectweb.asm.Opcodes;

/**
 * The newest class file version that ASM reads, asked from ASM itself: it has a constant for each.
 */
final class NewestClassFile {

  static final int MAJOR = find();

  private NewestClassFile() {}

  private static int find() {
    int newest = Opcodes.V17;
    try {
      for (Field field : Opcodes.class.getFields()) {
        if (field.getName().matches("V\\d+") && Modifier.isStatic(field.getModifiers())) {
          newest = Math.max(newest, field.getInt(null) & 0xFFFF);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("constants of an interface are public", e);
    }
    return newest;
  }
}
