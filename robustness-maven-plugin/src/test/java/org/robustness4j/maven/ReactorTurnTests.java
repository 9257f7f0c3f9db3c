package org.robustness4j.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.junit.jupiter.api.Test;
import org.robustness4j.maven.ReactorTurn.Reason;

class ReactorTurnTests {

    private static final String ADVICE = "Run the tests first";

    private final List<ReactorTurn> turns = turns("first", "second", "third");

    @SuppressWarnings("deprecation") // there is no other constructor without a container
    private static List<ReactorTurn> turns(String... names) {
        List<MavenProject> projects =
                Stream.of(names).map(ReactorTurnTests::project).toList();
        MavenSession session = new MavenSession(
                null,
                new DefaultRepositorySystemSession(),
                new DefaultMavenExecutionRequest(),
                new DefaultMavenExecutionResult());
        session.setProjects(projects);
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal("replay");
        MojoExecution execution = new MojoExecution(goal, "default-cli", MojoExecution.Source.CLI);
        return projects.stream()
                .map(project -> new ReactorTurn(session, execution, project))
                .toList();
    }

    private static MavenProject project(String name) {
        MavenProject project = new MavenProject();
        project.setGroupId("com.example");
        project.setArtifactId(name);
        project.setVersion("1");
        return project;
    }

    @Test
    void whereOneIsSkippedThatTheOthersHaveNothingIsFoundOut() throws MojoFailureException {
        turns.get(0).nothing("replay", Reason.of("the packaging is pom"), ADVICE);
        turns.get(1).nothing("replay", new Reason("no match", 1, "x matches none; the tests are a, b"), ADVICE);

        assertThatThrownBy(() -> turns.get(2).skipped("replay", ADVICE))
                .isInstanceOf(MojoFailureException.class)
                .hasMessage("x matches none; the tests are a, b");
    }

    @Test
    void theOrderDoesNotMatter() throws MojoFailureException {
        turns.get(0).skipped("replay", ADVICE);
        turns.get(1).nothing("replay", Reason.of("the packaging is pom"), ADVICE);

        assertThatThrownBy(() -> turns.get(2).nothing("replay", Reason.of("there are no results"), ADVICE))
                .hasMessage("There is nothing to replay: robustness.skip is set; the packaging is pom; there are no"
                        + " results. Run the tests first");
    }

    @Test
    void whereAllAreSkippedOrOneWorkedThereIsNoFailure() throws MojoFailureException {
        turns.get(0).skipped("replay", ADVICE);
        turns.get(1).skipped("replay", ADVICE);
        assertThatCode(() -> turns.get(2).skipped("replay", ADVICE)).doesNotThrowAnyException();

        List<ReactorTurn> others = turns("first", "second");
        others.get(0).worked();
        assertThatCode(() -> others.get(1).nothing("replay", Reason.of("nothing"), ADVICE))
                .doesNotThrowAnyException();
    }

    @Test
    void thoseThatAreMostToThePointHaveTheWord() throws MojoFailureException {
        turns.get(0).nothing("harden", new Reason("no match", 1, "x matches none"), ADVICE);
        turns.get(1).nothing("harden", new Reason("no annotation", 2, "x matches a, which has no @Harden"), ADVICE);

        assertThatThrownBy(() -> turns.get(2).nothing("harden", new Reason("other", 1, "x is none"), ADVICE))
                .hasMessage("x matches a, which has no @Harden");
    }
}
