package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.jspecify.annotations.Nullable;

/**
 * Attacks the model of a file on the samples of others, without a test: the command line of {@code robustness-cli} in a
 * virtual machine of its own, with the libraries that it needs, which are resolved first. It needs no project. The build
 * fails when a limit is missed, and ends in an error when nothing can be said.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Mojo(name = "attack", requiresProject = false, threadSafe = true)
public final class AttackMojo extends AbstractMojo {

    private static final String MAIN_CLASS = "org.robustness4j.cli.Robustness";
    private static final String CLI = "robustness-cli";
    private static final String OUTPUT = "--output";
    private static final int MISSED = 1;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * What is attacked, as the command line says it: {@code --model wine.onnx --data wine.csv --range -6 6 --epsilon
     * 0.1}. Values with blanks stand in quotes, single or double; all other characters are as they are. {@code --help}
     * explains all. Paths are those of the project's folder, and attacks those of Robustness4J: classes of the project are
     * not seen.
     */
    @Parameter(property = "robustness.attack.arguments")
    private @Nullable String arguments;

    /** Options of the virtual machine, separated by blanks, such as {@code -Xmx8g}. */
    @Parameter(property = "robustness.attack.argLine", defaultValue = "")
    private String argLine = "";

    /** Does nothing. */
    @Parameter(property = "robustness.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    private RepositorySystemSession repositories;

    @Parameter(defaultValue = "${project.remotePluginRepositories}", readonly = true, required = true)
    private List<RemoteRepository> remote = List.of();

    private final RepositorySystem resolver;

    /** By Maven. */
    @Inject
    public AttackMojo(RepositorySystem resolver) {
        this.resolver = resolver;
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Nothing is attacked: robustness.skip is true");
            return;
        }
        String given = arguments;
        if (given == null || given.isBlank()) {
            throw new MojoExecutionException("What to attack is not said; give robustness.attack.arguments, as in"
                    + " -Drobustness.attack.arguments=\"--model wine.onnx --data wine.csv --range -6 6 --epsilon 0.1\","
                    + " or \"--help\"");
        }
        List<String> words = words(given);
        Instant start = Instant.now();
        int status = status(words);
        // it is what Java itself ends with, too, where it cannot start
        if (status == MISSED && isReported(words, start)) {
            throw new MojoFailureException("The model missed a limit; it stands above by how much");
        } else if (status != 0) {
            throw new MojoExecutionException("There is no verdict on the model; the reason stands above");
        }
    }

    /** What is given, and where results go: in a project below its build folder, and not where the tests have theirs. */
    private List<String> words(String given) throws MojoExecutionException {
        try {
            List<String> words = new ArrayList<>(new Words(given).split());
            if (words.stream().noneMatch(AttackMojo::isOutput)) {
                words.add(OUTPUT);
                words.add(
                        project.getBasedir() == null
                                ? "robustness"
                                : Path.of(project.getBuild().getDirectory(), "robustness-attack")
                                        .toString());
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("robustness.attack.arguments: " + e.getMessage(), e);
        }
    }

    private boolean isReported(List<String> words, Instant start) {
        int place = words.indexOf(OUTPUT);
        String output = place >= 0 && place + 1 < words.size()
                ? words.get(place + 1)
                : words.stream()
                        .filter(AttackMojo::isOutput)
                        .findFirst()
                        .map(word -> word.substring(word.indexOf('=') + 1))
                        .orElse("");
        try {
            return !Files.getLastModifiedTime(folder().resolve(output).resolve("index.html"))
                    .toInstant()
                    .plusSeconds(1)
                    .isBefore(start);
        } catch (IOException e) {
            getLog().debug("There is no report", e);
            return false;
        }
    }

    private int status(List<String> words) throws MojoExecutionException {
        try {
            List<String> command = new ArrayList<>(List.of("attack"));
            command.addAll(words);
            return new ForkedJvm(
                            BLANKS.splitAsStream(argLine)
                                    .filter(option -> !option.isEmpty())
                                    .toList(),
                            classpath(),
                            Map.of(),
                            folder())
                    .run(MAIN_CLASS, command);
        } catch (IOException e) {
            throw new MojoExecutionException("The attack failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The attack was interrupted", e);
        }
    }

    private static boolean isOutput(String word) {
        return word.equals(OUTPUT) || word.startsWith(OUTPUT + "=");
    }

    private Path folder() {
        return Objects.requireNonNullElseGet(project.getBasedir(), () -> new File("").getAbsoluteFile())
                .toPath();
    }

    private List<String> classpath() throws MojoExecutionException {
        Dependency cli = new Dependency(
                new DefaultArtifact(plugin.getGroupId(), CLI, "jar", plugin.getVersion()), JavaScopes.RUNTIME);
        try {
            return resolver
                    .resolveDependencies(repositories, new DependencyRequest(new CollectRequest(cli, remote), null))
                    .getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact().getFile().getPath())
                    .toList();
        } catch (DependencyResolutionException e) {
            throw new MojoExecutionException("The command line cannot be resolved: " + e.getMessage(), e);
        }
    }
}
