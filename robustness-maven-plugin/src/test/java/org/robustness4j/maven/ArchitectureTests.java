package org.robustness4j.maven;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.apache.maven.plugin.AbstractMojo;
import org.junit.jupiter.api.Test;
import org.robustness4j.ModuleRules;

/** Goals adapt what the core knows to Maven, and do nothing else. */
class ArchitectureTests extends ModuleRules {

    /** All but the goal that the build generates. */
    private static final JavaClasses CLASSES = classesOf("org.robustness4j.maven")
            .that(describe("no part of HelpMojo", type -> !type.getName().contains("HelpMojo")));

    ArchitectureTests() {
        super(CLASSES);
    }

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
}
