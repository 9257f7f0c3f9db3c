package org.robustness4j.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.results.record.TestId;

/**
 * The plugins that run a project's tests, by the versions that the build takes. Maven up to 3.8 takes Surefire 2.12.4
 * where the POM names none, which does not know the JUnit Platform: it runs no robustness test, and the build is green.
 *
 * @param project the project
 */
record TestPlugins(MavenProject project) {

    /** The first version of both that runs the JUnit Platform. */
    private static final String NEEDED = "2.22.0";

    /** One that runs JUnit 5 and 6. */
    private static final String ADVISED = "3.6.1";

    /** What robustness tests need on the classpath. */
    static final String ENGINE = "robustness-junit-engine";

    private static final int NAMED = 3;

    /** The parameters of both that switch them off. */
    private static final Set<String> SWITCHES = Set.of("skip", "skipExec", "skipTests", "skipITs");

    /** Whether the project can have robustness tests: it depends on the engine, and is no mere parent of others. */
    boolean canHaveRobustnessTests() {
        return !project.getPackaging().equals("pom")
                && project.getDependencies().stream()
                        .anyMatch(dependency -> dependency.getArtifactId().equals(ENGINE));
    }

    /** Why no robustness test of the project can run, if so; nothing where it has none, or others run them. */
    Optional<String> problem() {
        List<Plugin> old = oldOnes();
        if (old.isEmpty() || old.size() < running().size()) {
            return Optional.empty();
        }
        return Optional.of("This build runs tests with " + named(old) + ", which " + (old.size() == 1 ? "does" : "do")
                + " not know the JUnit Platform: no robustness test would run, and none would fail. Needed is " + NEEDED
                + " or newer; without a version in the POM, Maven takes its own, which up to Maven 3.8 is 2.12.4. "
                + unheard()
                        .orElseGet(() ->
                                "Put these lines under <build><plugins>:" + lines(runnerOf(old.get(old.size() - 1)))));
    }

    /** Which of the project's classes would be passed over, if some would be while others run. */
    Optional<String> warning() {
        List<Plugin> old = oldOnes();
        if (old.isEmpty() || old.size() == running().size()) {
            return Optional.empty();
        }
        Plugin passing = old.get(0);
        return Optional.of(named(old) + " does not know the JUnit Platform: it runs the classes named "
                + (runnerOf(passing) == TestRunner.SUREFIRE ? "Test*, *Test and *TestCase" : "IT*, *IT and *ITCase")
                + " unless told otherwise, and a robustness test in one of them does not run, nor fail. Needed is "
                + NEEDED
                + " or newer; without a version in the POM, Maven takes its own, which up to Maven 3.8 is 2.12.4."
                + " Put these lines under <build><plugins>, or the version where the plugin is:"
                + lines(runnerOf(passing)));
    }

    /**
     * Which of the project's robustness tests no plugin takes for tests, by their names: those named for a plugin that
     * the POM does not have, or that is told to take others. One that is switched off is so on purpose.
     */
    Optional<String> unheard() {
        if (!canHaveRobustnessTests()) {
            return Optional.empty();
        }
        List<String> passedOver = new TestSources(project)
                .robustnessTests().stream()
                        .filter(name -> running().stream()
                                .noneMatch(plugin -> runnerOf(plugin).takes(plugin, name)))
                        .toList();
        return Stream.of(TestRunner.values())
                .flatMap(runner -> unheard(
                        runner, passedOver.stream().filter(runner::isNamedFor).toList())
                        .stream())
                .findFirst();
    }

