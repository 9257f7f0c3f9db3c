package org.robustness4j.dl4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.DeclaredStatus;

/** The packages of the module follow a network on its way, and no arrow points back. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("org.robustness4j.dl4j");

    private static final List<String> FLOW = List.of(
            "org.robustness4j.dl4j.data",
            "org.robustness4j.dl4j.file",
            "org.robustness4j.dl4j.network",
            "org.robustness4j.dl4j.translation",
            "org.robustness4j.dl4j.layerwise",
            "org.robustness4j.dl4j.backend",
            "org.robustness4j.dl4j.training",
            "org.robustness4j.dl4j");

    @Test
    void dependenciesPointBackToEarlierPackagesOnly() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : FLOW) {
            architecture = architecture.layer(name).definedBy(name);
        }
        for (int i = 0; i < FLOW.size(); i++) {
            String[] later = FLOW.subList(i + 1, FLOW.size()).toArray(String[]::new);
            architecture = later.length == 0
                    ? architecture.whereLayer(FLOW.get(i)).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(FLOW.get(i)).mayOnlyBeAccessedByLayers(later);
        }
        architecture.check(CLASSES);
    }

    @Test
    void everyPackageHasItsPlaceInTheFlow() {
        classes().should().resideInAnyPackage(FLOW.toArray(String[]::new)).check(CLASSES);
    }

    @Test
    void junitAndMavenAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.apache.maven..")
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
