package org.robustness4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packages follow the data, and no arrow points back. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.robustness4j");

    private static final List<String> FLOW = List.of(
            "configuration",
            "numpy",
            "data",
            "model",
            "model.network",
            "model.compiled",
            "model.dl4j",
            "threat",
            "attack",
            "attack.minimal",
            "attack.query",
            "attack.ensemble",
            "evaluation",
            "diagnosis",
            "hardening",
            "results",
            "replay",
            "cache",
            "gate",
            "report",
            "assessment");

    /** Found as services: nobody names them. */
    private static final List<String> SERVICES = List.of("model.compiled", "model.dl4j");

    @Test
    void dependenciesPointBackToEarlierPackagesOnly() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : FLOW) {
            architecture = architecture.layer(name).definedBy("org.robustness4j." + name);
        }
        for (int i = 0; i < FLOW.size(); i++) {
            String[] later = FLOW.subList(i + 1, FLOW.size()).toArray(String[]::new);
            architecture = later.length == 0 || SERVICES.contains(FLOW.get(i))
                    ? architecture.whereLayer(FLOW.get(i)).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(FLOW.get(i)).mayOnlyBeAccessedByLayers(later);
        }
        architecture.check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheFlow() {
        classes()
                .should()
                .resideInAnyPackage(
                        FLOW.stream().map(name -> "org.robustness4j." + name).toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void deeplearning4jIsKnownToItsAdapterAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.robustness4j.model.dl4j")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void theCoreKnowsNeitherJUnitNorMaven() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.apache.maven..")
                .check(CLASSES);
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
    void nothingIsPrintedAndNoGenericExceptionIsThrown() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLASSES);
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    }
}
