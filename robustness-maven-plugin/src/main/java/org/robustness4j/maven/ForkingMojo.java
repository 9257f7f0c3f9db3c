package org.robustness4j.maven;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.plugin.MojoExecutionException;
import org.robustness4j.configuration.ConfigurationKey;

/**
 * A goal that needs the project's models: ND4J cannot load its natives in a second class loader, so a virtual machine
 * of its own runs the engine, with the project's test classpath.
 */
abstract class ForkingMojo extends RulesMojo {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /**
     * Runs a class of the engine.
     *
     * @param what it does, for messages
     * @param needs what it needs, for the message when it fails
     * @param argLine options of the virtual machine, separated by blanks
     * @param own the goal's configuration parameters; those of the command line are passed on too, such as the number
     *     of workers
     * @throws MojoExecutionException if it does not end well
     */
    final void run(String mainClass, String what, String needs, String argLine, Map<String, String> own)
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
                    .run(mainClass);
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
