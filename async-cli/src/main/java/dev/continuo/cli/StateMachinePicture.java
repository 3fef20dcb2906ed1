package dev.continuo.cli;

import dev.continuo.transform.Explanation;
import dev.continuo.transform.Explanation.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws state machines as SVG: the states of a method one below the other, from its start to its
 * end; ways to the next state straight, ways forward past others on the right, ways back on the
 * left.
 */
final class StateMachinePicture {

  private static final int MARGIN = 20;
  private static final int BOX_HEIGHT = 48;
  private static final int GAP = 36;
  private static final int CHARACTER = 8;
  private static final int LANE = 18;
  private static final int TITLE = 34;

  private final List<Row> rows = new ArrayList<>();
  private final Explanation.Method method;
  private final int left;
  private final int width;
  private int forward;
  private int back;

  /** A box with two lines of text. */
  private record Row(int state, String title, String detail) {}

  private StateMachinePicture(Explanation.Method method) {
    this.method = method;
    rows.add(new Row(Transition.START, "start", signature(method)));
    for (Explanation.Point point : method.points()) {
      rows.add(new Row(point.state(), title(point), detail(point)));
    }
    rows.add(new Row(Transition.END, "end", "a result, or an exception"));
    this.left = MARGIN + LANE * (1 + count(false));
    this.width =
        2 * MARGIN
            + CHARACTER
                * rows.stream()
                    .mapToInt(row -> Math.max(row.title().length(), row.detail().length()))
                    .max()
                    .orElse(0);
  }

  /** One picture of several methods, one below the other. */
  static String of(List<Explanation.Method> methods) {
    List<StateMachinePicture> pictures = methods.stream().map(StateMachinePicture::new).toList();
    int width = pictures.stream().mapToInt(StateMachinePicture::totalWidth).max().orElse(0);
    int height = pictures.stream().mapToInt(StateMachinePicture::totalHeight).sum();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="monospace" font-size="13">
        <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">
        <path d="M0 0L8 4L0 8z"/></marker></defs>
        <rect width="100%%" height="100%%" fill="white"/>
        """
            .formatted(width, height));
    int top = 0;
    for (StateMachinePicture each : pictures) {
      each.draw(svg, top);
      top += each.totalHeight();
    }
    return svg.append("</svg>\n").toString();
  }

  private int totalWidth() {
    return left + width + LANE * (1 + count(true)) + MARGIN;
  }

  private int totalHeight() {
    return TITLE + rows.size() * (BOX_HEIGHT + GAP) + MARGIN;
  }

  private void draw(StringBuilder svg, int top) {
    text(svg, MARGIN, top + 22, method.coroutineClass(), "font-weight=\"bold\"");
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      int y = top(top, i);
      boolean isState = row.state() > 0;
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"black\"/>%n"
              .formatted(
                  left, y, width, BOX_HEIGHT, isState ? 4 : 22, isState ? "#eef4ff" : "#eee"));
      text(svg, left + MARGIN, y + 20, row.title(), "font-weight=\"bold\"");
      text(svg, left + MARGIN, y + 38, row.detail(), "fill=\"#444\"");
    }
    for (Transition each : method.transitions()) {
      connect(svg, top, position(each.from()), position(each.to()));
    }
  }

  private static int top(int top, int row) {
    return top + TITLE + row * (BOX_HEIGHT + GAP);
  }

  private void connect(StringBuilder svg, int top, int from, int to) {
    if (to == from + 1) {
      int x = left + width / 2;
      path(svg, "M%d %dL%d %d".formatted(x, top(top, from) + BOX_HEIGHT, x, top(top, to)));
      return;
    }
    boolean isForward = to > from;
    int side = isForward ? left + width : left;
    int lane = isForward ? side + LANE * ++forward : side - LANE * ++back;
    int start = top(top, from) + BOX_HEIGHT - 12;
    int end = top(top, to) + 12;
    path(
        svg,
        "M%d %dC%d %d %d %d %d %dL%d %dC%d %d %d %d %d %d"
            .formatted(
                side,
                start,
                lane,
                start,
                lane,
                start,
                lane,
                start + (isForward ? 12 : -12),
                lane,
                end - (isForward ? 12 : -12),
                lane,
                end,
                lane,
                end,
                side,
                end));
  }

  private static void path(StringBuilder svg, String data) {
    svg.append(
        "<path d=\"%s\" fill=\"none\" stroke=\"black\" marker-end=\"url(#tip)\"/>%n"
            .formatted(data));
  }

  private static void text(StringBuilder svg, int x, int y, String text, String attributes) {
    svg.append("<text x=\"%d\" y=\"%d\" %s>%s</text>%n".formatted(x, y, attributes, escape(text)));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** How many ways lead past other states, forward or back. */
  private int count(boolean isForward) {
    return (int)
        method.transitions().stream()
            .filter(
                each -> {
                  int from = position(each.from());
                  int to = position(each.to());
                  return isForward ? to > from + 1 : to <= from;
                })
            .count();
  }

  private int position(int state) {
    return state == Transition.END ? rows.size() - 1 : state;
  }

  private static String signature(Explanation.Method method) {
    return method.name()
        + " ("
        + method.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + "), object "
        + method.objectBytes()
        + " bytes";
  }

  private static String title(Explanation.Point point) {
    String verb =
        switch (point.kind()) {
          case AWAIT -> "await";
          case DIRECT_CALL -> "await (direct call)";
          case RETURN -> "return";
          case EMIT -> "emit";
        };
    return point.state()
        + "  "
        + (point.line() > 0 ? "line " + point.line() + "  " : "")
        + verb
        + " "
        + point.operand();
  }

  private static String detail(Explanation.Point point) {
    List<String> kept =
        point.spilled().stream()
            .map(each -> each.name() == null ? each.type() : each.type() + " " + each.name())
            .toList();
    return kept.isEmpty() ? "keeps nothing" : "keeps " + String.join(", ", kept);
  }
}
