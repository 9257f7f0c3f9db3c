package org.robustness4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.robustness4j.results.ResultsFolder;

/**
 * Deletes the result files and the report of earlier builds, so that the gate judges this one, and checks that the rules are valid before
 * minutes of attacks are spent on them.
 */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareMojo extends RulesMojo {

    @Override
    public void execute() throws MojoExecutionException {
        if (isSkipped()) {
            return;
        }
        configuredRules();
        ResultsFolder folder = resultsFolder();
        int stale = folder.files().size();
        folder.clear();
        deleteReport();
        if (stale > 0) {
            getLog().info("Deleted " + stale + " result file(s) of earlier builds from " + folder.path());
        }
    }

    private void deleteReport() throws MojoExecutionException {
        try {
            Files.deleteIfExists(reportFile());
            Files.deleteIfExists(reportFile().resolveSibling(AggregateCheckMojo.REPORT));
        } catch (IOException e) {
            throw new MojoExecutionException("The stale report " + reportFile() + " cannot be deleted", e);
        }
    }
}
