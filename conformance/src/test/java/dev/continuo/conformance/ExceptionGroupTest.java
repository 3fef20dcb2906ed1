package dev.continuo.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.continuo.ExceptionGroup;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** {@code ExceptionGroup}, as Python's: no loop is needed for it. */
class ExceptionGroupTest {

  private final IOException disk = at(new IOException("disk"), "load");
  private final IOException net = at(new IOException("net"), "fetch");
  private final IllegalStateException state = at(new IllegalStateException("state"), "check");

  private static <X extends Throwable> X at(X failure, String method) {
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("shop.Store", method, "Store.java", 12),
          new StackTraceElement("shop.Store", "main", "Store.java", 20)
        });
    return failure;
  }

  private static ExceptionGroup group(String message, Throwable... exceptions) {
    return at(new ExceptionGroup(message, List.of(exceptions)), "all");
  }

  private static List<String> printed(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    return text.toString().lines().toList();
  }

  private static ExceptionGroup there(@Nullable ExceptionGroup group) {
    return Objects.requireNonNull(group);
  }

  // ---- content

  @Test
  void theMessageCountsTheExceptions() {
    assertThat(group("failed", disk)).hasMessage("failed (1 sub-exception)");
    assertThat(group("failed", disk, net)).hasMessage("failed (2 sub-exceptions)");
    assertThat(group("failed", disk, net).message()).isEqualTo("failed");
    assertThat(group("outer", group("inner", disk, net), state))
        .hasMessage("outer (2 sub-exceptions)");
  }

  @Test
  void theListIsTheOneGivenAndCannotBeChanged() {
    List<Throwable> given = new ArrayList<>(List.of(disk, net));
    ExceptionGroup group = new ExceptionGroup("failed", given);
    given.clear();
    assertThat(group.exceptions()).containsExactly(disk, net);
    assertThatThrownBy(() -> group.exceptions().set(0, state))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aGroupOfNothingIsRefused() {
    assertThatThrownBy(() -> new ExceptionGroup("failed", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an ExceptionGroup needs at least one exception");
  }

  @Test
  void toolsThatKnowNoGroupsFindEveryException() {
    ExceptionGroup group = group("failed", disk, net, state);
    assertThat(group).hasCause(disk);
    assertThat(group.getSuppressed()).containsExactly(net, state);
  }

  @Test
  void aGroupSurvivesSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(group("failed", disk, net));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ExceptionGroup copy = (ExceptionGroup) in.readObject();
      assertThat(copy).hasMessage("failed (2 sub-exceptions)");
      assertThat(copy.exceptions())
          .extracting(Throwable::getMessage)
          .containsExactly("disk", "net");
      assertThat(copy).hasCause(copy.exceptions().get(0));
    }
  }

  // ---- subgroup and split

  @Test
  void aSubgroupHasTheExceptionsOfOneType() {
    ExceptionGroup group = group("failed", disk, state, net);
    ExceptionGroup part = there(group.subgroup(IOException.class));
    assertThat(part.exceptions()).containsExactly(disk, net);
    assertThat(part.message()).isEqualTo("failed");
    assertThat(part.getStackTrace()).isEqualTo(group.getStackTrace());
  }

  @Test
  void aSubgroupOfNothingIsNull() {
    assertThat(group("failed", disk).subgroup(Error.class)).isNull();
  }

  @Test
  void aSubgroupOfEverythingIsTheGroupItself() {
    ExceptionGroup group = group("outer", disk, group("inner", net));
    assertThat(group.subgroup(IOException.class)).isSameAs(group);
    assertThat(group.subgroup(ExceptionGroup.class)).isSameAs(group);
    assertThat(group.subgroup(e -> true)).isSameAs(group);
  }

  @Test
  void aSubgroupKeepsTheStructureAndDropsWhatIsEmpty() {
    ExceptionGroup group =
        group(
            "outer",
            group("left", disk, state),
            group("right", state),
            group("deep", group("er", net)));
    ExceptionGroup part = there(group.subgroup(IOException.class));
    assertThat(part.exceptions())
        .extracting(Throwable::getMessage)
        .containsExactly("left (1 sub-exception)", "deep (1 sub-exception)");
    ExceptionGroup left = (ExceptionGroup) part.exceptions().get(0);
    assertThat(left.exceptions()).containsExactly(disk);
    assertThat(part.exceptions().get(1)).isSameAs(group.exceptions().get(2));
  }

  @Test
  void theConditionIsAskedForGroupsBeforeWhatIsInThem() {
    ExceptionGroup inner = group("inner", disk, state);
    ExceptionGroup group = group("outer", inner, net);
    List<Throwable> asked = new ArrayList<>();
    ExceptionGroup part =
        there(
            group.subgroup(
                e -> {
                  asked.add(e);
                  return e == inner;
                }));
    assertThat(part.exceptions()).containsExactly(inner);
    assertThat(asked).containsExactly(group, inner, net);
  }

  @Test
  void splitGivesBothPartsWithTheStructureOfTheWhole() {
    ExceptionGroup group = group("outer", disk, group("inner", state, net));
    ExceptionGroup.Split parts = group.split(IOException.class);
    assertThat(leaves(there(parts.matched()))).containsExactly("disk", "inner:net");
    assertThat(leaves(there(parts.rest()))).containsExactly("inner:state");
  }

  private static List<String> leaves(ExceptionGroup group) {
    List<String> found = new ArrayList<>();
    for (Throwable each : group.exceptions()) {
      if (each instanceof ExceptionGroup inner) {
        leaves(inner).forEach(leaf -> found.add(inner.message() + ":" + leaf));
      } else {
        found.add(String.valueOf(each.getMessage()));
      }
    }
    return found;
  }

  @Test
  void aSplitThatFindsAllOrNothingHasOnePartOnly() {
    ExceptionGroup group = group("failed", disk, net);
    assertThat(group.split(IOException.class)).isEqualTo(new ExceptionGroup.Split(group, null));
    assertThat(group.split(Error.class)).isEqualTo(new ExceptionGroup.Split(null, group));
  }

  @Test
  void partsKeepWhatWasSuppressedLater() {
    ExceptionGroup group = group("failed", disk, state);
    group.addSuppressed(net);
    assertThat(there(group.subgroup(IllegalStateException.class)).getSuppressed())
        .containsExactly(net);
  }

  // ---- traces

  @Test
  void theTraceShowsEveryExceptionNumberedWithItsOwnStack() {
    assertThat(printed(group("failed", disk, net)))
        .containsExactly(
            "dev.continuo.ExceptionGroup: failed (2 sub-exceptions)",
            "\tat shop.Store.all(Store.java:12)",
            "\tat shop.Store.main(Store.java:20)",
            "  [1] java.io.IOException: disk",
            "  \tat shop.Store.load(Store.java:12)",
            "  \tat shop.Store.main(Store.java:20)",
            "  [2] java.io.IOException: net",
            "  \tat shop.Store.fetch(Store.java:12)",
            "  \tat shop.Store.main(Store.java:20)");
  }

  @Test
  void groupsInGroupsAreIndentedAndNumberedOn() {
    assertThat(printed(group("outer", disk, group("inner", net, group("innermost", state)))))
        .filteredOn(line -> !line.contains("\t"))
        .containsExactly(
            "dev.continuo.ExceptionGroup: outer (2 sub-exceptions)",
            "  [1] java.io.IOException: disk",
            "  [2] dev.continuo.ExceptionGroup: inner (2 sub-exceptions)",
            "    [2.1] java.io.IOException: net",
            "    [2.2] dev.continuo.ExceptionGroup: innermost (1 sub-exception)",
            "      [2.2.1] java.lang.IllegalStateException: state");
  }

  @Test
  void causesAndSuppressedExceptionsOfTheExceptionsAreShown() {
    disk.initCause(at(new IllegalStateException("cable"), "plug"));
    disk.addSuppressed(at(new IOException("close"), "close"));
    ExceptionGroup group = group("failed", disk);
    group.addSuppressed(net);
    assertThat(printed(group))
        .containsExactly(
            "dev.continuo.ExceptionGroup: failed (1 sub-exception)",
            "\tat shop.Store.all(Store.java:12)",
            "\tat shop.Store.main(Store.java:20)",
            "  [1] java.io.IOException: disk",
            "  \tat shop.Store.load(Store.java:12)",
            "  \tat shop.Store.main(Store.java:20)",
            "    Suppressed: java.io.IOException: close",
            "    \tat shop.Store.close(Store.java:12)",
            "    \tat shop.Store.main(Store.java:20)",
            "  Caused by: java.lang.IllegalStateException: cable",
            "  \tat shop.Store.plug(Store.java:12)",
            "  \t... 1 more",
            "  Suppressed: java.io.IOException: net",
            "  \tat shop.Store.fetch(Store.java:12)",
            "  \tat shop.Store.main(Store.java:20)");
  }

  @Test
  void anExceptionThatIsMetAgainIsShownOnce() {
    net.initCause(disk);
    assertThat(printed(group("failed", disk, net, disk)))
        .filteredOn(line -> !line.contains("\t"))
        .containsExactly(
            "dev.continuo.ExceptionGroup: failed (3 sub-exceptions)",
            "  [1] java.io.IOException: disk",
            "  [2] java.io.IOException: net",
            "  Caused by: [shown above: java.io.IOException: disk]",
            "  [3] [shown above: java.io.IOException: disk]");
  }

  @Test
  void cyclesEnd() {
    ExceptionGroup group = group("failed", disk, net);
    disk.initCause(group);
    net.addSuppressed(group);
    assertThat(printed(group)).filteredOn(line -> line.contains("shown above")).hasSize(2);
    assertThat(printed(new IllegalStateException("outside", group)))
        .anyMatch(line -> line.contains("net"));
  }

  @Test
  void aLongChainOfCausesDoesNotOverflowTheStack() {
    Throwable chain = new IOException("first");
    for (int i = 0; i < 100_000; i++) {
      Throwable next = new IOException("later", chain);
      next.setStackTrace(new StackTraceElement[0]);
      chain = next;
    }
    assertThat(printed(group("failed", chain))).hasSizeGreaterThan(100_000);
  }

  @Test
  void bothKindsOfStreamsGetTheSame() {
    ExceptionGroup group = group("failed", disk, net);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    group.printStackTrace(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines().toList()).isEqualTo(printed(group));
  }

  @Test
  void toolsThatPrintAGroupAsACauseShowEveryException() {
    List<String> lines = printed(new IllegalStateException("outside", group("failed", disk, net)));
    assertThat(lines)
        .contains(
            "Caused by: dev.continuo.ExceptionGroup: failed (2 sub-exceptions)",
            "Caused by: java.io.IOException: disk")
        .anyMatch(line -> line.endsWith("Suppressed: java.io.IOException: net"));
  }
}
