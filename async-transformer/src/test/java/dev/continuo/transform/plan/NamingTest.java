package dev.continuo.transform.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.continuo.transform.classfile.Hierarchy;
import dev.continuo.transform.find.AsyncMethodFinder;
import dev.continuo.transform.testing.JavaSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;

class NamingTest {

  private static List<CoroutineNames> names(String source, Predicate<String> taken) {
    JavaSource compiled = JavaSource.compile(source);
    ClassNode host = compiled.node("T");
    Naming naming = new Naming(host, taken);
    return AsyncMethodFinder.find(host, new Hierarchy(compiled.locator())).stream()
        .map(naming::next)
        .toList();
  }

  private static String async(String name, String parameters) {
    return "@Async Coroutine<Void> " + name + "(" + parameters + ") { return done(); } ";
  }

  @Test
  void overloadsGetANumber() {
    assertThat(
            names("class T { " + async("m", "") + async("m", "int a") + "}", n -> false).stream()
                .map(CoroutineNames::frameClass))
        .containsExactly("T$m$async", "T$m$async$2");
  }

  @Test
  void namesThatDifferOnlyInCaseGetANumberForDisksThatDoNotTellThemApart() {
    assertThat(
            names("class T { " + async("getUrl", "") + async("getURL", "") + "}", n -> false)
                .stream()
                .map(CoroutineNames::frameClass))
        .containsExactly("T$getUrl$async", "T$getURL$async$2");
  }

  @Test
  void aClassOfTheUserKeepsItsName() {
    assertThat(names("class T { " + async("m", "") + "}", "T$m$async"::equals).get(0).frameClass())
        .isEqualTo("T$m$async$2");
  }

  @Test
  void aMethodOfTheUserKeepsItsName() {
    assertThat(
            names("class T { void lambda$T$m$async() { } " + async("m", "") + "}", n -> false)
                .get(0)
                .body())
        .isEqualTo("lambda$T$m$async$2");
  }

  @Test
  void fileNamesStayWithin255Bytes() {
    String first = "ä".repeat(140) + "x";
    String second = "ä".repeat(140) + "y";
    List<CoroutineNames> names =
        names("class T { " + async(first, "") + async(second, "") + "}", n -> false);
    for (CoroutineNames name : names) {
      byte[] file = (name.frameClass() + ".class").getBytes(StandardCharsets.UTF_8);
      assertThat(file.length).isLessThanOrEqualTo(255);
    }
    assertThat(names.get(0).frameClass()).isNotEqualTo(names.get(1).frameClass());
  }
}
