package org.robustness4j.junit.engine.execution;

import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.robustness4j.assessment.internal.AssessmentRecorder;
import org.robustness4j.evaluation.internal.Execution;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.publication.CancellationSignal;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tests of one execution share. */
public final class RobustnessExecutionContext implements EngineExecutionContext {

    private static final Logger LOGGER = LoggerFactory.getLogger(RobustnessExecutionContext.class);

    private final RobustnessConfiguration configuration;
    private final EngineExecutionListener listener;
    private final CancellationSignal cancellation;
    private final Execution execution;
    private final @Nullable ResultsRecorder recorder;
    private final @Nullable PictureFiles pictures;
    private final @Nullable CandidateFiles candidates;
    private final @Nullable ClassFixture fixture;

    private RobustnessExecutionContext(
            RobustnessConfiguration configuration,
            EngineExecutionListener listener,
            CancellationSignal cancellation,
            Execution execution,
            @Nullable ResultsRecorder recorder,
            @Nullable PictureFiles pictures,
            @Nullable CandidateFiles candidates,
            @Nullable ClassFixture fixture) {
        this.configuration = configuration;
        this.listener = listener;
        this.cancellation = cancellation;
        this.execution = execution;
        this.recorder = recorder;
        this.pictures = pictures;
        this.candidates = candidates;
        this.fixture = fixture;
    }

    /** Begins the result file, unless there is nothing to run. */
    public static RobustnessExecutionContext begin(ExecutionRequest request) {
        RobustnessConfiguration configuration = new RobustnessConfiguration(request.getConfigurationParameters());
        List<TestId> planned = request.getRootTestDescriptor().getDescendants().stream()
                .flatMap(RobustnessExecutionContext::planned)
                .toList();
        return begin(configuration, request.getEngineExecutionListener(), CancellationSignal.of(request), planned);
    }

    /** Begins the result file of tests that no launcher asked for. */
    public static RobustnessExecutionContext begin(RobustnessConfiguration configuration, List<TestId> planned) {
        return begin(configuration, EngineExecutionListener.NOOP, CancellationSignal.none(), planned);
    }

    private static RobustnessExecutionContext begin(
            RobustnessConfiguration configuration,
            EngineExecutionListener listener,
            CancellationSignal cancellation,
            List<TestId> planned) {
        ResultsRecorder recorder = planned.isEmpty()
                ? null
                : ResultsRecorder.begin(configuration.resultsFolder(), planned, Clock.systemUTC());
        return new RobustnessExecutionContext(
                configuration,
                listener,
                cancellation,
                new LazyExecution(configuration::execution),
                recorder,
                recorder == null ? null : new PictureFiles(recorder.file(), configuration.pictures()),
                recorder == null ? null : new CandidateFiles(recorder.file(), configuration.candidates()),
                null);
    }

    private static Stream<TestId> planned(TestDescriptor descriptor) {
        if (descriptor instanceof SuiteDescriptor suite) {
            return Stream.of(suite.testId());
        }
        return descriptor instanceof RobustnessTestDescriptor test ? Stream.of(test.testId()) : Stream.empty();
    }

    RobustnessExecutionContext withFixture(ClassFixture newFixture) {
        return new RobustnessExecutionContext(
                configuration, listener, cancellation, execution, recorder, pictures, candidates, newFixture);
    }

    RobustnessConfiguration configuration() {
        return configuration;
    }

    ClassFixture fixture() {
        if (fixture == null) {
            throw new IllegalStateException("A test runs inside its class");
        }
        return fixture;
    }

    ResultsRecorder recorder() {
        if (recorder == null) {
            throw new IllegalStateException("A test runs in an execution that planned it");
        }
        return recorder;
    }

    /** What puts the results of this execution on record. */
    AssessmentRecorder assessments() {
        return new AssessmentRecorder(recorder(), pictures(), candidates(), LOGGER::warn);
    }

    PictureFiles pictures() {
        if (pictures == null) {
            throw new IllegalStateException("A test runs in an execution that planned it");
        }
        return pictures;
    }

    CandidateFiles candidates() {
        if (candidates == null) {
            throw new IllegalStateException("A test runs in an execution that planned it");
        }
        return candidates;
    }

    CancellationSignal cancellation() {
        return cancellation;
    }

    /** Where attacks are run. */
    Execution execution() {
        return execution;
    }

    TestPublisher publisher(TestDescriptor test) {
        return new TestPublisher(listener, test);
    }

    void complete() {
        try {
            execution.close();
        } finally {
            if (recorder != null) {
                recorder.complete();
            }
        }
    }
}
