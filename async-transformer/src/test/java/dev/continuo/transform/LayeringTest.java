package dev.continuo.transform;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: annotations ← transformer ← front ends, and along the pipeline. */
class LayeringTest {

  private static final String ROOT = "dev.continuo.transform";

  /** The passes; each may use the ones before it. */
  private static final List<String> PIPELINE =
      List.of("classfile", "find", "analysis", "check", "rewrite", "plan", "emit", "verify");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  @Test
  void theTransformerNeverUsesTheRuntime() {
    classes()
        .that()
        .resideInAPackage(ROOT + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                ROOT + "..",
                "dev.continuo.annotation",
                "java..",
                "org.objectweb.asm..",
                "net.bytebuddy..",
                "org.jspecify.."))
        .because("it works on class files; what it knows of the runtime are the names it emits")
        .check(CLASSES);
  }

  @Test
  void aPassUsesOnlyThePassesBeforeIt() {
    for (int i = 0; i < PIPELINE.size(); i++) {
      String[] later =
          PIPELINE.stream().skip(i + 1L).map(LayeringTest::packageOf).toArray(String[]::new);
      if (later.length > 0) {
        noClasses()
            .that()
            .resideInAPackage(packageOf(PIPELINE.get(i)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(later)
            .check(CLASSES);
      }
    }
  }

  @Test
  void thePassesKnowNothingOfTheirUse() {
    String[] passes = PIPELINE.stream().map(LayeringTest::packageOf).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAnyPackage(passes)
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName(ROOT + ".Transformer")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(packageOf("directory"))
        .check(CLASSES);
  }

  @Test
  void frontEndsSeeOnlyThePublicTypes() {
    String[] passes = PIPELINE.stream().map(LayeringTest::packageOf).toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(packageOf("directory"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(passes)
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlaceInThisTest() {
    classes()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .resideInAnyPackage(
            Stream.concat(PIPELINE.stream(), Stream.of("directory"))
                .map(LayeringTest::packageOf)
                .toArray(String[]::new))
        .check(CLASSES);
  }

  private static String packageOf(String name) {
    return ROOT + "." + name + "..";
  }
}
