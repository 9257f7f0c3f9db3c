package org.robustness4j.spark.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.AssessmentOptions;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.AssessmentRecorder;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.report.PictureFiles;
import org.robustness4j.internal.results.CandidateFiles;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.ResultsRecorder;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evaluations of a command, one after the other, in one results file. */
public final class RecordedEvaluations {

    private static final Logger LOGGER = LoggerFactory.getLogger(RecordedEvaluations.class);

    private final AttackTarget target;
    private final SuccessRateLimits limits;
    private final Function<TestId, AttackMonitor> monitors;
    private final List<String> lines = new ArrayList<>();

    /**
     * None yet.
     *
     * @param target the model and its samples
     * @param limits how often each attack may succeed
     * @param monitors is told of the progress of each evaluation
     */
    public RecordedEvaluations(
            AttackTarget target, SuccessRateLimits limits, Function<TestId, AttackMonitor> monitors) {
        this.target = target;
        this.limits = limits;
        this.monitors = monitors;
    }

    /** An evaluation, and the name that its result is stored under. */
    public record Named(TestId name, AttackPlan plan) {}

    /**
     * Runs them all.
     *
     * @param output the folder for the results file
     * @return whether every one was recorded, or meets its limit
     */
    public boolean run(List<Named> evaluations, Path output) {
        ResultsRecorder recorder = ResultsRecorder.begin(
                new ResultsFolder(output), evaluations.stream().map(Named::name).toList(), Clock.systemUTC());
        AssessmentRecorder assessments = new AssessmentRecorder(
                recorder,
                new PictureFiles(recorder.file(), byDefault(ConfigurationKey.PICTURES)),
                new CandidateFiles(recorder.file(), byDefault(ConfigurationKey.CANDIDATES)),
                LOGGER::warn);
        boolean isAccepted = true;
        for (Named evaluation : evaluations) {
            Verdict verdict = verdict(evaluation, assessments);
            isAccepted &= verdict == Verdict.PASS || verdict == Verdict.RECORDED;
        }
        recorder.complete();
        lines.add("Results are in " + recorder.file().toAbsolutePath());
        return isAccepted;
    }

    private static int byDefault(ConfigurationKey key) {
        return Integer.parseInt(key.defaultValue().orElseThrow());
    }

    private Verdict verdict(Named evaluation, AssessmentRecorder assessments) {
        TestId name = evaluation.name();
        try {
            Assessment assessment = new Assessor(target, AssessmentOptions.DEFAULT)
                    .assess(evaluation.plan(), limits, monitors.apply(name));
            assessments.record(name, assessment);
            Verdict verdict = assessment.judgement().verdict();
            lines.add(verdict + " " + name.variant() + ": "
                    + assessment.judgement().reason());
            return verdict;
        } catch (RuntimeException | Error e) {
            assessments.recorder().failed(name, new FailureMessage(e).toString());
            throw e;
        }
    }

    /** What to tell whoever gave the command: a line for each evaluation that ended, and where results are. */
    public List<String> lines() {
        return List.copyOf(lines);
    }
}
