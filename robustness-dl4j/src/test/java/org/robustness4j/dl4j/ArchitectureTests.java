package org.robustness4j.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.robustness4j.ModuleRules;
import org.robustness4j.PackageFlow;

/** The packages of the module follow a network on its way, and no arrow points back. */
class ArchitectureTests extends ModuleRules {

    private static final JavaClasses CLASSES = classesOf("org.robustness4j.dl4j");

    private static final PackageFlow FLOW = PackageFlow.of(
            "org.robustness4j.dl4j.data",
            "org.robustness4j.dl4j.hdf5",
            "org.robustness4j.dl4j.keras",
            "org.robustness4j.dl4j.file",
            "org.robustness4j.dl4j.network",
            "org.robustness4j.dl4j.samediff",
            "org.robustness4j.dl4j.translation",
            "org.robustness4j.dl4j.layerwise",
            "org.robustness4j.dl4j.backend",
            "org.robustness4j.dl4j.training",
            "org.robustness4j.dl4j");

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
    void junitAndMavenAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.apache.maven..")
                .check(CLASSES);
    }
}
