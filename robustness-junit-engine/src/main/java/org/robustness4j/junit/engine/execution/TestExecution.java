package org.robustness4j.junit.engine.execution;

import java.time.Clock;
import java.util.List;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.robustness4j.assessment.internal.AssessmentRecorder;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.declaration.TestClass;
import org.robustness4j.junit.engine.publication.CancellationSignal;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all tests of one execution share.
 *
 * @param configuration the parameters that it was given
 * @param listener what is told of its tests
 * @param cancellation whether it is to end early
 * @param attacks where attacks are run
 * @param assessments what puts results on record
 */
public record TestExecution(
        RobustnessConfiguration configuration,
        EngineExecutionListener listener,
        CancellationSignal cancellation,
        Execution attacks,
        AssessmentRecorder assessments)
        implements RobustnessExecutionContext {

    private static final Logger LOGGER = LoggerFactory.getLogger(TestExecution.class);

    /** Begins the result file of what a launcher asked for. */
    static TestExecution begin(ExecutionRequest request, List<TestId> planned) {
        return begin(
                new RobustnessConfiguration(request.getConfigurationParameters()),
                request.getEngineExecutionListener(),
                CancellationSignal.of(request),
                planned);
    }

    /** Begins the result file of tests that no launcher asked for. */
    public static TestExecution begin(RobustnessConfiguration configuration, List<TestId> planned) {
        return begin(configuration, EngineExecutionListener.NOOP, CancellationSignal.NEVER, planned);
    }

    private static TestExecution begin(
            RobustnessConfiguration configuration,
            EngineExecutionListener listener,
            CancellationSignal cancellation,
            List<TestId> planned) {
        configuration.resultsFolder().problem().ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        ResultsRecorder recorder = ResultsRecorder.begin(configuration.resultsFolder(), planned, Clock.systemUTC());
        return new TestExecution(
                configuration,
                listener,
                cancellation,
                new LazyExecution(configuration::execution),
                new AssessmentRecorder(
                        recorder,
                        new PictureFiles(recorder.file(), configuration.pictures()),
                        new CandidateFiles(recorder.file(), configuration.candidates()),
                        LOGGER::warn));
    }

    public ResultsRecorder recorder() {
        return assessments.recorder();
    }

    TestPublisher publisher(TestDescriptor test) {
        return new TestPublisher(listener, test);
    }

    @Override
    public ClassExecution in(TestClass outermost) {
        return new ClassExecution(this, ClassFixture.of(outermost));
    }

    @Override
    public ClassExecution ofClass() {
        throw new IllegalStateException("A test runs inside its class");
    }

    @Override
    public void complete() {
        try {
            attacks.close();
        } finally {
            recorder().complete();
        }
    }
}
