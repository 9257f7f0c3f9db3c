package org.robustness4j.attack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.Search;

/** A search around another one passes on what that one says of itself; the few exceptions are reasons, not slips. */
class WrappedSearchesTests {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.robustness4j");

    @Test
    void whoeverHoldsASearchForwardsToIt() {
        Set<String> holders = CLASSES.stream()
                .filter(type -> type.isAssignableTo(Search.class))
                .filter(type -> type.getFields().stream().anyMatch(WrappedSearchesTests::isASearch))
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(holders)
                .containsExactly(
                        "AveragingSearch",
                        "DecreasingEpsilonSearch",
                        "SearchSequence",
                        "TargetSequence",
                        "ToTheEndSearch");
        assertThat(holders).isSubsetOf(forwarding().keySet());
    }

    private static boolean isASearch(JavaField field) {
        return field.getRawType().isAssignableTo(Search.class)
                && !field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    /** Each of these says in a comment why; whoever adds one adds the reason there. */
    @Test
    void whatIsNotPassedOnIsListed() {
        assertThat(forwarding())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "AveragingSearch", Set.of("next", "foreseen", "observe", "isSettled", "endsWithSuccess"),
                        "DecreasingEpsilonSearch", Set.of("next", "isConfined"),
                        "SearchSequence", Set.of("next", "gaveUp", "succeeded", "looksUp"),
                        "TargetSequence", Set.of(),
                        "ToTheEndSearch",
                                Set.of("isConfined", "isSettled", "endsWithSuccess", "succeeded", "quality")));
    }

    /** The methods of a search that each wrapper does not leave to the common one. */
    private static Map<String, Set<String>> forwarding() {
        Set<String> ofASearch =
                Arrays.stream(Search.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
        Map<String, Set<String>> own = new TreeMap<>();
        CLASSES.stream()
                .filter(type ->
                        type.isAssignableTo(ForwardingSearch.class) && !type.isEquivalentTo(ForwardingSearch.class))
                .forEach(type -> own.put(
                        type.getSimpleName(),
                        type.getMethods().stream()
                                .map(method -> method.getName())
                                .filter(ofASearch::contains)
                                .collect(Collectors.toSet())));
        return own;
    }
}
