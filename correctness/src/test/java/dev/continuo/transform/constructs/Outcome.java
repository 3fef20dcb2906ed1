package dev.continuo.transform.constructs;

import dev.continuo.constructs.Probe;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a run that must be the same on both sides, as text, because the two sides have
 * different classes.
 *
 * @param result the value, or the exception with its causes and suppressed ones
 * @param log what was logged, in order
 * @param state the watched objects as they were left
 */
public record Outcome(String result, List<String> log, List<String> state) {

  /** The outcome of a run that returned {@code value}, or threw if {@code failure} is not null. */
  static Outcome of(@Nullable Object value, @Nullable Throwable failure, Probe probe) {
    String result =
        failure == null
            ? "value " + Description.of(value)
            : "throws " + Description.ofThrowable(failure);
    return new Outcome(result, probe.log(), probe.watched().stream().map(Description::of).toList());
  }

  /** What differs, for the message of a failed test; empty if nothing does. */
  public String differencesFrom(Outcome plain) {
    if (equals(plain)) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    if (!result.equals(plain.result)) {
      out.append("  plain       ").append(plain.result).append('\n');
      out.append("  transformed ").append(result).append('\n');
    }
    lines(out, "log", plain.log, log);
    lines(out, "state", plain.state, state);
    return out.toString();
  }

  private static void lines(StringBuilder out, String what, List<String> plain, List<String> own) {
    if (plain.equals(own)) {
      return;
    }
    int same = 0;
    while (same < plain.size() && same < own.size() && plain.get(same).equals(own.get(same))) {
      same++;
    }
    out.append("  ").append(what).append(" after ").append(same).append(" equal lines\n");
    out.append("    plain       ").append(plain.subList(same, plain.size())).append('\n');
    out.append("    transformed ").append(own.subList(same, own.size())).append('\n');
  }
}
