package dev.continuo.transform.emit;

import dev.continuo.transform.plan.MethodPlan;
import dev.continuo.transform.plan.StatePlan;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;

/**
 * Writes what a coroutine class says about its source, in the form that the runtime's {@code
 * FrameMetadata} draws. A string constant holds 65,535 bytes at most (JVMS 4.4.7): the names of
 * variables are left out where they do not fit.
 */
final class MetadataEncoder {

  private static final int LIMIT = 60_000;

  private MetadataEncoder() {}

  static String encode(MethodPlan plan, ClassNode host) {
    StringBuilder text = new StringBuilder();
    text.append(host.name.replace('/', '.')).append('\n');
    text.append(plan.names().method()).append('\n');
    text.append(host.sourceFile == null ? "" : host.sourceFile).append('\n');
    text.append(firstLine(plan));
    for (StatePlan state : plan.spills().states()) {
      text.append(',').append(state.point().line());
    }
    int bytes = text.toString().getBytes(StandardCharsets.UTF_8).length;
    for (StatePlan state : plan.spills().states()) {
      String variables = "\n" + String.join(",", state.variables());
      bytes += variables.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > LIMIT) {
        break;
      }
      text.append(variables);
    }
    return text.toString();
  }

  static int firstLine(MethodPlan plan) {
    for (AbstractInsnNode node : plan.flow().nodes()) {
      if (node instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return -1;
  }
}
