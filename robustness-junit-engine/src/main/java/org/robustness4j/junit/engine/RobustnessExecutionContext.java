package org.robustness4j.junit.engine;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.engine.support.hierarchical.EngineExecutionContext;
import org.robustness4j.results.ResultsRecorder;
import org.robustness4j.results.TestId;

/** What the tests of one execution share. */
final class RobustnessExecutionContext implements EngineExecutionContext {

    private final RobustnessConfiguration configuration;
    private final EngineExecutionListener listener;
    private final @Nullable ResultsRecorder recorder;
    private final @Nullable ClassFixture fixture;

    private RobustnessExecutionContext(
            RobustnessConfiguration configuration,
            EngineExecutionListener listener,
            @Nullable ResultsRecorder recorder,
            @Nullable ClassFixture fixture) {
        this.configuration = configuration;
        this.listener = listener;
        this.recorder = recorder;
        this.fixture = fixture;
    }

    /** Begins the result file, unless there is nothing to run. */
    static RobustnessExecutionContext begin(ExecutionRequest request) {
        RobustnessConfiguration configuration = new RobustnessConfiguration(request.getConfigurationParameters());
        List<TestId> planned = request.getRootTestDescriptor().getDescendants().stream()
                .filter(RobustnessTestDescriptor.class::isInstance)
                .map(test -> ((RobustnessTestDescriptor) test).testId())
                .toList();
        ResultsRecorder recorder = planned.isEmpty()
                ? null
                : ResultsRecorder.begin(configuration.resultsFolder(), planned, Clock.systemUTC());
        return new RobustnessExecutionContext(configuration, request.getEngineExecutionListener(), recorder, null);
    }

    RobustnessExecutionContext withFixture(ClassFixture newFixture) {
        return new RobustnessExecutionContext(configuration, listener, recorder, newFixture);
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

    void publish(TestDescriptor test, Map<String, String> entries) {
        listener.reportingEntryPublished(test, ReportEntry.from(entries));
    }

    void complete() {
        if (recorder != null) {
            recorder.complete();
        }
    }
}
