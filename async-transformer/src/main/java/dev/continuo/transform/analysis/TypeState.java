package dev.continuo.transform.analysis;

import java.util.List;

/**
 * The types of all local variables and stack entries before one instruction.
 *
 * @param locals by slot; the second slot of a long or double is {@link VerificationType#TOP}
 * @param stack from bottom to top, one entry per value
 */
public record TypeState(List<VerificationType> locals, List<VerificationType> stack) {

  /**
   * The type in a slot.
   *
   * @param slot any slot; beyond the known ones it is unusable
   * @return the type
   */
  public VerificationType local(int slot) {
    return slot < locals.size() ? locals.get(slot) : VerificationType.TOP;
  }

  /**
   * The same without the topmost stack entries.
   *
   * @param count how many entries to drop
   * @return a state with a shorter stack
   */
  public TypeState dropping(int count) {
    return new TypeState(locals, stack.subList(0, stack.size() - count));
  }

  /**
   * The same with one more stack entry.
   *
   * @param type the type on top
   * @return a state with a longer stack
   */
  public TypeState pushing(VerificationType type) {
    var longer = new java.util.ArrayList<>(stack);
    longer.add(type);
    return new TypeState(locals, List.copyOf(longer));
  }
}
