package org.robustness4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages follow the data, and no arrow points back. */
class ArchitectureTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.robustness4j");

    /** Each with the {@code internal} package inside it, which is of the same room. */
    private static final List<String> FLOW = List.of(
            "configuration",
            "internal.file",
            "internal.hash",
            "internal.json",
            "internal.numpy",
            "data",
            "model",
            "model.internal.network",
            "model.internal.compiled.kernel",
            "model.internal.compiled.step",
            "model.internal.compiled",
            "threat",
            "attack.loss",
            "attack",
            "attack.gradient",
            "attack.corruption",
            "attack.minimal",
            "attack.query",
            "attack.ensemble",
            "evaluation",
            "verdict",
            "diagnosis",
            "hardening",
            "internal.results.record",
            "internal.results",
            "internal.replay",
            "internal.cache",
            "internal.gate",
            "internal.report",
            "assessment");

    /** Of the same room as the attacks that it runs. */
    private static final String RUNNER = "org.robustness4j.attack.internal.runner";

    /** Found as a service: nobody names it. */
    private static final String SERVICE = "model.internal.compiled";

    @Test
    void dependenciesPointBackToEarlierPackagesOnly() {
        LayeredArchitecture architecture = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : FLOW) {
            architecture = architecture.layer(name).definedBy(packagesOf(name));
        }
        for (int i = 0; i < FLOW.size(); i++) {
            String[] later = FLOW.subList(i + 1, FLOW.size()).toArray(String[]::new);
            architecture = later.length == 0 || FLOW.get(i).equals(SERVICE)
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
        String room = "org.robustness4j." + name;
        return name.equals("attack")
                ? new String[] {room, room + ".internal", RUNNER}
                : new String[] {room, room + ".internal"};
    }

    @Test
    void everyPublicTypeHasItsStatus() {
        DeclaredStatus.OF_EVERY_PUBLIC_TYPE.check(CLASSES);
    }

    @Test
    void packagesForOthersThanUsersAreCalledInternal() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should(DeclaredStatus.INTERNAL_IF_ITS_PACKAGE_IS_CALLED_SO)
                .check(CLASSES);
    }

    @Test
    void whatIsStableNamesNothingThatIsNot() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .arePublic()
                .should(DeclaredStatus.NAME_STABLE_TYPES_ALONE_IF_STABLE)
                .check(CLASSES);
    }

    @Test
    void theRunnerKnowsNothingThatRunsByIt() {
        noClasses()
                .that()
                .resideInAPackage("org.robustness4j.attack.internal")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(RUNNER)
                .check(CLASSES);
    }

    /** Whoever adds a type for users takes one away, or makes room here and says why. */
    @Test
    void usersHaveNoMoreThanNinetyTypesToKnow() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.isTopLevelClass()
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getPackageName().contains(".internal")))
                .hasSizeLessThanOrEqualTo(90);
    }

    @Test
    void deeplearning4jIsNotKnownHere() {
        noClasses()
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
