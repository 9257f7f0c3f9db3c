package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import java.util.Optional;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.internal.ParameterList;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.internal.cache.EvaluationCache;
import org.robustness4j.internal.results.FailureMessage;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.engine.configuration.HardenMode;
import org.robustness4j.junit.engine.configuration.RobustnessConfiguration;
import org.robustness4j.junit.engine.configuration.VerdictMode;
import org.robustness4j.junit.engine.declaration.DeclaredHardening;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestMethods;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.HardeningPublication;
import org.robustness4j.junit.engine.publication.ProgressReport;
import org.robustness4j.junit.engine.publication.Publication;
import org.robustness4j.junit.engine.publication.ResultLog;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attacks, judges, records, and lets the test method have its say. */
public record TestRun(TestSpecification specification, ClassExecution tests, TestPublisher publisher) {

    private static final Logger LOGGER = LoggerFactory.getLogger(TestRun.class);

    public void run() throws Exception {
        Recorded recorded;
        VerdictMode mode;
        String bought;
        try {
            specification.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            mode = configuration().verdictMode();
            HardenMode hardenMode = configuration().harden();
            recorded = evaluated();
            bought = hardened(recorded, hardenMode);
            callTestMethod(recorded.result());
        } catch (Exception | Error e) {
            execution().recorder().failed(test(), new FailureMessage(e).toString());
            throw e;
        }
        conclude(recorded, mode, bought);
    }

    private RunOptions options() {
        return specification.options(
                configuration().runOptions(),
                configuration().flag(ConfigurationKey.CERTIFY),
                configuration().proofTime());
    }

    private TestId test() {
        return specification.testId();
    }

    private TestExecution execution() {
        return tests.execution();
    }

    private RobustnessConfiguration configuration() {
        return execution().configuration();
    }

    /** What the test measured, for its method and as it is stored. */
    private record Recorded(RobustnessResult result, EvaluationRecord evaluation) {}

    private Recorded evaluated() {
        TestDeclaration declaration = specification.declaration();
        RobustnessEvaluator evaluator = evaluator();
        AttackPlan plan = new AttackPlan(
                declaration.attack().attack(tests.fixture()::instanceFor),
                specification.threatModel(evaluator.domain()),
                declaration.data().fakeImages(),
                options());
        Assessment assessment;
        try (ProgressReport progress =
                new ProgressReport(test().displayName(), publisher, execution().cancellation())) {
            assessment = new Assessor(target(evaluator), configuration().assessmentOptions())
                    .assess(plan, limits(), progress);
        }
        EvaluationRecord record = execution().assessments().record(test(), assessment, isHardenable());
        ResultLog.ofProcess().add(record);
        orWarn(() -> new Publication(record, execution().recorder().file()).to(publisher));
        return new Recorded(new RobustnessResult(assessment.evaluation(), assessment.judgement()), record);
    }

    /** Suites have no tests before they are run, so that the goal leaves them out. */
    private boolean isHardenable() {
        return DeclaredHardening.of(specification).isPresent() && !TestMethods.isSuite(specification.method());
    }

    private LocalTarget target(RobustnessEvaluator evaluator) {
        boolean isCached = configuration().cacheMode().isActive(System.getenv("CI"));
        EvaluationCache cache = new EvaluationCache(configuration().cacheFolder(), LOGGER::warn);
        return new LocalTarget(
                evaluator,
                execution().attacks(),
                monitor ->
                        tests.fixture().diagnostician(evaluator, configuration().runOptions(), monitor),
                (key, measured) -> isCached ? cache.get(key, measured) : new CachedEvaluation(measured.get(), false));
    }

    /** What hardening bought, in one sentence; empty where it was not asked for. */
    private String hardened(Recorded recorded, HardenMode mode) throws Exception {
        Verdict verdict = recorded.result().verdict();
        boolean wanted = mode == HardenMode.ALWAYS || (mode == HardenMode.ON_FAILURE && verdict == Verdict.FAIL);
        Optional<DeclaredHardening> declared = DeclaredHardening.of(specification);
        if (!wanted || declared.isEmpty()) {
            return "";
        }
        try {
            HardeningRecord hardening =
                    new HardeningRun(specification, declared.get(), limits(), tests, publisher).record();
            EvaluationRecord complete = execution().recorder().hardened(recorded.evaluation(), hardening);
            orWarn(() -> new HardeningPublication(
                            complete, hardening, execution().recorder().file())
                    .to(publisher));
            LOGGER.info("{}: {}", test().displayName(), hardening.summary());
            return ". " + hardening.summary();
        } catch (Exception | Error e) {
            // why the test failed must not be lost
            if (verdict != Verdict.FAIL) {
                throw e;
            }
            String why = ". Hardening failed: " + new FailureMessage(e);
            LOGGER.warn("{}{}", test().displayName(), why);
            LOGGER.debug("{} cannot be hardened", test().displayName(), e);
            execution().recorder().notHardened(recorded.evaluation(), why);
            return why;
        }
    }

    private SuccessRateLimits limits() {
        TestDeclaration declaration = specification.declaration();
        return declaration
                .limits()
                .on(
                        configuration().policy(),
                        tests.fixture().slices(declaration, evaluator().samples()));
    }

    /** What people look at is worth a warning when it fails, not the result of a long attack. */
    private void orWarn(Runnable publication) {
        try {
            publication.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("{}: reports are incomplete", test().displayName(), e);
        }
    }

    private RobustnessEvaluator evaluator() {
        return tests.fixture()
                .evaluator(specification.declaration(), configuration().runOptions());
    }

    private void callTestMethod(RobustnessResult result) {
        Method method = specification.method();
        Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {result};
        ReflectionSupport.invokeMethod(method, tests.fixture().instanceFor(method), arguments);
    }

    private void conclude(Recorded recorded, VerdictMode mode, String bought) {
        RobustnessResult result = recorded.result();
        String message = result.judgement().reason() + bought + " " + reproduction(result.evaluation());
        if (result.verdict() == Verdict.INCONCLUSIVE
                && !recorded.evaluation().isDefective()
                && !configuration().inconclusiveFails()) {
            LOGGER.warn("{} is inconclusive: {}", test().displayName(), message);
        } else if (result.verdict() == Verdict.INCONCLUSIVE) {
            throw new InconclusiveEvaluationException(message);
        }
        if (result.verdict() == Verdict.FAIL && mode == VerdictMode.FAIL) {
            throw new AssertionFailedError(message);
        }
    }

    private String reproduction(AttackEvaluation evaluation) {
        return "(" + evaluation.attack().name() + " on the model "
                + evaluation.model().name() + ": " + evaluation.threatModel() + "; "
                + new ParameterList(evaluation.attack().parameters()) + "; seed "
                + evaluation.attack().seed() + "; results in "
                + execution().recorder().file().toAbsolutePath() + ")";
    }
}
