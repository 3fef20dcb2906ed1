package dev.continuo.transform.classfile;

import dev.continuo.transform.RuntimeNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A first look at a class file: whether its constant pool (JVMS 4.4) mentions anything of ours.
 * Most classes of a module do not; reading the pool costs microseconds, a full parse a hundred
 * times that.
 *
 * @param isClassFile whether the bytes have a readable constant pool
 * @param mentionsContinuo whether a name of ours occurs in it
 * @param mentionsAsync whether the annotation occurs in it
 * @param majorVersion the class file version, 61 for Java 17; 0 if it cannot be read
 */
public record ClassGlance(
    boolean isClassFile, boolean mentionsContinuo, boolean mentionsAsync, int majorVersion) {

  private static final byte[] ROOT = RuntimeNames.ROOT.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ASYNC =
      RuntimeNames.ASYNC_DESCRIPTOR.getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 10;

  /**
   * Looks at a class file.
   *
   * @param bytes any bytes
   * @return what was seen; never throws
   */
  public static ClassGlance at(byte[] bytes) {
    if (bytes.length < HEADER || int32(bytes, 0) != 0xCAFEBABE) {
      return new ClassGlance(false, false, false, 0);
    }
    int major = int16(bytes, 6);
    int count = int16(bytes, 8);
    boolean continuo = false;
    boolean async = false;
    int at = HEADER;
    for (int entry = 1; entry < count; entry++) {
      int size = at + 3 <= bytes.length ? entrySize(bytes, at) : -1;
      if (size < 0 || at + size > bytes.length) {
        return new ClassGlance(false, continuo, async, major);
      }
      int tag = bytes[at];
      if (tag == 1 && size > ROOT.length) {
        continuo |= contains(bytes, at + 3, at + size, ROOT);
        async |= continuo && Arrays.equals(bytes, at + 3, at + size, ASYNC, 0, ASYNC.length);
      } else if (tag == 5 || tag == 6) {
        entry++;
      }
      at += size;
    }
    return new ClassGlance(true, continuo, async, major);
  }

  private static int entrySize(byte[] bytes, int at) {
    return switch (bytes[at]) {
      case 1 -> 3 + int16(bytes, at + 1);
      case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
      case 5, 6 -> 9;
      case 7, 8, 16, 19, 20 -> 3;
      case 15 -> 4;
      default -> -1;
    };
  }

  private static boolean contains(byte[] bytes, int from, int to, byte[] wanted) {
    for (int i = from; i + wanted.length <= to; i++) {
      if (bytes[i] == wanted[0]
          && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static int int16(byte[] bytes, int at) {
    return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
  }

  private static int int32(byte[] bytes, int at) {
    return (int16(bytes, at) << 16) | int16(bytes, at + 2);
  }
}
