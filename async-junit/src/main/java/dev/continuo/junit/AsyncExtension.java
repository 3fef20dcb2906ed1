package dev.continuo.junit;

import dev.continuo.Awaitable;
import dev.continuo.EventLoop;
import dev.continuo.VirtualTime;
import dev.continuo.annotation.Async;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Runs {@code @Async void} test methods on an event loop.
 *
 * <pre>{@code
 * @ExtendWith(AsyncExtension.class)               // or @AsyncTests
 * class ShopTest {
 *   private Shop shop;
 *
 *   @BeforeEach
 *   @Async
 *   void open() {
 *     shop = await(Shop.open());
 *   }
 *
 *   @Test
 *   @Async
 *   void anOrderIsShippedTheNextDay(VirtualTime time) {
 *     await(shop.order("tea"));
 *     await(time.advanceTimeBy(Duration.ofDays(1)));
 *     assertThat(shop.shipped()).containsExactly("tea");
 *   }
 *
 *   @AfterEach
 *   @Async
 *   void close() {
 *     await(shop.closeAsync());
 *   }
 * }
 * }</pre>
 *
 * <p>Each test has a loop of its own, for its {@code @BeforeEach} and {@code @AfterEach} methods
 * too; each of these methods is a task of it. Methods without {@code @Async} are called as always,
 * outside the loop. {@code @ParameterizedTest}, {@code @RepeatedTest} and {@code @Nested} work as
 * for other tests. The goal {@code transform-test} must transform the test classes.
 *
 * <p>The clock is virtual unless {@link RealTime} is said: when nothing is ready it jumps to the
 * next timer. Parameters of the types {@link VirtualTime} and {@link EventLoop} are those of the
 * test.
 *
 * <p>A test fails with what its method throws, or with
 *
 * <ul>
 *   <li>a deadlock, as soon as every task waits for something that cannot come any more, with a
 *       dump of who waits for what;
 *   <li>a dump, when a method takes more real time than its {@link RealTimeLimit};
 *   <li>a dump, when tasks are pending after the last {@code @AfterEach} method, unless {@link
 *       AllowPendingTasks} is said; tasks that only need their turn to end get it;
 *   <li>everything that reached the exception handler of the loop: failures of callbacks and of
 *       {@code void} methods, failures that nobody retrieved. A test that sets a handler of its own
 *       deals with them itself;
 *   <li>coroutines that were made and never awaited (found with assertions on, as Surefire has
 *       them).
 * </ul>
 *
 * <p>The method must be {@code void}: JUnit does not run test methods that return something.
 * JUnit's own {@code @Timeout} interrupts the test's thread, and so cancels the run of the loop;
 * the failure has the dump of the tasks as a suppressed exception.
 *
 * <p>{@code @BeforeAll} and {@code @AfterAll} methods cannot be {@code @Async}: a loop belongs to
 * one test.
 */
public final class AsyncExtension
    implements BeforeAllCallback,
        AfterEachCallback,
        InvocationInterceptor,
        ParameterResolver,
        TestTemplateInvocationContextProvider {

  /** For JUnit. */
  public AsyncExtension() {}

  static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(
        ExtensionContext.Namespace.create(AsyncExtension.class, context.getUniqueId()));
  }

  /** The loop of the test that runs, made when it is needed first. */
  private static TestLoop loop(ExtensionContext context) {
    return store(context)
        .getOrComputeIfAbsent(
            TestLoop.class, key -> new TestLoop(Settings.of(context)), TestLoop.class);
  }

  /** Refuses test methods that JUnit would pass over with a warning at most. */
  @Override
  public void beforeAll(ExtensionContext context) {
    Class<?> tests = context.getRequiredTestClass();
    List<Method> wrong =
        ReflectionSupport.findMethods(
            tests,
            m -> returnsAwaitable(m) && AnnotationSupport.isAnnotated(m, Testable.class),
            HierarchyTraversalMode.TOP_DOWN);
    if (!wrong.isEmpty()) {
      throw new ExtensionConfigurationException(
          "JUnit does not run test methods that return something; declare them void: " + wrong);
    }
  }

  private static boolean returnsAwaitable(Method method) {
    Class<?> type = method.getReturnType();
    return Awaitable.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestLoop loop = store(context).remove(TestLoop.class, TestLoop.class);
    if (loop == null) {
      return;
    }
    Throwable before = context.getExecutionException().orElse(null);
    AssertionFailedError problem = loop.end(before == null);
    if (problem != null && !(before instanceof TestAbortedException)) {
      Order order = loop.settings().order();
      throw order == null ? problem : order.explanation(problem);
    }
  }

  // Methods

  @Override
  public void interceptTestMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    run(invocation, call, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    run(invocation, call, context);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    run(invocation, call, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    run(invocation, call, context);
  }

  @Override
  public void interceptBeforeAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    refuseAsync(invocation, call);
  }

  @Override
  public void interceptAfterAllMethod(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    refuseAsync(invocation, call);
  }

  private static void run(
      Invocation<@Nullable Void> invocation,
      ReflectiveInvocationContext<Method> call,
      ExtensionContext context)
      throws Throwable {
    Method method = call.getExecutable();
    if (isAsync(method)) {
      loop(context).run(method.getName(), invocation);
    } else {
      invocation.proceed();
    }
  }

  private static void refuseAsync(
      Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> call)
      throws Throwable {
    if (isAsync(call.getExecutable())) {
      invocation.skip();
      throw new ExtensionConfigurationException(
          call.getExecutable()
              + " cannot be @Async: a loop belongs to one test; use @BeforeEach or @AfterEach");
    }
    invocation.proceed();
  }

  private static boolean isAsync(Method method) {
    return AnnotationSupport.isAnnotated(method, Async.class);
  }

  // Parameters

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EventLoop.class || type == VirtualTime.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (context.getTestMethod().isEmpty()
        || !(parameter.getDeclaringExecutable() instanceof Method)) {
      throw new ParameterResolutionException(
          "the loop and its time belong to one test: take them as parameters of the test method, of"
              + " @BeforeEach or of @AfterEach methods, not of "
              + parameter.getDeclaringExecutable());
    }
    TestLoop loop = loop(context);
    if (parameter.getParameter().getType() == EventLoop.class) {
      return loop.loop();
    }
    if (loop.settings().realTime()) {
      throw new ParameterResolutionException(
          "there is no VirtualTime in a test that runs in @RealTime");
    }
    return VirtualTime.of(loop.loop());
  }

  // Orders

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), Orders.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    return OrderRuns.of(context);
  }
}
