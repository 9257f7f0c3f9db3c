package org.robustness4j.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;
import org.robustness4j.ModuleRules;
import org.robustness4j.PackageFlow;

/** From a file to a model, and no arrow points back. */
class ArchitectureTests extends ModuleRules {

    private static final JavaClasses CLASSES = classesOf("org.robustness4j.onnx");

    private static final PackageFlow FLOW = PackageFlow.of(
            "org.robustness4j.onnx.file",
            "org.robustness4j.onnx.translation",
            "org.robustness4j.onnx.runtime",
            "org.robustness4j.onnx");

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
    void deeplearning4jAndJUnitAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.robustness4j.dl4j..", "org.deeplearning4j..", "org.nd4j..", "org.junit..")
                .check(CLASSES);
    }

    /** Everything else runs without it. */
    @Test
    void onnxRuntimeIsTouchedInOnePlace() {
        noClasses()
                .that()
                .doNotHaveSimpleName("RuntimeSession")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(CLASSES);
    }
}
