package org.robustness4j.maven;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.Parameter;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * A goal that needs the project's models: ND4J cannot load its natives in a second class loader, so a virtual machine
 * of its own runs the engine, with the project's test classpath.
 */
abstract class ForkingMojo extends RulesMojo {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    @Parameter(defaultValue = "${mojoExecution}", readonly = true)
    private MojoExecution execution;

    /** Where the compiled test classes are. */
    @Parameter(defaultValue = "${project.build.testOutputDirectory}", readonly = true)
    private File testClasses;

    final File testClasses() {
        return testClasses;
    }

    final ReactorTurn turn() {
        return new ReactorTurn(session(), execution, project());
    }

    /** Why the module cannot have robustness tests to start, if so: a parent of others, or a module of another kind. */
    final Optional<String> reasonToSkip() {
        if (project().getPackaging().equals("pom")) {
            return Optional.of("the packaging is pom");
        }
        if (project().getArtifacts().stream()
                .noneMatch(artifact -> artifact.getArtifactId().equals(TestPlugins.ENGINE))) {
            return Optional.of(TestPlugins.ENGINE + " is not on the test classpath");
        }
        String[] compiled = testClasses.list();
        return compiled == null || compiled.length == 0 ? Optional.of("no tests are compiled") : Optional.empty();
    }

    /**
     * Runs a class of the engine.
     *
     * @param what it does, for messages
     * @param needs what it needs, for the message when it fails
     * @param argLine options of the virtual machine, separated by blanks
     * @param own the goal's configuration parameters; those of the command line are passed on too, such as the number
     *     of workers
     * @param parameters of the class
     * @throws MojoExecutionException if it does not end well
     */
    final void run(
            String mainClass, String what, String needs, String argLine, Map<String, String> own, String... parameters)
            throws MojoExecutionException {
        Map<String, String> properties = new TreeMap<>();
        session().getUserProperties().forEach((key, value) -> {
            if (key.toString().startsWith(ConfigurationKey.PREFIX)) {
                properties.put(key.toString(), value.toString());
            }
        });
        properties.put(
                ConfigurationKey.OUTPUT_DIRECTORY.key(), resultsFolder().path().toString());
        properties.putAll(own);
        try {
            int status = new ForkedJvm(
                            BLANKS.splitAsStream(argLine)
                                    .filter(option -> !option.isEmpty())
                                    .toList(),
                            project().getTestClasspathElements(),
                            properties,
                            project().getBasedir().toPath())
                    .run(mainClass, List.of(parameters));
            if (status != 0) {
                throw new MojoExecutionException(what + " ended with exit status " + status
                        + "; its own message stands above. It needs " + needs);
            }
        } catch (DependencyResolutionRequiredException e) {
            throw new MojoExecutionException("The test classpath is not known: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(what + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException(what + " was interrupted", e);
        }
    }
}
