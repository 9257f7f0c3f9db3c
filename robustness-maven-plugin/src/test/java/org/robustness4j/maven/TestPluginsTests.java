package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.internal.results.record.TestId;

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
    void thePluginsThatRunRobustnessTestsAreThoseThatTakeTheirClasses() throws IOException {
        surefire("3.6.1");
        failsafe("3.6.1");
        assertThat(plugins().runners(List.of())).containsExactlyInAnyOrder(TestRunner.SUREFIRE, TestRunner.FAILSAFE);

        Files.writeString(sources.resolve("DigitsIT.java"), "import org.robustness4j.junit.Pgd;");
        assertThat(plugins().runners(List.of())).containsExactly(TestRunner.FAILSAFE);
        assertThat(plugins().runners(List.of(new TestId("a.DigitsTest$Inner", "b", null))))
                .containsExactlyInAnyOrder(TestRunner.SUREFIRE, TestRunner.FAILSAFE);
    }

    @Test
    void aPluginThatIsTooOldRunsNoRobustnessTest() throws IOException {
        surefire("2.12.4");
        failsafe("3.6.1");
        Files.writeString(sources.resolve("DigitsTest.java"), "import org.robustness4j.junit.Pgd;");

        assertThat(plugins().runners(List.of())).containsExactly(TestRunner.FAILSAFE);
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

    private void robustnessTest(String name) throws IOException {
        Files.writeString(sources.resolve(name + ".java"), "import org.robustness4j.junit.PgdTest;");
    }

    @Test
    void testsNamedForFailsafeWhereThereIsNoneAreUnheard() throws IOException {
        robustnessTest("DigitsRobustnessIT");
        robustnessTest("OwnAnnotation");
        surefire("3.6.1");

        assertThat(plugins().problem()).isEmpty();
        assertThat(plugins().unheard()).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith("DigitsRobustnessIT is named for Failsafe, which does not run in this build: its robustness"
                        + " tests would not run, nor fail. Put these lines under <build><plugins>, behind"
                        + " robustness-maven-plugin:")
                .contains("<artifactId>maven-failsafe-plugin</artifactId>", "<goal>integration-test</goal>"));
        assertThat(plugins().likelyCause()).isEqualTo(plugins().unheard().orElseThrow());

        failsafe("3.6.1");
        requireSilence();
        assertThat(plugins().likelyCause())
                .isEqualTo("DigitsRobustnessIT, OwnAnnotation have robustness tests: look above for whether Surefire or"
                        + " Failsafe ran them, and whether they write to another folder (robustness.output.dir)");
    }

    @Test
    void anOldSurefireThatWouldPassOverThemAnywayIsOfferedFailsafe() throws IOException {
        robustnessTest("DigitsRobustnessIT");
        surefire("2.12.4");

        assertThat(plugins().problem()).hasValueSatisfying(problem -> assertThat(problem)
                .contains("maven-surefire-plugin 2.12.4, which does not know the JUnit Platform")
                .contains("DigitsRobustnessIT is named for Failsafe")
                .contains("<artifactId>maven-failsafe-plugin</artifactId>")
                .doesNotContain("<artifactId>maven-surefire-plugin</artifactId>"));
    }

    @Test
    void includesSayWhichClassesAreTests() throws IOException {
        robustnessTest("DigitsRobustnessIT");
        Plugin surefire = surefire("3.6.1");

        surefire.setConfiguration(includes("**/*RobustnessIT.java"));
        requireSilence();
        surefire.setConfiguration(includes("**/Digits*.*"));
        requireSilence();
        surefire.setConfiguration(includes("%regex[.*IT.*]"));
        requireSilence();
        surefire.setConfiguration(includes("**/*Letters.java"));
        assertThat(plugins().unheard()).isPresent();
    }

    @Test
    void testsNamedForASurefireThatTakesOthersAreUnheard() throws IOException {
        robustnessTest("DigitsTest");
        robustnessTest("LettersTests");
        surefire("3.6.1").setConfiguration(includes("**/*Spec.java"));

        assertThat(plugins().unheard())
                .hasValue("DigitsTest, LettersTests are named for Surefire, which takes other classes here: their"
                        + " robustness tests would not run, nor fail. Add them to the includes of"
                        + " maven-surefire-plugin, or remove these");
    }

    @Test
    void aPluginThatIsSwitchedOffIsSoOnPurpose() throws IOException {
        robustnessTest("DigitsRobustnessIT");
        surefire("3.6.1");
        failsafe("3.6.1").setConfiguration(configuration("skipITs", "true"));

        requireSilence();
    }

    @Test
    void withoutRobustnessTestsOrTheEngineThatIsTheCause() {
        surefire("3.6.1");
        assertThat(plugins().likelyCause())
                .isEqualTo(
                        "No test source imports org.robustness4j.junit: write a robustness test, or leave the goal out"
                                + " here");

        project.getDependencies().clear();
        assertThat(plugins().likelyCause())
                .isEqualTo("This module does not depend on robustness-junit-engine: add it, in the scope test, or leave"
                        + " the goal out here");
    }

    @Test
    void aTestIsRunByThePluginThatTakesItsClass() {
        surefire("3.6.1");
        TestId integrationTest = new TestId("com.example.DigitsIT$Inner", "resists", null);
        assertThat(plugins().isRunByFailsafe(integrationTest)).isTrue();
        assertThat(plugins().isRunByFailsafe(new TestId("DigitsTest", "resists", null)))
                .isFalse();

        surefire("3.6.1").setConfiguration(includes("**/*IT.java"));
        assertThat(plugins().isRunByFailsafe(integrationTest)).isFalse();
    }

    private static Xpp3Dom includes(String pattern) {
        Xpp3Dom includes = new Xpp3Dom("includes");
        includes.addChild(configuration("include", pattern).getChild(0));
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        configuration.addChild(includes);
        return configuration;
    }

    private void requireSilence() {
        assertThat(plugins().unheard()).isEmpty();
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
