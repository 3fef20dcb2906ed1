package dev.continuo.transform.plan;

import dev.continuo.transform.analysis.ControlFlow;
import dev.continuo.transform.analysis.ControlFlow.Block;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which reference fields must be nulled at a suspension, so that the collector does not see values
 * that died: those that some path from the previous suspension (or the start) may arrive with,
 * minus those that are written now. A forward union problem over the blocks.
 */
final class FieldClearing {

  private final ControlFlow flow;
  private final List<StatePlan> states;
  private final Map<Integer, StatePlan> stateAt = new HashMap<>();
  // The receiver is passed to the body on every entry, needed by the code that follows or not.
  private final Set<FrameField> kept = new LinkedHashSet<>();
  private final Set<FrameField> atStart = new LinkedHashSet<>();
  private final List<Set<FrameField>> atBlock = new ArrayList<>();

  FieldClearing(ControlFlow flow, Collection<Argument> arguments, List<StatePlan> states) {
    this.flow = flow;
    this.states = states;
    for (StatePlan state : states) {
      stateAt.put(state.point().index(), state);
    }
    for (Argument argument : arguments) {
      if (argument.isReceiver()) {
        kept.add(argument.field());
      } else if (argument.field().isReference()) {
        atStart.add(argument.field());
      }
    }
  }

  /** The same plans with their fields to clear. */
  List<StatePlan> planned() {
    for (int b = 0; b < flow.blocks().size(); b++) {
      atBlock.add(new LinkedHashSet<>());
    }
    atBlock.get(0).addAll(atStart);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Block block : flow.blocks()) {
        changed |= propagate(block);
      }
    }
    List<StatePlan> result = new ArrayList<>();
    for (StatePlan state : states) {
      Set<FrameField> stale = new LinkedHashSet<>(arrivingAt(state));
      stale.removeAll(held(state));
      stale.removeAll(kept);
      result.add(
          new StatePlan(
              state.point(),
              state.base(),
              state.locals(),
              state.stack(),
              List.copyOf(stale),
              state.variables()));
    }
    return List.copyOf(result);
  }

  private boolean propagate(Block block) {
    boolean changed = false;
    Set<FrameField> current = new LinkedHashSet<>(atBlock.get(block.index()));
    Set<FrameField> thrown = new LinkedHashSet<>(current);
    for (int i = block.start(); i < block.end(); i++) {
      StatePlan state = stateAt.get(i);
      if (state != null) {
        // After a fast path the fields are as before; after a resume they are as written here.
        current.addAll(held(state));
        thrown.addAll(current);
      }
    }
    for (int successor : block.successors()) {
      changed |= atBlock.get(successor).addAll(current);
    }
    for (int handler : block.handlers()) {
      changed |= atBlock.get(handler).addAll(thrown);
    }
    return changed;
  }

  private Set<FrameField> arrivingAt(StatePlan wanted) {
    Block block = flow.blockAt(wanted.point().index());
    Set<FrameField> current = new LinkedHashSet<>(atBlock.get(block.index()));
    for (int i = block.start(); i < wanted.point().index(); i++) {
      StatePlan state = stateAt.get(i);
      if (state != null) {
        current.addAll(held(state));
      }
    }
    return current;
  }

  private static Set<FrameField> held(StatePlan state) {
    Set<FrameField> fields = new LinkedHashSet<>();
    state.locals().stream().map(Spill::field).filter(FrameField::isReference).forEach(fields::add);
    state.stack().stream().map(Spill::field).filter(FrameField::isReference).forEach(fields::add);
    return fields;
  }
}
