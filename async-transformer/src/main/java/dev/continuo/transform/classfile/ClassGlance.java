package dev.continuo.transform.classfile;

import dev.continuo.transform.RuntimeNames;
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

  private static final byte[] ROOT = ascii(RuntimeNames.ROOT);
  private static final byte[] ASYNC = ascii(RuntimeNames.ASYNC_DESCRIPTOR);
  private static final int HEADER = 10;

  /**
   * Sizes of constants by tag, JVMS table 4.4-A; of a Utf8 without its text; 0 if there is none.
   */
  private static final byte[] SIZES = {
    0, 3, 0, 5, 5, 9, 9, 3, 3, 5, 5, 5, 5, 0, 0, 4, 3, 5, 5, 3, 3
  };

  /**
   * How far {@link #ROOT} may move on if a byte stands under its end (Boyer, Moore, Horspool): most
   * often by its whole length. An agent searches all of a program's names while nothing is
   * compiled.
   */
  private static final byte[] STEPS = steps();

  /**
   * Looks at a class file.
   *
   * @param bytes any bytes
   * @return what was seen; never throws
   */
  public static ClassGlance at(byte[] bytes) {
    return at(bytes, bytes.length);
  }

  /**
   * The same for a class file at the start of a buffer.
   *
   * @param bytes any bytes
   * @param length how many of them are the file
   * @return what was seen; never throws
   */
  public static ClassGlance at(byte[] bytes, int length) {
    if (length < HEADER || int32(bytes, 0) != 0xCAFEBABE) {
      return new ClassGlance(false, false, false, 0);
    }
    int major = int16(bytes, 6);
    int count = int16(bytes, 8);
    boolean continuo = false;
    boolean async = false;
    int at = HEADER;
    for (int entry = 1; entry < count; entry++) {
      int tag = at + 3 <= length ? bytes[at] : 0;
      int size = tag > 0 && tag < SIZES.length ? SIZES[tag] : 0;
      if (tag == 1) {
        size += ((bytes[at + 1] & 0xFF) << 8) | (bytes[at + 2] & 0xFF);
      }
      if (size == 0 || at + size > length) {
        return new ClassGlance(false, continuo, async, major);
      }
      if (tag == 1 && size >= ROOT.length + 3) {
        continuo = continuo || mentionsRoot(bytes, at + 3, at + size);
        async |= continuo && Arrays.equals(bytes, at + 3, at + size, ASYNC, 0, ASYNC.length);
      } else if (tag == 5 || tag == 6) {
        entry++;
      }
      at += size;
    }
    return new ClassGlance(true, continuo, async, major);
  }

  /** Without {@code StandardCharsets}, which loads six classes where an agent starts. */
  private static byte[] ascii(String text) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) text.charAt(i);
    }
    return bytes;
  }

  private static byte[] steps() {
    byte[] steps = new byte[256];
    Arrays.fill(steps, (byte) ROOT.length);
    for (int i = 0; i < ROOT.length - 1; i++) {
      steps[ROOT[i]] = (byte) (ROOT.length - 1 - i);
    }
    return steps;
  }

  private static boolean mentionsRoot(byte[] bytes, int from, int to) {
    int last = ROOT.length - 1;
    for (int end = from + last; end < to; end += STEPS[bytes[end] & 0xFF]) {
      if (bytes[end] == ROOT[last]
          && Arrays.equals(bytes, end - last, end + 1, ROOT, 0, ROOT.length)) {
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
