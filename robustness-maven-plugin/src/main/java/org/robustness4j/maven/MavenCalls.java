package org.robustness4j.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.robustness4j.internal.gate.BuildCalls;
import org.robustness4j.internal.gate.TestFilter;
import org.robustness4j.internal.results.record.TestId;

/**
 * How Maven is called again where it was called, for one module of the build.
 *
 * @param session the build
 * @param module the module
 * @param version of this plugin, for projects whose POM does not name it
 */
record MavenCalls(MavenSession session, MavenProject module, String version) implements BuildCalls {

    private static final String PLUGIN = "org.robustness4j:robustness-maven-plugin";
    private static final String PREFIX = "robustness";

    @Override
    public String phase(String phase, Map<String, String> properties) {
        return command(phase, properties, given().forTests());
    }

    /** With the phase that compiles tests: Maven finds the classes of other modules only where they were compiled. */
    @Override
    public String goal(String goal, Map<String, String> properties) {
        return command(
                "test-compile " + (isKnownByPrefix() ? PREFIX : PLUGIN + ":" + version) + ":" + goal,
                properties,
                given().forGoal(goal));
    }

    @Override
    public String alone(TestId test, Map<String, String> properties) {
        boolean inFailsafe = new TestPlugins(module).isRunByFailsafe(test);
        TestRunner runner = inFailsafe ? TestRunner.FAILSAFE : TestRunner.SUREFIRE;
        Map<String, String> filtered = new LinkedHashMap<>(TestFilter.of(runner.filter(), test, properties));
        if (needsOthers()) {
            filtered.put((inFailsafe ? "failsafe" : "surefire") + ".failIfNoSpecifiedTests", "false");
        }
        return inFailsafe
                ? command("verify", filtered, given().forTests())
                : command("test", filtered, given().forTestsAlone());
    }

    @Override
    public String likelyCause() {
        return new TestPlugins(module).likelyCause();
    }

    /** By {@code -am}. */
    @Override
    public List<String> builtWith() {
        List<MavenProject> reached = new ArrayList<>(List.of(module));
        for (int i = 0; i < reached.size(); i++) {
            MavenProject dependent = reached.get(i);
            session.getAllProjects().stream()
                    .filter(other -> !reached.contains(other) && dependsOn(dependent, other))
                    .forEach(reached::add);
        }
        return reached.stream()
                .skip(1)
                .filter(other -> new TestPlugins(other).canHaveRobustnessTests())
                .map(MavenProject::getArtifactId)
                .sorted()
                .toList();
    }

    private GivenProperties given() {
        return new GivenProperties(session.getUserProperties());
    }

    /** A command with what the build itself was given, but for what the command sets. */
    private String command(String goals, Map<String, String> own, Map<String, String> given) {
        Map<String, String> properties = new LinkedHashMap<>(own);
        given.forEach(properties::putIfAbsent);
        List<String> words = new ArrayList<>(List.of("mvn"));
        pom().ifPresent(pom -> words.addAll(List.of("-f", BuildCalls.quoted(pom))));
        List<String> profiles = new ArrayList<>(session.getRequest().getActiveProfiles());
        session.getRequest().getInactiveProfiles().forEach(profile -> profiles.add("!" + profile));
        if (!profiles.isEmpty()) {
            words.addAll(List.of("-P", BuildCalls.quoted(String.join(",", profiles))));
        }
        words.add(goals);
        if (isOneOfSeveral()) {
            words.addAll(List.of("-pl", BuildCalls.quoted(":" + module.getArtifactId())));
        }
        if (needsOthers()) {
            words.add("-am");
        }
        return BuildCalls.command(words, properties);
    }

    /** The POM that Maven was given, where it would not find it by itself. */
    private Optional<String> pom() {
        File given = session.getRequest().getPom();
        String folder = session.getSystemProperties().getProperty("user.dir");
        if (given == null || folder == null) {
            return Optional.empty();
        }
        Path pom = given.toPath().toAbsolutePath().normalize();
        Path here = Path.of(folder).toAbsolutePath().normalize();
        return pom.equals(here.resolve("pom.xml"))
                ? Optional.empty()
                : Optional.of(pom.startsWith(here) ? here.relativize(pom).toString() : pom.toString());
    }

    private boolean isOneOfSeveral() {
        return session.getAllProjects().size() > 1;
    }

    /** Whether the module depends on others of the build, which are then built with it. */
    private boolean needsOthers() {
        return session.getAllProjects().stream().anyMatch(other -> dependsOn(module, other));
    }

    private static boolean dependsOn(MavenProject project, MavenProject other) {
        return project.getDependencies().stream()
                .anyMatch(dependency -> other.getArtifactId().equals(dependency.getArtifactId())
                        && other.getGroupId().equals(dependency.getGroupId()));
    }

    /** Maven looks a prefix up in the POM of the first module that it is to build. */
    private boolean isKnownByPrefix() {
        Stream<MavenProject> asked = needsOthers() ? session.getAllProjects().stream() : Stream.of(module);
        return asked.allMatch(MavenCalls::namesPlugin);
    }

    private static boolean namesPlugin(MavenProject project) {
        return Stream.concat(
                        project.getBuildPlugins().stream(),
                        project.getPluginManagement() == null
                                ? Stream.empty()
                                : project.getPluginManagement().getPlugins().stream())
                .map(Plugin::getKey)
                .anyMatch(PLUGIN::equals);
    }
}
