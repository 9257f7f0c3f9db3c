package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.robustness4j.internal.results.record.TestId;

class MavenCallsTests {

    private static final Map<String, String> TEST = Map.of("robustness.harden.test", "A.b[epsilon=0.1]");
    private static final String FULL = "org.robustness4j:robustness-maven-plugin:1.0:harden";

    private final MavenExecutionRequest request = new DefaultMavenExecutionRequest();
    private final MavenProject root = project("root");
    private final MavenProject module = project("digits");

    @TempDir
    Path folder;

    @BeforeEach
    void calledInTheFolderOfTheRoot() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("user.dir", folder.toString());
        request.setSystemProperties(properties);
        request.setPom(Files.createFile(folder.resolve("pom.xml")).toFile());
        request.setBaseDirectory(folder.toFile());
    }

    private static MavenProject project(String name) {
        MavenProject project = new MavenProject();
        project.setGroupId("com.example");
        project.setArtifactId(name);
        project.setVersion("1");
        return project;
    }

    private static void addPlugin(MavenProject project) {
        Plugin plugin = new Plugin();
        plugin.setGroupId("org.robustness4j");
        plugin.setArtifactId("robustness-maven-plugin");
        project.getBuild().addPlugin(plugin);
    }

    @SuppressWarnings("deprecation") // there is no other constructor without a container
    private MavenCalls calls(MavenProject... projects) {
        MavenSession session = new MavenSession(
                null, new DefaultRepositorySystemSession(), request, new DefaultMavenExecutionResult());
        session.setProjects(List.of(projects));
        session.setAllProjects(List.of(projects));
        return new MavenCalls(session, projects[projects.length - 1], "1.0");
    }

    @Test
    void aModuleThatIsTheWholeBuildNeedsNoName() {
        addPlugin(module);

        assertThat(calls(module).goal("harden", TEST))
                .isEqualTo("mvn test-compile robustness:harden -Drobustness.harden.test='A.b[epsilon=0.1]'");
        assertThat(calls(module).phase("clean verify", Map.of())).isEqualTo("mvn clean verify");
    }

    @Test
    void oneOfSeveralIsNamedAndKnowsThePlugin() {
        addPlugin(module);

        assertThat(calls(root, module).goal("harden", Map.of()))
                .isEqualTo("mvn test-compile robustness:harden -pl :digits");
        assertThat(calls(root, module).phase("verify", Map.of())).isEqualTo("mvn verify -pl :digits");
    }

    @Test
    void aModuleThatNeedsOthersIsBuiltWithThemWhichMayNotKnowThePlugin() {
        addPlugin(module);
        MavenProject library = project("library");
        Dependency dependency = new Dependency();
        dependency.setGroupId("com.example");
        dependency.setArtifactId("library");
        module.getDependencies().add(dependency);

        assertThat(calls(root, library, module).goal("harden", Map.of()))
                .isEqualTo("mvn test-compile " + FULL + " -pl :digits -am");
        assertThat(calls(root, library, module).alone(new TestId("a.BTest", "c", null), Map.of("x", "y")))
                .isEqualTo("mvn test -pl :digits -am -Dtest='BTest#c' -Dx=y -Dsurefire.failIfNoSpecifiedTests=false");
        addPlugin(root);
        addPlugin(library);
        assertThat(calls(root, library, module).goal("harden", Map.of()))
                .isEqualTo("mvn test-compile robustness:harden -pl :digits -am");
    }

    @Test
    void withoutThePluginInThePomItsCoordinatesAreNeeded() {
        assertThat(calls(module).goal("harden", Map.of())).isEqualTo("mvn test-compile " + FULL);
    }

    @Test
    void profilesAndAPomElsewhereAreGivenAgain() throws IOException {
        Path elsewhere = Files.createFile(
                Files.createDirectory(folder.resolve("some where")).resolve("pom.xml"));
        request.setPom(elsewhere.toFile());
        request.setActiveProfiles(List.of("junit6", "slow"));
        request.setInactiveProfiles(List.of("quick"));

        assertThat(calls(module).phase("verify", Map.of()))
                .isEqualTo("mvn -f 'some where/pom.xml' -P 'junit6,slow,!quick' verify");
    }

    @Test
    void aTestRunsAloneInThePluginThatTakesItsClass() {
        assertThat(calls(module).alone(new TestId("a.BIT", "c", null), Map.of()))
                .isEqualTo("mvn verify -Dit.test='BIT#c'");
        assertThat(calls(module).alone(new TestId("a.BTest$Inner", "c", null), Map.of()))
                .isEqualTo("mvn test -Dtest='BTest,BTest$*'");
    }

    @Test
    void whatTheBuildWasGivenIsGivenAgainWhereItIsRead() {
        Properties given = new Properties();
        given.setProperty("robustness.baseline", "kept here.json");
        given.setProperty("robustness.baseline.update", "true");
        given.setProperty("robustness.partial", "true");
        given.setProperty("robustness.seed", "7");
        given.setProperty("robustness.verdict", "record");
        given.setProperty("robustness.maxAttackSuccessRate", "0.1");
        given.setProperty("robustness.replay.argLine", "-Xmx1g");
        given.setProperty("robustness.harden.test", "Other*");
        given.setProperty("robustness.unknown", "x");
        given.setProperty("maven.repo.local", "/a repository");
        given.setProperty("it.test", "BIT");
        request.setUserProperties(given);
        addPlugin(module);

        assertThat(calls(module).phase("verify", Map.of("robustness.baseline.update", "true")))
                .isEqualTo("mvn verify -Drobustness.baseline.update=true -Dmaven.repo.local='/a repository'"
                        + " -Drobustness.baseline='kept here.json' -Drobustness.maxAttackSuccessRate=0.1"
                        + " -Drobustness.seed=7 -Drobustness.verdict=record");
        assertThat(calls(module).goal("harden", TEST))
                .isEqualTo("mvn test-compile robustness:harden -Drobustness.harden.test='A.b[epsilon=0.1]'"
                        + " -Dmaven.repo.local='/a repository' -Drobustness.maxAttackSuccessRate=0.1"
                        + " -Drobustness.seed=7");
        assertThat(calls(module).goal("report", Map.of()))
                .isEqualTo("mvn test-compile robustness:report -Dmaven.repo.local='/a repository'"
                        + " -Drobustness.maxAttackSuccessRate=0.1");
        assertThat(calls(module).goal("replay", Map.of()))
                .isEqualTo("mvn test-compile robustness:replay -Dmaven.repo.local='/a repository'"
                        + " -Drobustness.replay.argLine=-Xmx1g -Drobustness.seed=7");
        assertThat(calls(module).alone(new TestId("a.BTest", "c", null), Map.of("robustness.verdict", "fail")))
                .isEqualTo("mvn test -Dtest='BTest#c' -Drobustness.verdict=fail -Dmaven.repo.local='/a repository'"
                        + " -Drobustness.seed=7");
    }

    @Test
    void modulesWithRobustnessTestsThatAreBuiltBeforeAreNamed() {
        MavenProject library = project("library");
        MavenProject plain = project("plain");
        MavenProject other = project("other");
        depend(module, plain, "com.example");
        depend(plain, library, "com.example");
        depend(library, project("robustness-junit-engine"), "org.robustness4j");
        depend(other, project("robustness-junit-engine"), "org.robustness4j");

        assertThat(calls(root, library, plain, other, module).builtWith()).containsExactly("library");
        assertThat(calls(module).builtWith()).isEmpty();
    }

    private static void depend(MavenProject dependent, MavenProject on, String group) {
        Dependency dependency = new Dependency();
        dependency.setGroupId(group);
        dependency.setArtifactId(on.getArtifactId());
        dependent.getDependencies().add(dependency);
    }
}
