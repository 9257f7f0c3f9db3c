package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;

/**
 * A goal that is a command of {@code robustness-cli}, in a virtual machine of its own with the libraries that it needs,
 * which are resolved first.
 */
abstract class CommandMojo extends AbstractMojo {

    private static final String MAIN_CLASS = "org.robustness4j.cli.Robustness";
    private static final String CLI = "robustness-cli";
    private static final Pattern BLANKS = Pattern.compile("\\s+");

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

    CommandMojo(RepositorySystem resolver) {
        this.resolver = resolver;
    }

    final boolean isSkipped() {
        return skip;
    }

    final MavenProject project() {
        return project;
    }

    /** Where paths begin. */
    final Path folder() {
        return Objects.requireNonNullElseGet(project.getBasedir(), () -> new File("").getAbsoluteFile())
                .toPath();
    }

    /** The exit code of a command. */
    final int status(String name, List<String> words, String argLine) throws MojoExecutionException {
        try {
            List<String> command = new ArrayList<>(List.of(name));
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
            throw new MojoExecutionException("The command " + name + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException("The command " + name + " was interrupted", e);
        }
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
