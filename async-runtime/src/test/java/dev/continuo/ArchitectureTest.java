package dev.continuo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The layers of the module.
 *
 * <pre>
 *   facades (Continuo, Runner, EventLoop's factories, Context's, ContextVar, AsyncIterable,
 *            AsCompleted, TaskDump)
 *      └──▶ internal ──▶ coroutine ──▶ vocabulary (the other types of dev.continuo)
 *                 ▲          │
 *                 └─ Launch ─┘
 * </pre>
 */
class ArchitectureTest {

  private static final Set<String> FACADES =
      Set.of(
          "Continuo",
          "Runner",
          "EventLoop",
          "Context",
          "ContextVar",
          "AsyncIterable",
          "AsCompleted",
          "TaskDump",
          "VirtualTime");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.continuo..")
          .that(
              DescribedPredicate.describe(
                  "of this module", c -> !c.getPackageName().equals("dev.continuo.annotation")));

  private static final DescribedPredicate<JavaClass> FACADE =
      DescribedPredicate.describe(
          "a facade",
          c ->
              c.getPackageName().equals("dev.continuo")
                  && FACADES.contains(c.getName().replaceAll(".*\\.|\\$.*", "")));

  private static final DescribedPredicate<JavaClass> VOCABULARY =
      resideInAPackage("dev.continuo").and(DescribedPredicate.not(FACADE)).as("vocabulary");

  @Test
  void theVocabularyDependsOnNothingButItself() {
    noClasses()
        .that(VOCABULARY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.continuo.internal..", "dev.continuo.coroutine..")
        .check(CLASSES);
  }

  @Test
  void coroutinesReachTheInsideOnlyThroughTheirEntryPoints() {
    noClasses()
        .that()
        .resideInAPackage("dev.continuo.coroutine..")
        .and()
        .doNotHaveSimpleName("Launch")
        .and()
        .doNotHaveSimpleName("Iteration")
        .and()
        .doNotHaveSimpleName("BuiltIn")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.continuo.internal..")
        .check(CLASSES);
  }

  @Test
  void coroutinesKnowNoFacade() {
    noClasses()
        .that()
        .resideInAPackage("dev.continuo.coroutine..")
        .should()
        .dependOnClassesThat(FACADE)
        .check(CLASSES);
  }

  @Test
  void nothingThirdPartyIsNeededAtRunTime() {
    classes()
        .that()
        .resideOutsideOfPackage("dev.continuo.internal.observe")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..", "javax.net.ssl..", "dev.continuo..", "org.jspecify.annotations..")
        .check(CLASSES);
  }

  @Test
  void modulesThatMayBeAbsentAreUsedInOnePackageOnly() {
    classes()
        .that()
        .resideInAPackage("dev.continuo.internal.observe")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.management..",
            "jdk.jfr..",
            "dev.continuo..",
            "org.jspecify.annotations..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.continuo.internal.observe")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.lang.management..")
        .check(CLASSES);
  }

  @Test
  void whatShowsALoopKnowsItsPublicSideOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.continuo.internal.observe")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.continuo.internal", "dev.continuo.internal.sync", "dev.continuo.coroutine..")
        .check(CLASSES);
  }

  @Test
  void socketsKnowNothingOfTls() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.continuo.internal", "dev.continuo.internal.net")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.continuo.internal.tls")
        .check(CLASSES);
  }
}
