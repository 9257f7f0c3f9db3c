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
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The plugins that run a project's tests, by the versions that the build takes. Maven up to 3.8 takes Surefire 2.12.4 where the
 * POM names none, which does not know the JUnit Platform: it runs no robustness test, and the build is green.
 *
 * @param project the project
 */
record TestPlugins(MavenProject project) {

    /** The first version of both that runs the JUnit Platform. */
    private static final String NEEDED = "2.22.0";

    /** One that runs JUnit 5 and 6. */
    private static final String ADVISED = "3.6.1";

    private static final String GROUP = "org.apache.maven.plugins";
    private static final String SUREFIRE = "maven-surefire-plugin";
    private static final String FAILSAFE = "maven-failsafe-plugin";
    private static final Set<String> SOURCES = Set.of("java", "kt", "groovy", "scala");

    /** Why no robustness test of the project can run, if so; nothing where it has no tests, or others run them. */
    Optional<String> problem() {
        List<Plugin> running = Stream.of(SUREFIRE, FAILSAFE)
                .map(name -> project.getPlugin(GROUP + ":" + name))
                .filter(plugin -> plugin != null && isRun(plugin))
                .toList();
        if (running.isEmpty() || running.stream().anyMatch(TestPlugins::runsThePlatform) || !hasTestSources()) {
            return Optional.empty();
        }
        String seen = running.stream()
                .map(plugin -> plugin.getArtifactId() + " " + plugin.getVersion())
                .collect(Collectors.joining(" and "));
        String line = System.lineSeparator();
        return Optional.of("This build runs tests with " + seen + (running.size() == 1 ? ", which does" : ", which do")
                + " not know the JUnit Platform: no robustness test would run, and none would fail. Needed is " + NEEDED
                + " or newer; without a version in the POM, Maven takes its own, which up to Maven 3.8 is 2.12.4."
                + " Put these lines under <build><plugins>:" + line
                + "      <plugin>" + line
                + "        <groupId>" + GROUP + "</groupId>" + line
                + "        <artifactId>" + running.get(running.size() - 1).getArtifactId() + "</artifactId>" + line
                + "        <version>" + ADVISED + "</version>" + line
                + "      </plugin>");
    }

    /** Without a version Maven takes the newest; Surefire has one in any case. */
    private static boolean runsThePlatform(Plugin plugin) {
        return plugin.getVersion() == null
                || new ComparableVersion(plugin.getVersion()).compareTo(new ComparableVersion(NEEDED)) >= 0;
    }

    private static boolean isRun(Plugin plugin) {
        boolean isBound = plugin.getArtifactId().equals(SUREFIRE)
                || plugin.getExecutions().stream()
                        .anyMatch(execution -> execution.getGoals().contains("integration-test"));
        return isBound && !isOn(plugin, "skip") && !isOn(plugin, "skipTests");
    }

    private static boolean isOn(Plugin plugin, String parameter) {
        return plugin.getConfiguration() instanceof Xpp3Dom configuration
                && configuration.getChild(parameter) != null
                && Boolean.parseBoolean(configuration.getChild(parameter).getValue());
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
