package dev.continuo.transform.random;

import dev.continuo.transform.random.Node.Block;
import dev.continuo.transform.random.Node.Clauses;
import dev.continuo.transform.random.Node.Expression;
import dev.continuo.transform.random.Node.Statement;

/** Writes a tree as Java source, indented so that people can read what is left of a program. */
final class Printer {

  private final StringBuilder out = new StringBuilder();
  private int indentation = 1;

  private Printer() {}

  static String print(Node node) {
    Printer printer = new Printer();
    printer.node(node);
    return printer.out.toString();
  }

  private void node(Node node) {
    if (node instanceof Expression expression) {
      form(expression.form(), expression);
    } else if (node instanceof Statement statement) {
      form(statement.form(), statement);
    } else if (node instanceof Block) {
      out.append("{\n");
      indentation++;
      lines(node);
      indentation--;
      out.append("  ".repeat(indentation)).append('}');
    } else if (node instanceof Clauses) {
      out.append('\n');
      indentation++;
      lines(node);
      indentation--;
      out.append("  ".repeat(indentation));
    }
  }

  private void lines(Node node) {
    for (Node child : node.children()) {
      out.append("  ".repeat(indentation));
      node(child);
      out.append('\n');
    }
  }

  /**
   * Without the outer parentheses of an argument: javac attributes one in parentheses twice, and so
   * the innermost of ten nested ones a thousand times.
   */
  private void argument(Node node, boolean isArgument) {
    if (isArgument && node instanceof Expression expression && isInParentheses(expression.form())) {
      form(expression.form().substring(1, expression.form().length() - 1), node);
    } else {
      node(node);
    }
  }

  private static boolean isArgument(String form, int at) {
    String before = form.substring(0, at).stripTrailing();
    String after = form.substring(at + 1).stripLeading();
    return (before.endsWith("(") || before.endsWith(","))
        && (after.startsWith(")") || after.startsWith(","));
  }

  private static boolean isInParentheses(String form) {
    return form.startsWith("(") && form.endsWith(")");
  }

  private void form(String form, Node node) {
    int next = 0;
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      if (c == '#') {
        argument(node.children().get(next++), isArgument(form, i));
      } else {
        out.append(c);
      }
    }
    if (next != node.children().size()) {
      throw new IllegalStateException(form + " has not " + node.children().size() + " children");
    }
  }
}
