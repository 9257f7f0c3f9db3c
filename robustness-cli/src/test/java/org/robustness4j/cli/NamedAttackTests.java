package org.robustness4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.gradient.StepSize;

class NamedAttackTests {

    /** They have no bound, which a command always gives, or need the number of images. */
    private static final Set<String> NOT_BY_COMMAND =
            Set.of("DistancePenalty", "FakeImage", "NormalizedGradientAscent");

    @Test
    void everyAttackThatNeedsNoArgumentsHasItsName() {
        Set<String> found = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(Attack.class.getPackageName())
                        .stream()
                        .filter(type -> type.isAssignableTo(Attack.class)
                                && type.getModifiers().contains(JavaModifier.PUBLIC)
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && type.tryGetConstructor()
                                        .filter(made -> made.getModifiers().contains(JavaModifier.PUBLIC))
                                        .isPresent())
                        .map(JavaClass::getSimpleName)
                        .filter(name -> !NOT_BY_COMMAND.contains(name))
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        new NamedAttack.Ours().forEach(named::add);

        assertThat(named).isEqualTo(found);
        named.forEach(name -> assertThat(new NamedAttack(name.toLowerCase(Locale.ROOT))
                        .made()
                        .getClass()
                        .getSimpleName())
                .isEqualTo(name));
    }

    /** For a name. */
    public static Attack strong() {
        return new Pgd(100, StepSize.ofEpsilon(0.1), 2);
    }

    /** No attack. */
    public static List<String> text() {
        return List.of();
    }

    @Test
    void attacksOfOnesOwnAreClassesAndMethods() {
        assertThat(new NamedAttack(Pgd.class.getName()).made()).isInstanceOf(Pgd.class);
        assertThat(new NamedAttack(NamedAttackTests.class.getName() + "#strong").made())
                .isInstanceOf(Pgd.class);
        for (String wrong :
                List.of("Nothing", "java.lang.String", "a.B#c", "#", NamedAttackTests.class.getName() + "#text")) {
            assertThatThrownBy(() -> new NamedAttack(wrong).made())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(wrong);
        }
    }
}
