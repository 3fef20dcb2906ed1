package dev.continuo.transform.emit;

/**
 * Where local variables are in a body: arguments where they were, then the driver, the frame and,
 * if loops dispatch, the state; then the other variables, moved up.
 *
 * <pre>this, arguments… | driver, frame(, state) | other variables… | depth</pre>
 *
 * The depth of the stack is there only during a direct call, and in no frame.
 *
 * <p>A method with too many parameters passes them through fields: then its parameters are among
 * the other variables.
 *
 * @param fixed the slots of what is passed
 * @param hasState whether there is a state variable
 * @param locals how many slots the method had
 */
record Slots(int fixed, boolean hasState, int locals) {

  int driver() {
    return fixed;
  }

  int frame() {
    return fixed + 1;
  }

  int state() {
    return fixed + 2;
  }

  int depth() {
    return map(locals);
  }

  int inserted() {
    return hasState ? 3 : 2;
  }

  int map(int slot) {
    return slot < fixed ? slot : slot + inserted();
  }
}
