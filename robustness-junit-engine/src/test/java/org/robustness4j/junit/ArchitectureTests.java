package org.robustness4j.junit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.robustness4j.ModuleRules;
import org.robustness4j.PackageFlow;
import org.robustness4j.junit.engine.publication.ResultLog;

/** From annotations to published results; no arrow points back. */
class ArchitectureTests extends ModuleRules {

    private static final JavaClasses CLASSES = classesOf("org.robustness4j.junit");

    private static final PackageFlow FLOW = PackageFlow.of(
            "org.robustness4j.junit",
            "org.robustness4j.junit.engine.configuration",
            "org.robustness4j.junit.engine.declaration",
            "org.robustness4j.junit.engine.publication",
            "org.robustness4j.junit.engine.execution",
            "org.robustness4j.junit.engine.discovery",
            "org.robustness4j.junit.engine.program",
            "org.robustness4j.junit.engine");

    ArchitectureTests() {
        super(CLASSES, ResultLog.class);
    }

    @Test
    void dependenciesPointBackToEarlierPackagesOnly() {
        FLOW.pointsOneWay().check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheFlow() {
        FLOW.hasAPlaceForAll().check(CLASSES);
    }

    @Test
    void deeplearning4jAndMavenAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.robustness4j.dl4j..", "org.deeplearning4j..", "org.nd4j..", "org.apache.maven..")
                .check(CLASSES);
    }
}
