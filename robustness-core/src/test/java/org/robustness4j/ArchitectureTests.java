package org.robustness4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The packages follow the data, and no arrow points back. */
class ArchitectureTests extends ModuleRules {

    private static final JavaClasses CLASSES = classesOf("org.robustness4j");

    /** Each with the {@code internal} package inside it, which is of the same room. */
    private static final PackageFlow FLOW = new PackageFlow(
            List.of(
                    "org.robustness4j.configuration",
                    "org.robustness4j.internal.concurrent",
                    "org.robustness4j.internal.file",
                    "org.robustness4j.internal.hash",
                    "org.robustness4j.internal.json",
                    "org.robustness4j.internal.numpy",
                    "org.robustness4j.data",
                    "org.robustness4j.data.file",
                    "org.robustness4j.model.internal.network",
                    "org.robustness4j.model",
                    "org.robustness4j.model.internal.backend",
                    "org.robustness4j.model.internal.compiled.kernel",
                    "org.robustness4j.model.internal.compiled.step",
                    "org.robustness4j.model.internal.compiled",
                    "org.robustness4j.threat",
                    "org.robustness4j.certification.internal.graph",
                    "org.robustness4j.certification.internal.bounds",
                    "org.robustness4j.certification.internal.search",
                    "org.robustness4j.certification.internal.vnnlib",
                    "org.robustness4j.certification",
                    "org.robustness4j.attack.loss",
                    "org.robustness4j.attack",
                    "org.robustness4j.attack.gradient",
                    "org.robustness4j.attack.corruption",
                    "org.robustness4j.attack.minimal",
                    "org.robustness4j.attack.query",
                    "org.robustness4j.attack.token",
                    "org.robustness4j.attack.ensemble",
                    "org.robustness4j.evaluation",
                    "org.robustness4j.verdict",
                    "org.robustness4j.diagnosis",
                    "org.robustness4j.hardening",
                    "org.robustness4j.internal.results.record",
                    "org.robustness4j.internal.results",
                    "org.robustness4j.internal.replay",
                    "org.robustness4j.internal.cache",
                    "org.robustness4j.internal.gate",
                    "org.robustness4j.internal.report",
                    "org.robustness4j.assessment"),
            List.of("internal", "internal.runner"),
            Set.of("org.robustness4j.model.internal.compiled"));

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
                .resideInAPackage("org.robustness4j.attack.internal.runner")
                .check(CLASSES);
    }

    /**
     * Whoever adds a type for users takes one away, or makes room here and says why: there were ninety before files of
     * samples were read here and not on Spark alone, and 97 before training with intervals.
     */
    @Test
    void usersHaveFewTypesToKnow() {
        assertThat(CLASSES.stream()
                        .filter(type -> type.isTopLevelClass()
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getPackageName().contains(".internal")))
                .hasSizeLessThanOrEqualTo(98);
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
    void noGenericExceptionIsThrown() {
        NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS.check(CLASSES);
    }
}
