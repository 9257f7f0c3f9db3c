package org.robustness4j.maven;

import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.eclipse.aether.RepositorySystem;
import org.jspecify.annotations.Nullable;

/**
 * Proves properties of a model that files in the format of VNN-LIB describe, or finds points that break them: the command
 * {@code verify} of {@code robustness-cli}. It needs no project. The build fails when a property is broken, and ends in an
 * error when one is neither proved nor broken.
 */
@API(status = Status.EXPERIMENTAL, since = "0.1")
@Mojo(name = "verify", requiresProject = false, threadSafe = true)
public final class VerifyMojo extends CommandMojo {

    private static final int BROKEN = 1;

    /**
     * The model and its properties, as the command line says them: {@code model.onnx property.vnnlib.gz --timeout 60}.
     * Values with blanks stand in quotes. Paths are those of the project's folder.
     */
    @Parameter(property = "robustness.verify.arguments")
    private @Nullable String arguments;

    /** Options of the virtual machine, separated by blanks, such as {@code -Xmx8g}. */
    @Parameter(property = "robustness.verify.argLine", defaultValue = "")
    private String argLine = "";

    /** By Maven. */
    @Inject
    public VerifyMojo(RepositorySystem resolver) {
        super(resolver);
    }

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (isSkipped()) {
            getLog().info("Nothing is verified: robustness.skip is true");
            return;
        }
        String given = arguments;
        if (given == null || given.isBlank()) {
            throw new MojoExecutionException("What to verify is not said; give robustness.verify.arguments, as in"
                    + " -Drobustness.verify.arguments=\"model.onnx property.vnnlib.gz\", or \"--help\"");
        }
        int status = status("verify", words(given), argLine);
        if (status == BROKEN) {
            throw new MojoFailureException("A property of the model is broken; the point that breaks it stands above");
        } else if (status != 0) {
            throw new MojoExecutionException(
                    "A property is neither proved nor broken, or the command failed; the reason stands above");
        }
    }

    private static List<String> words(String given) throws MojoExecutionException {
        try {
            return new Words(given).split();
        } catch (IllegalArgumentException e) {
            throw new MojoExecutionException("robustness.verify.arguments: " + e.getMessage(), e);
        }
    }
}
