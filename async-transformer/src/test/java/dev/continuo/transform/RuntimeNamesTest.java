package dev.continuo.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncGenerator;
import dev.continuo.AsyncScope;
import dev.continuo.Awaitable;
import dev.continuo.Continuo;
import dev.continuo.Coroutine;
import dev.continuo.Each;
import dev.continuo.Generator;
import dev.continuo.annotation.Async;
import dev.continuo.annotation.Blocking;
import dev.continuo.coroutine.Await;
import dev.continuo.coroutine.BuiltIn;
import dev.continuo.coroutine.CoroutineFrame;
import dev.continuo.coroutine.Driver;
import dev.continuo.coroutine.GeneratorFrame;
import dev.continuo.coroutine.Iteration;
import dev.continuo.coroutine.Launch;
import dev.continuo.coroutine.Transformed;
import dev.continuo.transform.find.BuiltIns;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** The transformer does not depend on the runtime; this holds their names together. */
class RuntimeNamesTest {

  @Test
  void classesHaveTheseNames() {
    assertThat(
            List.of(
                RuntimeNames.CONTINUO,
                RuntimeNames.COROUTINE,
                RuntimeNames.AWAITABLE,
                RuntimeNames.FRAME,
                RuntimeNames.DRIVER,
                RuntimeNames.AWAIT_CLASS,
                RuntimeNames.LAUNCH,
                RuntimeNames.EACH_TYPE,
                RuntimeNames.GENERATOR,
                RuntimeNames.ASYNC_GENERATOR,
                RuntimeNames.ASYNC_CLOSEABLE,
                RuntimeNames.ASYNC_SCOPE,
                RuntimeNames.GENERATOR_FRAME,
                RuntimeNames.ITERATION,
                RuntimeNames.SENTINEL))
        .containsExactlyElementsOf(
            Stream.of(
                    Continuo.class,
                    Coroutine.class,
                    Awaitable.class,
                    CoroutineFrame.class,
                    Driver.class,
                    Await.class,
                    Launch.class,
                    Each.class,
                    Generator.class,
                    AsyncGenerator.class,
                    AsyncCloseable.class,
                    AsyncScope.class,
                    GeneratorFrame.class,
                    Iteration.class,
                    Driver.SUSPENDED.getClass())
                .map(Type::getInternalName)
                .toList());
    assertThat(RuntimeNames.ASYNC_DESCRIPTOR).isEqualTo(Type.getDescriptor(Async.class));
    assertThat(RuntimeNames.BLOCKING_DESCRIPTOR).isEqualTo(Type.getDescriptor(Blocking.class));
    assertThat(RuntimeNames.TRANSFORMED_DESCRIPTOR)
        .isEqualTo(Type.getDescriptor(Transformed.class));
  }

  @Test
  void suspendingFunctionsExist() {
    assertThat(methods(Continuo.class, RuntimeNames.AWAIT))
        .contains(RuntimeNames.AWAIT_AWAITABLE_DESCRIPTOR, RuntimeNames.AWAIT_STAGE_DESCRIPTOR);
    assertThat(methods(Continuo.class, RuntimeNames.EMIT)).isNotEmpty();
    assertThat(methods(Continuo.class, RuntimeNames.EMIT))
        .containsExactly(RuntimeNames.EMIT_DESCRIPTOR);
    assertThat(methods(Continuo.class, RuntimeNames.EMIT_ALL))
        .containsExactly("(Ljava/lang/Object;)V");
    assertThat(methods(Continuo.class, RuntimeNames.EACH))
        .isNotEmpty()
        .allSatisfy(
            descriptor ->
                assertThat(Type.getReturnType(descriptor))
                    .isEqualTo(Type.getReturnType(RuntimeNames.ITERATION_EACH_DESCRIPTOR)));
    assertThat(methods(Iteration.class, RuntimeNames.EACH))
        .containsExactly(RuntimeNames.ITERATION_EACH_DESCRIPTOR);
    assertThat(methods(Continuo.class, RuntimeNames.VALUE))
        .containsExactly(RuntimeNames.VALUE_METHOD_DESCRIPTOR);
    assertThat(methods(Continuo.class, RuntimeNames.DONE)).containsExactly("()Ljava/lang/Object;");
  }

  @Test
  void everyOverloadOfAwaitTakesTheAwaitableAndPerhapsAClass() {
    for (String descriptor : methods(Continuo.class, RuntimeNames.AWAIT)) {
      Type[] arguments = Type.getArgumentTypes(descriptor);
      assertThat(arguments.length).isBetween(1, 2);
      if (arguments.length == 2) {
        assertThat(arguments[1]).isEqualTo(Type.getType(Class.class));
      }
      assertThat(Type.getReturnType(descriptor)).isEqualTo(Type.getType(Object.class));
    }
  }

