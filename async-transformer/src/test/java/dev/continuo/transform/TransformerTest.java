package dev.continuo.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.TransformResult.Outcome;
import dev.continuo.transform.testing.JavaSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

class TransformerTest {

  private static final String SUM =
      "class T { Coroutine<Integer> load(int a) { return value(a); }"
          + " @Async Coroutine<Integer> sum(int a, String unused) {"
          + "   int b = await(load(a)); return value(a + b); } }";

  @Test
  void theMethodBecomesARampAndKeepsWhatReflectionSees() {
    JavaSource source = JavaSource.compile(SUM, "-parameters");
    ClassNode host = JavaSource.parse(source.transform().host());
    MethodNode before = source.method("sum");
    MethodNode ramp = JavaSource.method(host, "sum");
    assertThat(ramp.access).isEqualTo(before.access);
    assertThat(ramp.desc).isEqualTo(before.desc);
    assertThat(ramp.signature).isEqualTo(before.signature);
    assertThat(ramp.visibleAnnotations).hasSize(1);
    assertThat(ramp.parameters.stream().map(p -> p.name)).containsExactly("a", "unused");
    assertThat(ramp.localVariables.stream().map(v -> v.name))
        .containsExactly("this", "a", "unused");
  }

  @Test
  void theBodyStaysInTheHostUnderAHiddenNameThatCarriesTheClass() {
    TransformResult result = JavaSource.compile(SUM).transform();
    MethodNode body = JavaSource.method(JavaSource.parse(result.host()), "lambda$T$sum$async");
    assertThat(body.desc)
        .isEqualTo(
            "(ILjava/lang/String;Ldev/continuo/coroutine/Driver;LT$sum$async;)Ljava/lang/Object;");
    assertThat(body.access & Opcodes.ACC_SYNTHETIC).isNotZero();
    assertThat(body.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)).isZero();
  }

  @Test
  void theBodyOfAnInterfaceMethodIsPublicAndStatic() {
    TransformResult result =
        JavaSource.compile(
                "interface T { @Async default Coroutine<Integer> m() { return value(1); } }")
            .transform();
    MethodNode body = JavaSource.method(JavaSource.parse(result.host()), "lambda$T$m$async");
    assertThat(body.access)
        .isEqualTo(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC);
    assertThat(body.desc).startsWith("(LT;");
  }

  @Test
  void theCoroutineClassHasTypedFieldsForArgumentsOnlyWhereNothingElseLives() {
    TransformResult result = JavaSource.compile(SUM).transform();
    assertThat(result.coroutines()).hasSize(1);
    ClassNode frame = JavaSource.parse(result.coroutines().get(0).bytes());
    assertThat(frame.name).isEqualTo("T$sum$async");
    assertThat(frame.superName).isEqualTo(RuntimeNames.FRAME);
    assertThat(frame.fields.stream().map(f -> f.desc + f.name))
        .containsExactly("LT;self", "Ia", "Ljava/lang/String;unused");
  }

  @Test
  void transformingAgainIsAByteIdenticalNoOp() {
    JavaSource source = JavaSource.compile(SUM);
    TransformResult first = source.transform();
    Transformer transformer = new Transformer(source.locator(), TransformOptions.defaults());
    TransformResult second = transformer.transform(first.host(), "T.class");
    assertThat(second.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(second.host()).isSameAs(first.host());
    byte[] frame = first.coroutines().get(0).bytes();
    assertThat(transformer.transform(frame, "T$sum$async.class").outcome())
        .isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void theSameInputGivesTheSameOutput() {
    JavaSource source = JavaSource.compile(SUM);
    TransformResult first = source.transform();
    TransformResult second = source.transform();
    assertThat(first.host()).isEqualTo(second.host());
    assertThat(first.coroutines().get(0).bytes()).isEqualTo(second.coroutines().get(0).bytes());
  }

  @Test
  void markersNameHostAndCoroutines() {
    TransformResult result = JavaSource.compile(SUM).transform();
    Marker host = Objects.requireNonNull(Marker.read(result.host()));
    assertThat(host.isCoroutineClass()).isFalse();
    assertThat(host.coroutines()).containsExactly("T$sum$async");
    Marker frame = Objects.requireNonNull(Marker.read(result.coroutines().get(0).bytes()));
    assertThat(frame.isCoroutineClass()).isTrue();
    assertThat(frame.host()).isEqualTo("T");
  }

  @Test
  void aClassWithoutOurNamesPassesThrough() {
    JavaSource source = JavaSource.compile("class T { int m() { return 1; } }");
    // The imports leave no trace in the class file.
    TransformResult result = source.transform();
    assertThat(result.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(result.host()).isSameAs(source.bytes("T"));
  }

  @Test
  void aCorruptClassFileIsADiagnosticThatNamesIt() {
    JavaSource source = JavaSource.compile(SUM);
    Transformer transformer = new Transformer(source.locator(), TransformOptions.defaults());
    byte[] whole = source.bytes("T");
    for (byte[] bytes :
        new byte[][] {
          {},
          "no class file".getBytes(StandardCharsets.UTF_8),
          Arrays.copyOf(whole, 100),
          Arrays.copyOf(whole, whole.length - 40)
        }) {
      TransformResult result = transformer.transform(bytes, "target/classes/T.class");
      assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(result.diagnostics().get(0).code()).isEqualTo(DiagnosticCode.CORRUPT_CLASS_FILE);
      assertThat(result.diagnostics().get(0).format()).contains("target/classes/T.class");
      assertThat(result.host()).isSameAs(bytes);
    }
  }

  @Test
  void aTooNewClassFileFailsOnlyWithAsync() {
    JavaSource source = JavaSource.compile(SUM);
    byte[] async = source.bytes("T").clone();
    byte[] plain = JavaSource.compile("class T { Coroutine<Integer> c; }").bytes("T").clone();
    async[7] = (byte) 250;
    plain[7] = (byte) 250;
    Transformer transformer = new Transformer(source.locator(), TransformOptions.defaults());
    assertThat(transformer.transform(plain, "T.class").outcome()).isEqualTo(Outcome.UNCHANGED);
    TransformResult result = transformer.transform(async, "T.class");
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.diagnostics().get(0).format())
        .contains("ASYNC010")
        .contains("T.class")
        .contains("version 250 (Java 206)");
  }

  @Test
  void aTooOldClassFileFailsOnlyWithAsync() {
    JavaSource source = JavaSource.compile(SUM);
    byte[] async = source.bytes("T").clone();
    async[7] = 49;
    Transformer transformer = new Transformer(source.locator(), TransformOptions.defaults());
    assertThat(transformer.transform(async, "T.class").diagnostics().get(0).code())
        .isEqualTo(DiagnosticCode.CLASS_FILE_TOO_OLD);
  }

  @Test
  void aMethodThatDoesNotFitIsADiagnostic() {
    StringBuilder text =
        new StringBuilder("class T { @Async static Coroutine<Integer> m(int a) { int b = 0;");
    for (int i = 0; i < 1100; i++) {
      text.append(" b += await(value(a + ").append(i).append("));");
    }
    text.append(" return value(b); } }");
    TransformResult result = JavaSource.compile(text.toString()).transform();
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.diagnostics().get(0).code()).isEqualTo(DiagnosticCode.TOO_LARGE);
    assertThat(result.diagnostics().get(0).line()).isEqualTo(1);
    assertThat(result.diagnostics().get(0).message()).contains("code of m takes");
  }

  @Test
  void aBodyThatHotSpotWillNotCompileIsAWarning() {
    StringBuilder text =
        new StringBuilder("class T { @Async static Coroutine<Integer> m(int a) { int b = 0;");
    for (int i = 0; i < 200; i++) {
      text.append(" b += await(value(a + ").append(i).append("));");
    }
    text.append(" return value(b); } }");
    TransformResult result = JavaSource.compile(text.toString()).transform();
    assertThat(result.outcome()).isEqualTo(Outcome.TRANSFORMED);
    assertThat(result.diagnostics().get(0).code()).isEqualTo(DiagnosticCode.HUGE_BODY);
  }

  @Test
  void aDirectCallUsesTheBodyOfAMethodThatCannotBeOverridden() {
    String source =
        "class T { @Async %s Coroutine<Integer> f() { return value(1); }"
            + " @Async Coroutine<Integer> m() { return value(await(f())); } }";
    assertThat(callsInBody(source.formatted("private"))).contains("lambda$T$f$async");
    assertThat(callsInBody(source.formatted("static"))).contains("lambda$T$f$async");
    assertThat(callsInBody(source.formatted("final"))).contains("lambda$T$f$async");
    assertThat(callsInBody(source.formatted("public"))).doesNotContain("lambda$T$f$async");
  }

  private static java.util.List<String> callsInBody(String source) {
    ClassNode host = JavaSource.parse(JavaSource.compile(source).transform().host());
    return Arrays.stream(JavaSource.method(host, "lambda$T$m$async").instructions.toArray())
        .filter(n -> n instanceof org.objectweb.asm.tree.MethodInsnNode)
        .map(n -> ((org.objectweb.asm.tree.MethodInsnNode) n).name)
        .toList();
  }

  @Test
  void verificationCanBeSwitchedOff() {
    JavaSource source = JavaSource.compile(SUM);
    TransformResult checked = source.transform();
    TransformResult unchecked =
        new Transformer(source.locator(), new TransformOptions(false, true))
            .transform(source.bytes("T"), "T.class");
    assertThat(unchecked.outcome()).isEqualTo(Outcome.TRANSFORMED);
    assertThat(unchecked.host()).isNotEqualTo(source.bytes("T"));
    assertThat(checked.outcome()).isEqualTo(Outcome.TRANSFORMED);
  }
}
