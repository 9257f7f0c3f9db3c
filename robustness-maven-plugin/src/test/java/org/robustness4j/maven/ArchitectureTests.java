package org.robustness4j.maven;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.maven.plugin.AbstractMojo;
import org.junit.jupiter.api.Test;
import org.robustness4j.DeclaredStatus;

/** Goals adapt what the core knows to Maven, and do nothing else. */
class ArchitectureTests {

    /** All but the goal that the build generates. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .withImportOption(location -> !location.contains("HelpMojo"))
            .importPackages("org.robustness4j.maven");

    /** What attacks a model starts in a process of its own, by name: a check downloads neither JUnit nor DL4J. */
    @Test
    void neitherJUnitNorDeeplearning4jIsKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.junit..",
                        "org.robustness4j.junit..",
                        "org.robustness4j.dl4j..",
                        "org.deeplearning4j..",
                        "org.nd4j..")
                .check(CLASSES);
    }

    @Test
    void goalsAttackNothingThemselves() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.robustness4j.model..",
                        "org.robustness4j.attack..",
                        "org.robustness4j.evaluation..",
                        "org.robustness4j.diagnosis..",
                        "org.robustness4j.assessment..",
                        "org.robustness4j.hardening..")
                .check(CLASSES);
    }

    @Test
    void everyGoalIsNamedAfterItsMojo() {
        classes()
                .that()
                .areAssignableTo(AbstractMojo.class)
                .should()
                .haveSimpleNameEndingWith("Mojo")
                .check(CLASSES);
    }

    @Test
    void everyPublicTypeHasItsStatus() {
        DeclaredStatus.OF_EVERY_PUBLIC_TYPE.check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(CLASSES);
    }

    @Test
    void noStateIsSharedByAll() {
        fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(CLASSES);
    }

    @Test
    void nothingIsPrinted() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
    }
}
