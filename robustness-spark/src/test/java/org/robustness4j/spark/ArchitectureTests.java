package org.robustness4j.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.robustness4j.DeclaredStatus;

/** From files to blocks, from executors to the driver; no arrow points back. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("org.robustness4j.spark");

    /** Each with the {@code internal} package inside it, which is of the same room. */
    private static final List<String> FLOW = List.of(
            "org.robustness4j.spark.data",
            "org.robustness4j.spark.internal.executor",
            "org.robustness4j.spark.internal.driver",
            "org.robustness4j.spark");

    @Test
    void dependenciesPointBackToEarlierPackagesOnly() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : FLOW) {
            architecture = architecture.layer(name).definedBy(packagesOf(name));
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
        classes()
                .should()
                .resideInAnyPackage(FLOW.stream()
                        .flatMap(name -> Stream.of(packagesOf(name)))
                        .toArray(String[]::new))
                .check(CLASSES);
    }

    private static String[] packagesOf(String name) {
        return new String[] {name, name + ".internal"};
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
}
