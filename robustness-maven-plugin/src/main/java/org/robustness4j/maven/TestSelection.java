package org.robustness4j.maven;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.robustness4j.internal.gate.Extent;

/**
 * The properties by which Surefire and Failsafe run some of the tests alone.
 *
 * @param commandLine the properties given on it; those of a POM are the same in every build
 */
record TestSelection(Properties commandLine) {

    private static final List<String> NAMES = Stream.concat(
                    Stream.of("test", "it.test", "groups", "excludedGroups"),
                    Stream.of("surefire.", "failsafe.").flatMap(plugin -> Stream.of(
                                    "includes",
                                    "excludes",
                                    "includesFile",
                                    "excludesFile",
                                    "includeJUnit5Engines",
                                    "excludeJUnit5Engines")
                            .map(name -> plugin + name)))
            .toList();

    /** Whether all tests were run, as far as the command line says. */
    Extent extent() {
        String given = NAMES.stream()
                .filter(name -> !commandLine.getProperty(name, "").isBlank())
                .map(name -> "-D" + name + "=" + commandLine.getProperty(name))
                .collect(Collectors.joining(" "));
        return Optional.of(given)
                .filter(selection -> !selection.isEmpty())
                .map(selection -> new Extent("the command line selects them by " + selection))
                .orElse(Extent.WHOLE);
    }
}
