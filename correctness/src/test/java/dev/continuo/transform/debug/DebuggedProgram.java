package dev.continuo.transform.debug;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.IncompatibleThreadStateException;
import com.sun.jdi.LocalVariable;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.StackFrame;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.VMStartException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.StepRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Predicate;

/**
 * A JVM of its own that runs a program of {@code src/test/debuggee} under a debugger, and notes
 * where it stops.
 *
 * <pre>{@code
 * List<Stop> stops = new DebuggedProgram("Loops", DebuggeeBuild.DEBUG, "later").atEveryLine();
 * }</pre>
 */
final class DebuggedProgram {

  /** Milliseconds without any event: far more than a slow machine needs. */
  private static final long LONGEST_WAIT = 120_000;

  private final String program;
  private final DebuggeeBuild build;
  private final String mode;
  private final List<Stop> stops = new ArrayList<>();

  /**
   * A program that has not started.
   *
   * @param program name of its class
   * @param build which class files
   * @param mode see the program {@code Later}
   */
  DebuggedProgram(String program, DebuggeeBuild build, String mode) {
    this.program = program;
    this.build = build;
    this.mode = mode;
  }

  /** Runs it with a breakpoint at every line of every method but {@code main}. */
  List<Stop> atEveryLine() throws Exception {
    run(line -> true, false);
    return List.copyOf(stops);
  }

  /** Runs it with a breakpoint at one line, and steps over lines from there on. */
  List<Stop> steppingFrom(int line) throws Exception {
    run(l -> l == line, true);
    return List.copyOf(stops);
  }

  private void run(Predicate<Integer> isWanted, boolean steps) throws Exception {
    VirtualMachine machine = launch();
    boolean ended = false;
    try {
      var prepared = machine.eventRequestManager().createClassPrepareRequest();
      prepared.addClassFilter("debuggee." + program + "*");
      prepared.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
      prepared.enable();
      boolean runs = true;
      while (runs) {
        EventSet events = machine.eventQueue().remove(LONGEST_WAIT);
        if (events == null) {
          throw new AssertionError(program + " neither stops nor ends");
        }
        for (Event event : events) {
          if (event instanceof ClassPrepareEvent loaded) {
            setBreakpoints(loaded.referenceType(), isWanted);
          } else if (event instanceof BreakpointEvent stop) {
            stops.add(seen(stop.thread(), stop.location()));
            if (steps) {
              machine.eventRequestManager().deleteAllBreakpoints();
              step(stop.thread());
            }
          } else if (event instanceof StepEvent step) {
            stepped(step);
          }
          runs &= !(event instanceof VMDisconnectEvent);
        }
        if (runs) {
          events.resume();
        }
      }
      ended = true;
    } finally {
      if (!ended) { // else the debuggee waits for us, and we for its end
        machine.process().destroyForcibly();
      }
    }
    checkEnd(machine.process());
  }

  private VirtualMachine launch()
      throws IOException, IllegalConnectorArgumentsException, VMStartException {
    var connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    Objects.requireNonNull(arguments.get("options"))
        .setValue(
            "-Xverify:all -Xshare:auto -XX:TieredStopAtLevel=1 -Ddebuggee.mode="
                + mode
                + " -cp \""
                + build.classPath()
                + '"');
    Objects.requireNonNull(arguments.get("main")).setValue("debuggee." + program);
    return connector.launch(arguments);
  }

  /** A program that failed has not stopped where it should: say why. */
  private static void checkEnd(Process process) throws IOException, InterruptedException {
    String errors =
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.contains("-Xverify")) // deprecated, says the JVM
            .reduce("", (a, b) -> a + "\n" + b);
    int exit = process.waitFor();
    if (exit != 0 || !errors.isBlank()) {
      throw new AssertionError("the debuggee ended with " + exit + ": " + errors);
    }
  }

  private static void setBreakpoints(ReferenceType type, Predicate<Integer> isWanted) {
    for (Method method : type.methods()) {
      boolean isMain = method.name().equals("main") || method.name().startsWith("lambda$main$");
      if (isMain || method.isConstructor() || method.isStaticInitializer()) {
        continue;
      }
      try {
        for (Location location : method.allLineLocations()) {
          if (isWanted.test(location.lineNumber())) {
            var request =
                type.virtualMachine().eventRequestManager().createBreakpointRequest(location);
            request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
            request.enable();
          }
        }
      } catch (AbsentInformationException e) {
        // No lines, nowhere to stop.
      }
    }
  }

  // ---- stepping

  private void step(ThreadReference thread) {
    var requests = thread.virtualMachine().eventRequestManager();
    StepRequest request =
        requests.createStepRequest(thread, StepRequest.STEP_LINE, StepRequest.STEP_OVER);
    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    request.enable();
  }

  /** The steps are over when the method has returned. */
  private void stepped(StepEvent step) throws IncompatibleThreadStateException {
    boolean isLeft =
        !stops.get(stops.size() - 1).method().equals(step.location().method().name())
            || !step.location().declaringType().name().startsWith("debuggee." + program);
    if (isLeft) {
      step.request().disable();
    } else {
      stops.add(seen(step.thread(), step.location()));
    }
  }

  // ---- what is shown

  private static Stop seen(ThreadReference thread, Location location)
      throws IncompatibleThreadStateException {
    StackFrame frame = thread.frame(0);
    String variables;
    try {
      variables = variables(frame);
    } catch (AbsentInformationException e) {
      variables = Stop.UNKNOWN;
    }
    String type = location.declaringType().name();
    return new Stop(
        type.substring(type.lastIndexOf('.') + 1),
        location.method().name(),
        location.lineNumber(),
        variables);
  }

  private static String variables(StackFrame frame) throws AbsentInformationException {
    StringJoiner shown = new StringJoiner(" ");
    if (frame.thisObject() != null) {
      shown.add("this=" + ShownValue.of(frame.thisObject()));
    }
    for (LocalVariable variable : frame.visibleVariables()) {
      shown.add(variable.name() + "=" + ShownValue.of(frame.getValue(variable)));
    }
    return shown.toString();
  }
}
