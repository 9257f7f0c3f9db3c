package org.robustness4j.junit.engine.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.gate.NamePattern;
import org.robustness4j.internal.replay.CandidateExport;
import org.robustness4j.internal.replay.CandidateReplay;
import org.robustness4j.internal.replay.ReplayReport;
import org.robustness4j.internal.replay.ReplayedEvaluation;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.ResultsFolder;
import org.robustness4j.internal.results.UnreadableResultsException;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.junit.Constants;
import org.robustness4j.junit.engine.configuration.GivenParameters;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.configuration.UnknownParameters;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.execution.ClassFixture;
import org.robustness4j.junit.engine.publication.Shortened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Predicts stored candidates again, with the models and samples of the test classes on the classpath, and writes {@code
 * replay.json} into the folder of the results. The goal {@code robustness:replay} starts it in a virtual machine of its
 * own; it is configured by system properties, those in {@link Constants}.
 */
public final class Replay {

    private static final Logger LOGGER = LoggerFactory.getLogger(Replay.class);

    private final RobustnessConfiguration configuration;
    private final Optional<CandidateExport> export;
    private final ClassFixtures fixtures = new ClassFixtures();

    public Replay(RobustnessConfiguration configuration) {
        this.configuration = configuration;
        this.export = configuration.exportFolder().map(CandidateExport::new);
    }

    /** Replays the results in the folder that the system properties name. */
    public static void main(String[] args) throws Exception {
        GivenParameters parameters = GivenParameters.ofSystem();
        UnknownParameters.among(parameters).log(LOGGER);
        new Replay(new RobustnessConfiguration(parameters)).run();
    }

    /**
     * Replays, and writes the report.
     *
     * @throws UnreadableResultsException if a result file is not what this library writes
     * @throws IllegalArgumentException if there are no results, or the pattern matches no test
     */
    public ReplayReport run() throws Exception {
        ResultsFolder folder = configuration.resultsFolder();
        boolean rerun = configuration.flag(ConfigurationKey.REPLAY_RERUN);
        List<ReplayedEvaluation> replayed = new ArrayList<>();
        try {
            for (EvaluationRecord evaluation : chosen(new LatestResults(folder.read()).evaluations(), folder)) {
                if (evaluation.details().candidates().count() > 0) {
                    replayed.add(replayed(evaluation, folder, rerun));
                }
            }
        } finally {
            fixtures.close();
        }
        ReplayReport report = new ReplayReport(replayed);
        report.write(ReplayReport.fileIn(folder));
        return report;
    }

    private List<EvaluationRecord> chosen(List<EvaluationRecord> evaluations, ResultsFolder folder) {
        if (evaluations.isEmpty()) {
            throw new IllegalArgumentException("There are no results in "
                    + folder.path().toAbsolutePath() + " to replay; run the robustness tests first, or give "
                    + Constants.OUTPUT_DIRECTORY);
        }
        NamePattern pattern = new NamePattern(configuration.replayedTests());
        List<EvaluationRecord> chosen = evaluations.stream()
                .filter(evaluation -> pattern.matches(evaluation.test()))
                .toList();
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(Constants.REPLAY_TEST + " is '" + configuration.replayedTests()
                    + "', which matches none of the tests with results; * stands for any characters, and the tests are "
                    + new Shortened(evaluations.stream()
                            .map(evaluation -> evaluation.test().displayName())
                            .toList()));
        }
        return chosen;
    }

    /** What is wrong with one evaluation is said of it, and the others are replayed all the same. */
    private ReplayedEvaluation replayed(EvaluationRecord evaluation, ResultsFolder folder, boolean rerun) {
        try {
            CandidateReplay replay = CandidateReplay.of(evaluation, folder);
            export.ifPresent(files -> files.write(replay));
            RecordedTest test = new RecordedTest(evaluation);
            ClassFixture fixture = fixtures.of(test.testClass());
            TestSpecification specification = test.specification();
            TestDeclaration declaration = specification.declaration();
            return replay.on(
                    fixture.model(declaration),
                    fixture.samples(declaration),
                    rerun ? new AttackRerun(replay, specification, fixture).broken(configuration.runOptions()) : null);
        } catch (Exception | LinkageError e) {
            LOGGER.warn("{} cannot be replayed", evaluation.test().displayName(), e);
            return ReplayedEvaluation.failed(evaluation, new FailureMessage(e).toString());
        }
    }
}
