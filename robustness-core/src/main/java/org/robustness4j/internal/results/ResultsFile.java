package org.robustness4j.internal.results;

import java.time.Instant;
import java.util.List;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;

/**
 * The content of one result file: all that one execution of the engine planned and found.
 *
 * @param schemaVersion {@link #SCHEMA_VERSION}
 * @param startedAt when the execution began
 * @param complete whether it came to its end
 * @param planned the tests it was going to run
 * @param evaluations what it measured
 * @param errors the tests that ended without a valid result
 * @param skipped the tests that were switched off
 */
public record ResultsFile(
        int schemaVersion,
        Instant startedAt,
        boolean complete,
        List<TestId> planned,
        List<EvaluationRecord> evaluations,
        List<TestError> errors,
        List<SkippedTest> skipped) {

    /** The version of the format that this library writes and reads. */
    public static final int SCHEMA_VERSION = 1;

    public ResultsFile {
        planned = List.copyOf(planned);
        evaluations = List.copyOf(evaluations);
        errors = List.copyOf(errors);
        skipped = List.copyOf(skipped);
    }
}
