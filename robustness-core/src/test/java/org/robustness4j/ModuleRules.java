package org.robustness4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What holds in every module; the architecture tests of a module extend it by what holds there alone. */
public abstract class ModuleRules {

    private final JavaClasses classes;
    private final Class<?>[] programs;

    /**
     * The rules for some classes.
     *
     * @param programs those that people start, which may print
     */
    protected ModuleRules(JavaClasses classes, Class<?>... programs) {
        this.classes = classes;
        this.programs = programs;
    }

    /** The classes of a module below a package, tests aside. */
    protected static JavaClasses classesOf(String packageName) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(new ImportOption.DoNotIncludeJars())
                .importPackages(packageName);
    }

    @Test
    final void everyPublicTypeHasItsStatus() {
        DeclaredStatus.OF_EVERY_PUBLIC_TYPE.check(classes);
    }

    @Test
    final void namesSayWhatAClassIs() {
        noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)").check(classes);
    }

    @Test
    final void noStateIsSharedByAll() {
        fields().that().areStatic().should().haveModifier(JavaModifier.FINAL).check(classes);
    }

    @Test
    final void nothingIsPrinted() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes.that(DescribedPredicate.not(belongToAnyOf(programs))));
    }
}
