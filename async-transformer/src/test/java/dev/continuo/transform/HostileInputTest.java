package dev.continuo.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.TransformResult.Outcome;
import dev.continuo.transform.testing.JavaSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Files that no compiler wrote. Each ends as a diagnostic, as a class that is passed through, as
 * one that is transformed, or as a {@link TransformException} that names it; never in any other
 * exception or error, and never in an endless loop.
 */
class HostileInputTest {

  /** More take minutes: {@code -Dcontinuo.flips=20000}. */
  private static final int RANDOM_FLIPS = Integer.getInteger("continuo.flips", 1_500);

  private static final int[] MASKS = {0x01, 0x80, 0xFF};
  private static final String LOCATION = "target/classes/T.class";

  private static final String SMALL =
      "class T { @Async static Coroutine<Integer> m(int a) {"
          + " int b = await(sleep(java.time.Duration.ZERO, a)); return value(a + b); } }";

  private static final String LOOP =
      "class T { @Async Coroutine<Integer> m(int n) { int sum = 0;"
          + " for (int i = 0; i < n; i++) { try { sum += await(value(i)); }"
          + " catch (RuntimeException e) { sum--; } } return value(sum); } }";

  private static final String LARGE =
      """
      abstract class T implements AsyncCloseable {
        private String name = "t";
        @Async private Coroutine<Integer> load(int a) { return value(await(value(a)) + 1); }
        @Async Coroutine<String> all(List<String> names, long wide) {
          StringBuilder out = new StringBuilder(await(value("x")));
          for (String n : names) {
            for (int k = 0; k < 3; k++) {
              out.append(n).append(await(load(k))).append(wide);
            }
          }
          try (T one = this) {
            out.append(switch (await(load(1))) { case 1 -> "a" + await(value(2)); case 2 -> "b"; default -> name; });
          } catch (IllegalStateException | ClassCastException e) {
            out.append(await(value(e)));
          } finally {
            await(sleep(java.time.Duration.ZERO));
          }
          Supplier<Coroutine<Integer>> s = () -> value(await(load(names.size())));
          int[] array = {1, 2};
          array[await(load(0))] += await(s.get());
          return value(out.toString() + array[0]);
        }
        @Async AsyncGenerator<Integer> numbers(AsyncIterable<Integer> source) {
          for (int x : each(source)) { emit(x * 2); }
          return done();
        }
        @Async CompletableFuture<Double> future(double d) { return value(d + await(load((int) d))); }
      }
      """;

  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void bytesThatAreNotAClass() {
    Transformer transformer = transformer(JavaSource.compile(SMALL));
    Random random = new Random(1);
    for (int length = 0; length < 300; length++) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      feed(transformer, noise, "noise of " + length);
      if (length >= 4) {
        byte[] magic = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE};
        System.arraycopy(magic, 0, noise, 0, magic.length);
        feed(transformer, noise, "noise of " + length + " that begins like a class");
      }
    }
    feed(transformer, LARGE.getBytes(StandardCharsets.UTF_8), "source");
    assertThat(wrong).isEmpty();
    assertThat(ends.keySet()).containsExactly("FAILED");
  }

  @Test
  void aClassThatIsCutOffAtAnyLength() {
    for (String text : List.of(SMALL, LARGE)) {
      JavaSource source = JavaSource.compile(text);
      byte[] whole = source.bytes("T");
      Transformer transformer = transformer(source);
      for (int length = 0; length < whole.length; length++) {
        feed(transformer, Arrays.copyOf(whole, length), "cut at " + length);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ends.keySet()).containsExactly("FAILED");
  }

  @Test
  void everyByteOfASmallClassChanged() {
    for (String text : List.of(SMALL, LOOP)) {
      JavaSource source = JavaSource.compile(text);
      Transformer transformer = transformer(source);
      byte[] whole = source.bytes("T");
      for (int i = 0; i < whole.length; i++) {
        for (int mask : MASKS) {
          byte[] changed = whole.clone();
          changed[i] ^= (byte) mask;
          feed(transformer, changed, "byte " + i + " xor " + mask);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(ends.keySet()).contains("FAILED", "TRANSFORMED");
  }

  @Test
  void randomBitsOfALargerClassFlipped() {
    JavaSource source = JavaSource.compile(LARGE);
    Transformer transformer = transformer(source);
    byte[] whole = source.bytes("T");
    for (int seed = 0; seed < RANDOM_FLIPS; seed++) {
      Random random = new Random(seed);
      byte[] changed = whole.clone();
      int flips = 1 + random.nextInt(3);
      for (int f = 0; f < flips; f++) {
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      }
      feed(transformer, changed, "seed " + seed);
    }
    assertThat(wrong).isEmpty();
    assertThat(ends.keySet()).contains("FAILED", "TRANSFORMED");
  }

  @Test
  void everyByteOfATransformedClassChanged() {
    JavaSource source = JavaSource.compile(LOOP);
    byte[] whole = source.transform().host();
    Transformer transformer = transformer(source);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= 0x01;
      feed(transformer, changed, "byte " + i + " of the output");
    }
    assertThat(wrong).isEmpty();
    assertThat(ends.keySet()).contains("FAILED", "UNCHANGED");
  }

  @Test
  void aClassThatIsItsOwnAncestor() {
    JavaSource source =
        JavaSource.compile(
            "class T extends T2 { @Async Coroutine<Integer> m(T t) { t.n(); T2 u = t;"
                + " try (u) { emptyHanded(t); } catch (Exception e) { await(value(1)); }"
                + " return value(1); } static void emptyHanded(Runnable r) {} }"
                + " class T2 extends T3 implements AutoCloseable { void n() {} public void close() {} }"
                + " class T3 implements Runnable { public void run() {} }");
    Map<String, byte[]> circular = new TreeMap<>(source.classes());
    circular.put("T3", withSuperclass(source.bytes("T3"), "T2"));
    Transformer transformer =
        new Transformer(new ClassFileLocator.Simple(circular), TransformOptions.defaults());
    feed(transformer, source.bytes("T"), "circular superclasses");
    byte[] own = withSuperclass(source.bytes("T"), "T");
    circular.put("T", own);
    feed(transformer, own, "own superclass");
    assertThat(wrong).isEmpty();
  }

  private static byte[] withSuperclass(byte[] classFile, String superclass) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    node.superName = superclass;
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }

  private static Transformer transformer(JavaSource source) {
    return new Transformer(source.locator(), TransformOptions.defaults());
  }

  private void feed(Transformer transformer, byte[] bytes, String what) {
    String end;
    try {
      Marker.read(bytes);
      TransformResult result = transformer.transform(bytes, LOCATION);
      end = result.outcome().name();
      boolean isSilent =
          result.outcome() == Outcome.FAILED
              && result.diagnostics().stream().noneMatch(Diagnostic::isError);
      if (isSilent || (result.outcome() != Outcome.TRANSFORMED && result.host() != bytes)) {
        wrong.add(what + ": " + result);
      }
    } catch (TransformException e) {
      end = "TransformException";
      if (!String.valueOf(e.getMessage()).contains(LOCATION)) {
        wrong.add(what + ": does not name the class: " + e);
      }
    } catch (RuntimeException | Error e) {
      end = "wrong";
      wrong.add(what + ": " + e + " at " + Arrays.stream(e.getStackTrace()).limit(3).toList());
    }
    ends.merge(end, 1, Integer::sum);
  }
}
