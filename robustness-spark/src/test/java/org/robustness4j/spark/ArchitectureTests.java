package org.robustness4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.robustness4j.ModuleRules;
import org.robustness4j.PackageFlow;

/** From files to blocks, from executors to the driver; no arrow points back. */
class ArchitectureTests extends ModuleRules {

    private static final JavaClasses CLASSES = classesOf("org.robustness4j.spark");

    /** Each with the {@code internal} package inside it, which is of the same room. */
    private static final PackageFlow FLOW = PackageFlow.of(
                    "org.robustness4j.spark.data",
                    "org.robustness4j.spark.internal.executor",
                    "org.robustness4j.spark.internal.driver",
                    "org.robustness4j.spark")
            .with("internal");

    ArchitectureTests() {
        super(CLASSES);
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
    void deeplearning4jIsKnownToReadersOfItsDataSetsAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.robustness4j.spark.data")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.robustness4j.dl4j..")
                .check(CLASSES);
    }

    @Test
    void junitAndMavenAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.robustness4j.junit..", "org.apache.maven..")
                .check(CLASSES);
    }
}
