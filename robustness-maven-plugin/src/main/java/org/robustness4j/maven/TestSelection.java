package org.robustness4j.maven;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.robustness4j.internal.gate.Extent;

/**
 * The properties by which Surefire and Failsafe run some of the tests alone. One that chooses among unit tests says
 * nothing of robustness tests that the other plugin runs.
 *
 * @param commandLine the properties given on it; those of a POM are the same in every build
 * @param runners those that run robustness tests
 */
record TestSelection(Properties commandLine, Set<TestRunner> runners) {

    private static final List<String> OF_BOTH = List.of("groups", "excludedGroups");

    TestSelection {
        runners = Set.copyOf(runners);
    }

    /** Whether all robustness tests were run, as far as the command line says. */
    Extent extent() {
        String given = Stream.concat(
                        Stream.of(TestRunner.values())
                                .filter(runners::contains)
                                .flatMap(runner -> runner.selections().stream()),
                        OF_BOTH.stream())
                .filter(name -> !commandLine.getProperty(name, "").isBlank())
                .map(name -> "-D" + name + "=" + commandLine.getProperty(name))
                .collect(Collectors.joining(" "));
        return Optional.of(given)
                .filter(selection -> !selection.isEmpty())
                .map(selection -> new Extent("the command line selects them by " + selection))
                .orElse(Extent.WHOLE);
    }
}
