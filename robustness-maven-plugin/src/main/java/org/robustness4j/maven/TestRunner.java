package org.robustness4j.maven;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.robustness4j.internal.gate.NamePattern;

/** A plugin that runs tests, and the names of the classes that it takes for tests. */
enum TestRunner {
    SUREFIRE("Surefire", "test", "test", List.of("Test*", "*Test", "*Tests", "*TestCase")),
    FAILSAFE("Failsafe", "integration-test", "it.test", List.of("IT*", "*IT", "*ITCase"));

    private static final String GROUP = "org.apache.maven.plugins";

    private final String shortName;
    private final String goal;
    private final String filter;

    @SuppressWarnings("ImmutableEnumChecker") // of List.of
    private final List<String> patterns;

    TestRunner(String shortName, String goal, String filter, List<String> patterns) {
        this.shortName = shortName;
        this.goal = goal;
        this.filter = filter;
        this.patterns = patterns;
    }

    String shortName() {
        return shortName;
    }

    String artifactId() {
        return "maven-" + name().toLowerCase(Locale.ROOT) + "-plugin";
    }

    String key() {
        return GROUP + ":" + artifactId();
    }

    /** The goal that runs tests. */
    String goal() {
        return goal;
    }

    /** The property that names the tests to run. */
    String filter() {
        return filter;
    }

    /** The properties by which it runs some of its tests alone, and the other plugin all of its own. */
    List<String> selections() {
        return Stream.concat(
                        Stream.of(filter),
                        Stream.of(
                                        "includes",
                                        "excludes",
                                        "includesFile",
                                        "excludesFile",
                                        "includeJUnit5Engines",
                                        "excludeJUnit5Engines")
                                .map(name -> name().toLowerCase(Locale.ROOT) + "." + name))
                .toList();
    }

    /** Whether a class has a name that the plugin goes by where nobody tells it otherwise. */
    boolean isNamedFor(String className) {
        return matches(patterns, className);
    }

    /** Whether the plugin takes a class for a test, by its includes if it has some; folders are not looked at. */
    boolean takes(Plugin plugin, String className) {
        List<String> includes = Stream.concat(
                        Stream.of(plugin.getConfiguration()),
                        plugin.getExecutions().stream().map(execution -> execution.getConfiguration()))
                .flatMap(configuration -> configuration instanceof Xpp3Dom dom
                        ? Stream.ofNullable(dom.getChild("includes"))
                        : Stream.of())
                .flatMap(includesOf -> Stream.of(includesOf.getChildren()))
                .map(include -> String.valueOf(include.getValue()))
                .toList();
        return includes.isEmpty()
                ? isNamedFor(className)
                : includes.stream().anyMatch(include -> include.startsWith("%"))
                        || matches(includes.stream().map(TestRunner::fileName).toList(), className);
    }

    /** The pattern of the last part of a path. */
    private static String fileName(String include) {
        String last = include.strip().substring(include.strip().lastIndexOf('/') + 1);
        return last.replaceFirst("\\.(java|class|\\*)$", "");
    }

    private static boolean matches(List<String> patterns, String className) {
        return patterns.stream().anyMatch(pattern -> new NamePattern(pattern).matches(className));
    }
}
