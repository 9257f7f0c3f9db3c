package org.robustness4j.junit;

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

/** From annotations to published results; no arrow points back. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("org.robustness4j.junit");

    private static final List<String> FLOW = List.of(
            "org.robustness4j.junit",
            "org.robustness4j.junit.engine.configuration",
            "org.robustness4j.junit.engine.declaration",
            "org.robustness4j.junit.engine.publication",
            "org.robustness4j.junit.engine.execution",
            "org.robustness4j.junit.engine.discovery",
            "org.robustness4j.junit.engine.program",
            "org.robustness4j.junit.engine");

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
    void deeplearning4jAndMavenAreNotKnownHere() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..", "org.apache.maven..")
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
