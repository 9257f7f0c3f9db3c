package org.robustness4j.maven;

import java.io.File;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.robustness4j.results.ResultsFolder;

/** Deletes the result files of earlier builds, so that the gate judges this one. */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class PrepareMojo extends AbstractMojo {

    /** Where robustness tests write their results. */
    @Parameter(property = "robustness.output.dir", defaultValue = "${project.build.directory}/robustness")
    private File resultsDirectory;

    /** Does nothing. */
    @Parameter(property = "robustness.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() {
        if (skip) {
            getLog().info("Skipped: robustness.skip is set");
            return;
        }
        ResultsFolder folder = new ResultsFolder(resultsDirectory.toPath());
        int stale = folder.files().size();
        folder.clear();
        if (stale > 0) {
            getLog().info("Deleted " + stale + " result file(s) of earlier builds from " + resultsDirectory);
        }
    }
}
