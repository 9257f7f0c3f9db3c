package org.robustness4j.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String GROUP = "org.apache.maven.plugins";
    private static final String SUREFIRE = "maven-surefire-plugin";
    private static final String FAILSAFE = "maven-failsafe-plugin";
    private static final Set<String> SOURCES = Set.of("java", "kt", "groovy", "scala");

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
                + " or newer; without a version in the POM, Maven takes its own, which up to Maven 3.8 is 2.12.4."
                + " Put these lines under <build><plugins>:" + lines(old.get(old.size() - 1)));
    }

    /** Which of the project's classes would be passed over, if some would be while others run. */
    Optional<String> warning() {
        List<Plugin> old = oldOnes();
        if (old.isEmpty() || old.size() == running().size()) {
            return Optional.empty();
        }
        Plugin passing = old.get(0);
        return Optional.of(named(old) + " does not know the JUnit Platform: it runs the classes named "
                + (passing.getArtifactId().equals(SUREFIRE) ? "Test*, *Test and *TestCase" : "IT*, *IT and *ITCase")
                + " unless told otherwise, and a robustness test in one of them does not run, nor fail. Needed is "
                + NEEDED
                + " or newer; without a version in the POM, Maven takes its own, which up to Maven 3.8 is 2.12.4."
                + " Put these lines under <build><plugins>, or the version where the plugin is:" + lines(passing));
    }

    private List<Plugin> running() {
        return Stream.of(SUREFIRE, FAILSAFE)
                .map(name -> project.getPlugin(GROUP + ":" + name))
                .filter(plugin -> plugin != null && isRun(plugin))
                .toList();
    }

    /** Those that run the project's tests, if it can have robustness tests, and cannot run these. */
    private List<Plugin> oldOnes() {
        return canHaveRobustnessTests() && hasTestSources()
                ? running().stream().filter(plugin -> !runsThePlatform(plugin)).toList()
                : List.of();
    }

    private static String named(List<Plugin> plugins) {
        return plugins.stream()
                .map(plugin -> plugin.getArtifactId() + " " + plugin.getVersion())
                .collect(Collectors.joining(" and "));
    }

    private static String lines(Plugin plugin) {
        String line = System.lineSeparator();
        return line
                + "      <plugin>" + line
                + "        <groupId>" + GROUP + "</groupId>" + line
                + "        <artifactId>" + plugin.getArtifactId() + "</artifactId>" + line
                + "        <version>" + ADVISED + "</version>" + line
                + "      </plugin>";
    }

    /** Without a version Maven takes the newest; Surefire has one in any case. */
    private static boolean runsThePlatform(Plugin plugin) {
        return plugin.getVersion() == null
                || new ComparableVersion(plugin.getVersion()).compareTo(new ComparableVersion(NEEDED)) >= 0;
    }

    /** Whether one of its executions runs tests; the lifecycle gives Surefire the execution {@code default-test}. */
    private static boolean isRun(Plugin plugin) {
        String goal = plugin.getArtifactId().equals(SUREFIRE) ? "test" : "integration-test";
        return plugin.getExecutions().stream()
                .anyMatch(execution -> execution.getGoals().contains(goal)
                        && !"none".equalsIgnoreCase(execution.getPhase())
                        && SWITCHES.stream().noneMatch(parameter -> isOn(plugin, execution, parameter)));
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

    private boolean hasTestSources() {
        return project.getTestCompileSourceRoots().stream()
                .map(Path::of)
                .filter(Files::isDirectory)
                .anyMatch(TestPlugins::holdsSources);
    }

    private static boolean holdsSources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .anyMatch(name -> SOURCES.contains(name.substring(name.lastIndexOf('.') + 1)));
        } catch (IOException e) {
            throw new UncheckedIOException("The test sources in " + folder + " cannot be listed", e);
        }
    }
}
