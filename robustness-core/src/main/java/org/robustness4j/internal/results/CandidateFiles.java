package org.robustness4j.internal.results;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.internal.results.record.CandidatesRecord;

/** The files with the candidates of one execution of the tests, in a folder of their own beside its result file. */
public final class CandidateFiles {

    /** 64 MiB of values for each evaluation. */
    public static final long MOST_BYTES = 64L << 20;

    private final Path resultsFile;
    private final int perEvaluation;
    private final long bytesPerEvaluation;
    private final AtomicInteger evaluations = new AtomicInteger();

    /**
     * Creates the writer of these files; writes nothing yet.
     *
     * @param resultsFile the result file that will name the files
     * @param perEvaluation how many broken samples of an evaluation are stored at most
     */
    public CandidateFiles(Path resultsFile, int perEvaluation) {
        this(resultsFile, perEvaluation, MOST_BYTES);
    }

    CandidateFiles(Path resultsFile, int perEvaluation, long bytesPerEvaluation) {
        this.resultsFile = resultsFile;
        this.perEvaluation = perEvaluation;
        this.bytesPerEvaluation = bytesPerEvaluation;
    }

    /**
     * Stores the first of the broken samples of one evaluation, all of which are at hand.
     *
     * @see #write(BrokenSamples, long)
     */
    public CandidatesRecord write(BrokenSamples broken) {
        return write(broken, broken.size());
    }

    /**
     * Stores the first of the broken samples of one evaluation, as many as the limits on number and size allow.
     *
     * @param all how many broken samples there are, those that are not at hand included
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public CandidatesRecord write(BrokenSamples broken, long all) {
        long affordable = bytesPerEvaluation / CandidateFile.bytesOfOne(broken.shape());
        int count = (int) Math.min(Math.min(broken.size(), perEvaluation), affordable);
        if (count == 0) {
            return CandidatesRecord.none(all);
        }
        String name = ResultsFolder.candidatesOf(resultsFile) + "/" + evaluations.incrementAndGet() + ".npz";
        new CandidateFile(resultsFile.resolveSibling(name)).write(broken, count);
        return new CandidatesRecord(name, broken.shape().layout(), count, all - count);
    }
}