    private Optional<String> unheard(TestRunner runner, List<String> names) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        Plugin plugin = project.getPlugin(runner.key());
        boolean isOne = names.size() == 1;
        String what = named(names, NAMED) + (isOne ? " is" : " are") + " named for " + runner.shortName() + ", which ";
        String so = ": " + (isOne ? "its" : "their") + " robustness tests would not run, nor fail.";
        if (plugin == null || plugin.getExecutions().stream().noneMatch(execution -> hasGoal(execution, runner))) {
            return Optional.of(what + "does not run in this build" + so + " Put these lines under <build><plugins>,"
                    + " behind robustness-maven-plugin:" + lines(runner));
        }
        return isRun(plugin)
                ? Optional.of(what + "takes other classes here" + so + " Add " + (isOne ? "it" : "them")
                        + " to the includes of " + plugin.getArtifactId() + ", or remove these")
                : Optional.empty();
    }

    private static String named(List<String> names, int most) {
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (names.size() <= most ? "" : " and " + (names.size() - most) + " more");
    }

    /** Why there are no results, as far as POM and sources tell. */
    String likelyCause() {
        if (!canHaveRobustnessTests()) {
            return "This module does not depend on " + ENGINE
                    + ": add it, in the scope test, or leave the goal out here";
        }
        List<String> tests = new TestSources(project).robustnessTests();
        if (tests.isEmpty()) {
            return "No test source imports org.robustness4j.junit: write a robustness test, or leave the goal out here";
        }
        return unheard()
                .orElseGet(() -> named(tests, NAMED) + (tests.size() == 1 ? " has" : " have")
                        + " robustness tests: look above for whether "
                        + running().stream()
                                .map(plugin -> runnerOf(plugin).shortName())
                                .collect(Collectors.joining(" or "))
                        + " ran them, and whether they write to another folder ("
                        + ConfigurationKey.OUTPUT_DIRECTORY.key() + ")");
    }

    /** Whether Failsafe runs a test, and not Surefire; by the name of its class where the POM does not say. */
    boolean isRunByFailsafe(TestId test) {
        String outermost = outermost(test);
        List<TestRunner> takers = running().stream()
                .filter(plugin -> runnerOf(plugin).takes(plugin, outermost))
                .map(TestPlugins::runnerOf)
                .toList();
        return takers.isEmpty() ? TestRunner.FAILSAFE.isNamedFor(outermost) : takers.contains(TestRunner.FAILSAFE);
    }

    /**
     * Which plugins run robustness tests: those that take one of the sources, or of the classes that have results. Where
     * none does, as where tests lie in another artifact, all that could.
     *
     * @param tests that have results
     */
    Set<TestRunner> runners(List<TestId> tests) {
        List<String> names = Stream.concat(
                        new TestSources(project).robustnessTests().stream(),
                        tests.stream().map(TestPlugins::outermost))
                .toList();
        List<Plugin> able =
                running().stream().filter(TestPlugins::runsThePlatform).toList();
        Set<TestRunner> takers = able.stream()
                .filter(plugin ->
                        names.stream().anyMatch(name -> runnerOf(plugin).takes(plugin, name)))
                .map(TestPlugins::runnerOf)
                .collect(Collectors.toSet());
        return takers.isEmpty() ? able.stream().map(TestPlugins::runnerOf).collect(Collectors.toSet()) : takers;
    }

    /** The simple name of a test's class, or of the one around it. */
    private static String outermost(TestId test) {
        return test.className().substring(test.className().lastIndexOf('.') + 1).replaceFirst("\\$.*", "");
    }

    private static TestRunner runnerOf(Plugin plugin) {
        return Stream.of(TestRunner.values())
                .filter(runner -> runner.artifactId().equals(plugin.getArtifactId()))
                .findFirst()
                .orElseThrow();
    }

    private List<Plugin> running() {
        return Stream.of(TestRunner.values())
                .map(runner -> project.getPlugin(runner.key()))
                .filter(plugin -> plugin != null && isRun(plugin))
                .toList();
    }

    /** Those that run the project's tests, if it can have robustness tests, and cannot run these. */
    private List<Plugin> oldOnes() {
        return canHaveRobustnessTests() && !new TestSources(project).isEmpty()
                ? running().stream().filter(plugin -> !runsThePlatform(plugin)).toList()
                : List.of();
    }

    private static String named(List<Plugin> plugins) {
        return plugins.stream()
                .map(plugin -> plugin.getArtifactId() + " " + plugin.getVersion())
                .collect(Collectors.joining(" and "));
    }

    /** For Failsafe with its goals, which no lifecycle binds, and leaves the verdict to the gate. */
    private static String lines(TestRunner runner) {
        List<String> lines = new ArrayList<>(List.of(
                "      <plugin>",
                "        <groupId>org.apache.maven.plugins</groupId>",
                "        <artifactId>" + runner.artifactId() + "</artifactId>",
                "        <version>" + ADVISED + "</version>"));
        if (runner == TestRunner.FAILSAFE) {
            lines.addAll(List.of(
                    "        <configuration>",
                    "          <systemPropertyVariables>",
                    "            <robustness.verdict>record</robustness.verdict>",
                    "          </systemPropertyVariables>",
                    "        </configuration>",
                    "        <executions>",
                    "          <execution>",
                    "            <goals>",
                    "              <goal>integration-test</goal>",
                    "              <goal>verify</goal>",
                    "            </goals>",
                    "          </execution>",
                    "        </executions>"));
        }
        lines.add("      </plugin>");
        return lines.stream().map(line -> System.lineSeparator() + line).collect(Collectors.joining());
    }

    /** Without a version Maven takes the newest; Surefire has one in any case. */
    private static boolean runsThePlatform(Plugin plugin) {
        return plugin.getVersion() == null
                || new ComparableVersion(plugin.getVersion()).compareTo(new ComparableVersion(NEEDED)) >= 0;
    }

    /** Whether one of its executions runs tests; the lifecycle gives Surefire the execution {@code default-test}. */
    private static boolean isRun(Plugin plugin) {
        return plugin.getExecutions().stream()
                .anyMatch(execution -> hasGoal(execution, runnerOf(plugin))
                        && !"none".equalsIgnoreCase(execution.getPhase())
                        && SWITCHES.stream().noneMatch(parameter -> isOn(plugin, execution, parameter)));
    }

    private static boolean hasGoal(PluginExecution execution, TestRunner runner) {
        return execution.getGoals().contains(runner.goal());
    }

    /** Whether a switch is on in an execution, which has the say, or else in its plugin. */
    private static boolean isOn(Plugin plugin, PluginExecution execution, String parameter) {
        return Stream.of(execution.getConfiguration(), plugin.getConfiguration())
                .flatMap(configuration -> configuration instanceof Xpp3Dom dom
                        ? Stream.ofNullable(dom.getChild(parameter))
                        : Stream.empty())
                .findFirst()
                .filter(found -> Boolean.parseBoolean(found.getValue()))
                .isPresent();
    }
}
