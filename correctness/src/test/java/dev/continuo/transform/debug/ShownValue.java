package dev.continuo.transform.debug;

import com.sun.jdi.ArrayReference;
import com.sun.jdi.CharValue;
import com.sun.jdi.ObjectReference;
import com.sun.jdi.StringReference;
import com.sun.jdi.Value;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of the debuggee as text, without running code there. */
final class ShownValue {

  private ShownValue() {}

  static String of(@Nullable Value value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof StringReference string) {
      return '"' + string.value() + '"';
    }
    if (value instanceof ArrayReference array) {
      return array.getValues().stream()
          .map(ShownValue::of)
          .collect(Collectors.joining(",", "[", "]"));
    }
    if (value instanceof CharValue character) {
      return "'" + character.value() + "'";
    }
    return value instanceof ObjectReference object ? type(object) : value.toString();
  }

  private static String type(ObjectReference object) {
    String name = object.referenceType().name();
    return name.contains("$$Lambda") ? "lambda" : name.replaceFirst("^.*[.$]", "");
  }
}