  @Test
  void whatGeneratedCodeCallsExists() throws Exception {
    assertThat(CoroutineFrame.class.getField(RuntimeNames.FRAME_STATE).getType())
        .isEqualTo(int.class);
    assertThat(Driver.class.getField(RuntimeNames.DRIVER_SUSPENDED).getType())
        .isEqualTo(Object.class);
    assertThat(methods(CoroutineFrame.class, RuntimeNames.FRAME_RESUME))
        .containsExactly(RuntimeNames.RESUME_DESCRIPTOR);
    assertThat(methods(CoroutineFrame.class, RuntimeNames.FRAME_METADATA))
        .containsExactly("()Ljava/lang/String;");
    assertThat(Driver.class.getField(RuntimeNames.DRIVER_CALL).getType()).isEqualTo(Object.class);
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_RESULT)).contains("()Ljava/lang/Object;");
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_LEAVE)).contains("()V");
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_DESCEND)).contains("()I");
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_ASCEND)).contains("(I)V");
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_RECORD))
        .contains(RuntimeNames.DRIVER_RECORD_DESCRIPTOR);
    assertThat(methods(Await.class, RuntimeNames.AWAIT_CALLEE))
        .contains(RuntimeNames.AWAIT_CALLEE_DESCRIPTOR);
    assertThat(methods(Await.class, RuntimeNames.AWAIT_BEGIN))
        .contains(RuntimeNames.AWAIT_BEGIN_DESCRIPTOR);
    assertThat(methods(Await.class, RuntimeNames.AWAIT_TAIL))
        .contains(RuntimeNames.AWAIT_BEGIN_DESCRIPTOR);
    assertThat(methods(Await.class, RuntimeNames.AWAIT_DEFER))
        .contains(RuntimeNames.AWAIT_DEFER_DESCRIPTOR);
    assertThat(methods(Await.class, RuntimeNames.AWAIT_CAUGHT))
        .contains(RuntimeNames.AWAIT_CAUGHT_DESCRIPTOR);
    assertThat(Driver.class.getField(RuntimeNames.DRIVER_ENDED).getType()).isEqualTo(Object.class);
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_HOLD))
        .containsExactly("(Ljava/lang/Object;)V");
    assertThat(methods(Driver.class, RuntimeNames.DRIVER_HELD))
        .containsExactly("()Ljava/lang/Object;");
    assertThat(methods(Iteration.class, RuntimeNames.ITERATION_STEP))
        .containsExactly(RuntimeNames.ITERATION_STEP_DESCRIPTOR);
    assertThat(methods(Iteration.class, RuntimeNames.ITERATION_ALL))
        .containsExactly(RuntimeNames.EMIT_DESCRIPTOR);
    assertThat(methods(Iteration.class, RuntimeNames.ITERATION_REST))
        .containsExactly(RuntimeNames.EMIT_DESCRIPTOR);
    assertThat(methods(Iteration.class, RuntimeNames.ITERATION_CLOSE))
        .containsExactlyInAnyOrder(
            RuntimeNames.ITERATION_CLOSE_DESCRIPTOR,
            RuntimeNames.ITERATION_CLOSE_PENDING_DESCRIPTOR,
            RuntimeNames.ITERATION_CLOSE_ANY_DESCRIPTOR,
            RuntimeNames.ITERATION_CLOSE_ANY_PENDING_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_GENERATOR))
        .containsExactly(RuntimeNames.LAUNCH_GENERATOR_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_ASYNC_GENERATOR))
        .containsExactly(RuntimeNames.LAUNCH_ASYNC_GENERATOR_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_COMPLETABLE))
        .contains(RuntimeNames.LAUNCH_COMPLETABLE_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_BACKGROUND))
        .contains(RuntimeNames.LAUNCH_BACKGROUND_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_DISCARDED))
        .contains(RuntimeNames.LAUNCH_DISCARDED_DESCRIPTOR);
    assertThat(methods(Launch.class, RuntimeNames.LAUNCH_REQUIRE_FORMAT))
        .contains(RuntimeNames.LAUNCH_REQUIRE_FORMAT_DESCRIPTOR);
    assertThat(RuntimeNames.FORMAT).isLessThanOrEqualTo(Launch.FORMAT);
  }

  @Test
  void whatCodeOfFormat1CallsIsStillThere() {
    assertThat(methods(Driver.class, "enter")).contains("()Z");
    assertThat(methods(Driver.class, "leave")).contains("()V");
  }

  @Test
  void everyBuiltInIsAFunctionOfTheRuntimeAndHasAnAwaitingForm() throws Exception {
    for (String function : RuntimeNames.BUILT_INS) {
      String owner = function.substring(0, function.indexOf('.'));
      String name = function.substring(owner.length() + 1, function.indexOf('('));
      String descriptor = function.substring(function.indexOf('('));
      Class<?> type = Class.forName(owner.replace('/', '.'));
      assertThat(methods(type, name)).as(function).contains(descriptor);
      assertThat(Modifier.isFinal(type.getModifiers())).as(owner).isTrue();
      boolean isStatic = type == Continuo.class;
      MethodInsnNode awaiting =
          BuiltIns.awaiting(
              new MethodInsnNode(
                  isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
                  owner,
                  name,
                  descriptor));
      assertThat(awaiting.owner).isEqualTo(Type.getInternalName(BuiltIn.class));
      assertThat(methods(BuiltIn.class, awaiting.name)).contains(awaiting.desc);
      assertThat(Arrays.stream(type.getDeclaredMethods()).filter(m -> m.getName().equals(name)))
          .allMatch(m -> Modifier.isStatic(m.getModifiers()) == isStatic);
    }
    assertThat(RuntimeNames.BUILT_INS)
        .hasSize(
            (int)
                Arrays.stream(BuiltIn.class.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()))
                    .count());
  }

  /** Descriptors of the methods of that name which generated code in another package can call. */
  private static List<String> methods(Class<?> owner, String name) {
    return Arrays.stream(owner.getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && !m.isBridge())
        .filter(m -> Modifier.isPublic(m.getModifiers()) || Modifier.isProtected(m.getModifiers()))
        .map((Method m) -> Type.getMethodDescriptor(m))
        .toList();
  }
}
