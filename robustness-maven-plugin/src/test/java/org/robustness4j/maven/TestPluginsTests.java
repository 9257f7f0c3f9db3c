package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPluginsTests {

    private final MavenProject project = new MavenProject();

    @TempDir
    Path sources;

    @BeforeEach
    void aProjectWithTestsAndTheEngine() throws IOException {
        Files.writeString(sources.resolve("AnyTest.java"), "");
        project.setPackaging("jar");
        project.addTestCompileSourceRoot(sources.toString());
        Dependency engine = new Dependency();
        engine.setGroupId("org.robustness4j");
        engine.setArtifactId("robustness-junit-engine");
        project.getDependencies().add(engine);
    }

    @Test
    void anOldSurefireAloneIsAProblem() {
        surefire("2.12.4");

        assertThat(plugins().problem()).hasValueSatisfying(problem -> assertThat(problem)
                .contains("runs tests with maven-surefire-plugin 2.12.4, which does not know the JUnit Platform")
                .contains("<artifactId>maven-surefire-plugin</artifactId>"));
        assertThat(plugins().warning()).isEmpty();
    }

    @Test
    void oldOnesOfBothAreAProblem() {
        surefire("2.12.4");
        failsafe("2.21.0");

        assertThat(plugins().problem()).hasValueSatisfying(problem -> assertThat(problem)
                .contains("maven-surefire-plugin 2.12.4 and maven-failsafe-plugin 2.21.0, which do not"));
        assertThat(plugins().warning()).isEmpty();
    }

    @Test
    void anOldSurefireBesideANewFailsafeIsAWarning() {
        surefire("2.12.4");
        failsafe("3.6.1");

        assertThat(plugins().problem()).isEmpty();
        assertThat(plugins().warning()).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith("maven-surefire-plugin 2.12.4 does not know the JUnit Platform: it runs the classes named"
                        + " Test*, *Test and *TestCase")
                .contains("<artifactId>maven-surefire-plugin</artifactId>", "<version>3.6.1</version>"));
    }

    @Test
    void anOldFailsafeBesideANewSurefireIsAWarningToo() {
        surefire("3.6.1");
        failsafe("2.21.0");

        assertThat(plugins().problem()).isEmpty();
        assertThat(plugins().warning()).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith("maven-failsafe-plugin 2.21.0 does not know the JUnit Platform: it runs the classes named"
                        + " IT*, *IT and *ITCase")
                .contains("<artifactId>maven-failsafe-plugin</artifactId>"));
    }

    @Test
    void newOnesAreInOrder() {
        surefire("2.22.0");
        failsafe("3.6.1");

        requireSilence();
    }

    @Test
    void modulesWithoutTheEngineOrWithoutTestsAreNotAsked() throws IOException {
        surefire("2.12.4");
        project.getDependencies().clear();
        requireSilence();

        aProjectWithTestsAndTheEngine();
        assertThat(plugins().problem()).isPresent();
        project.setPackaging("pom");
        requireSilence();

        project.setPackaging("jar");
        Files.delete(sources.resolve("AnyTest.java"));
        requireSilence();
    }

    @Test
    void anExecutionThatIsSwitchedOffDoesNotCount() {
        Plugin surefire = surefire("2.12.4");
        PluginExecution execution = surefire.getExecutions().get(0);

        execution.setPhase("none");
        requireSilence();
        execution.setPhase("test");
        for (String parameter : new String[] {"skip", "skipTests"}) {
            execution.setConfiguration(configuration(parameter, "true"));
            requireSilence();
            surefire.setConfiguration(configuration(parameter, "true"));
            execution.setConfiguration(null);
            requireSilence();
            execution.setConfiguration(configuration(parameter, "false"));
            assertThat(plugins().problem()).as("the execution has the say").isPresent();
            surefire.setConfiguration(null);
        }
        failsafe("3.6.1").getExecutions().get(0).setConfiguration(configuration("skipITs", "true"));
        assertThat(plugins().problem()).as("Surefire is left alone").isPresent();
    }

    @Test
    void anotherExecutionThatRunsTestsCounts() {
        Plugin surefire = surefire("2.12.4");
        surefire.getExecutions().get(0).setPhase("none");
        surefire.addExecution(execution("own", "test"));

        assertThat(plugins().problem()).isPresent();
    }

    private void requireSilence() {
        assertThat(plugins().problem()).isEmpty();
        assertThat(plugins().warning()).isEmpty();
    }

    private TestPlugins plugins() {
        return new TestPlugins(project);
    }

    private Plugin surefire(String version) {
        return plugin("maven-surefire-plugin", version, execution("default-test", "test"));
    }

    private Plugin failsafe(String version) {
        return plugin("maven-failsafe-plugin", version, execution("default", "integration-test"));
    }

    private Plugin plugin(String name, String version, PluginExecution execution) {
        Plugin plugin = new Plugin();
        plugin.setGroupId("org.apache.maven.plugins");
        plugin.setArtifactId(name);
        plugin.setVersion(version);
        plugin.addExecution(execution);
        project.getBuild().addPlugin(plugin);
        project.getBuild().flushPluginMap();
        return plugin;
    }

    private static PluginExecution execution(String id, String goal) {
        PluginExecution execution = new PluginExecution();
        execution.setId(id);
        execution.addGoal(goal);
        return execution;
    }

    private static Xpp3Dom configuration(String parameter, String value) {
        Xpp3Dom child = new Xpp3Dom(parameter);
        child.setValue(value);
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        configuration.addChild(child);
        return configuration;
    }
}
