package org.robustness4j.junit.engine.execution;

import java.lang.reflect.Method;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.assessment.Assessment;
import org.robustness4j.assessment.Assessor;
import org.robustness4j.assessment.AttackPlan;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.cache.CachedEvaluation;
import org.robustness4j.internal.cache.EvaluationCache;
import org.robustness4j.internal.report.ClassNames;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.HardeningRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.junit.engine.configuration.HardenMode;
import org.robustness4j.junit.engine.configuration.VerdictMode;
import org.robustness4j.junit.engine.declaration.TestDeclaration;
import org.robustness4j.junit.engine.declaration.TestSpecification;
import org.robustness4j.junit.engine.publication.HardeningPublication;
import org.robustness4j.junit.engine.publication.ProgressReport;
import org.robustness4j.junit.engine.publication.Publication;
import org.robustness4j.junit.engine.publication.TestPublisher;
import org.robustness4j.verdict.SuccessRateLimits;
import org.robustness4j.verdict.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attacks, judges, records, and lets the test method have its say. */
record TestRun(
        TestId test, TestSpecification specification, RobustnessExecutionContext context, TestPublisher publisher) {

    private static final Logger LOGGER = LoggerFactory.getLogger(TestRun.class);

    void run() throws Exception {
        Recorded recorded;
        VerdictMode mode;
        String bought;
        try {
            specification.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            mode = context.configuration().verdictMode();
            HardenMode hardenMode = context.configuration().harden();
            recorded = evaluated();
            bought = hardened(recorded, hardenMode);
            callTestMethod(recorded.result());
        } catch (Exception | Error e) {
            context.recorder().failed(test, message(e));
            throw e;
        }
        conclude(recorded, mode, bought);
    }

    /** What the test measured, for its method and as it is stored. */
    private record Recorded(RobustnessResult result, EvaluationRecord evaluation) {}

    private Recorded evaluated() {
        TestDeclaration declaration = specification.declaration();
        RobustnessEvaluator evaluator = evaluator();
        AttackPlan plan = new AttackPlan(
                declaration.attack().attack(context.fixture()::instanceFor),
                specification.threatModel(evaluator.domain()),
                declaration.fakeImages(),
                specification.within(context.configuration().runOptions()));
        Assessment assessment;
        try (ProgressReport progress = new ProgressReport(test.displayName(), publisher, context.cancellation())) {
            assessment = new Assessor(target(evaluator), context.configuration().assessmentOptions())
                    .assess(plan, demand(), progress);
        }
        EvaluationRecord record = context.assessments()
                .record(test, assessment, new ClassNames(context.fixture().classNames(declaration)));
        orWarn(() -> new Publication(record, context.recorder().file()).to(publisher));
        return new Recorded(new RobustnessResult(assessment.evaluation(), assessment.judgement()), record);
    }

    private LocalTarget target(RobustnessEvaluator evaluator) {
        boolean isCached = context.configuration().cacheMode().isActive(System.getenv("CI"));
        EvaluationCache cache = new EvaluationCache(context.configuration().cacheFolder(), LOGGER::warn);
        return new LocalTarget(
                evaluator,
                context.execution(),
                monitor -> context.fixture()
                        .diagnostician(evaluator, context.configuration().runOptions(), monitor),
                (key, measured) -> isCached ? cache.get(key, measured) : new CachedEvaluation(measured.get(), false));
    }

    /** What hardening bought, in one sentence; empty where it was not asked for. */
    private String hardened(Recorded recorded, HardenMode mode) throws Exception {
        Verdict verdict = recorded.result().verdict();
        boolean wanted = mode == HardenMode.ALWAYS || (mode == HardenMode.ON_FAILURE && verdict == Verdict.FAIL);
        DeclaredHardening declared = DeclaredHardening.of(specification).orElse(null);
        if (!wanted || declared == null) {
            return "";
        }
        try {
            HardeningRecord hardening =
                    new HardeningRun(test.displayName(), specification, declared, context, publisher).record();
            EvaluationRecord complete = context.recorder().hardened(recorded.evaluation(), hardening);
            orWarn(() -> new HardeningPublication(
                            complete, hardening, context.recorder().file())
                    .to(publisher));
            LOGGER.info("{}: {}", test.displayName(), hardening.summary());
            return ". " + hardening.summary();
        } catch (Exception | Error e) {
            // why the test failed must not be lost
            if (verdict != Verdict.FAIL) {
                throw e;
            }
            String why = ". Hardening failed: " + message(e);
            LOGGER.warn("{}{}", test.displayName(), why);
            LOGGER.debug("{} cannot be hardened", test.displayName(), e);
            context.recorder().notHardened(recorded.evaluation(), why);
            return why;
        }
    }

    private SuccessRateLimits demand() {
        return specification.demand(
                context.configuration().policy(),
                context.fixture()
                        .slices(specification.declaration(), evaluator().samples()));
    }

    /** What people look at is worth a warning when it fails, not the result of a long attack. */
    private void orWarn(Runnable publication) {
        try {
            publication.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("{}: reports are incomplete", test.displayName(), e);
        }
    }

    private RobustnessEvaluator evaluator() {
        return context.fixture()
                .evaluator(specification.declaration(), context.configuration().runOptions());
    }

    private void callTestMethod(RobustnessResult result) {
        Method method = specification.method();
        Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {result};
        ReflectionSupport.invokeMethod(method, context.fixture().instanceFor(method), arguments);
    }

    private void conclude(Recorded recorded, VerdictMode mode, String bought) {
        RobustnessResult result = recorded.result();
        String message = result.judgement().reason() + bought + " " + reproduction(result.evaluation());
        if (result.verdict() == Verdict.INCONCLUSIVE
                && !recorded.evaluation().isDefective()
                && !context.configuration().inconclusiveFails()) {
            LOGGER.warn("{} is inconclusive: {}", test.displayName(), message);
        } else if (result.verdict() == Verdict.INCONCLUSIVE) {
            throw new InconclusiveEvaluationException(message);
        }
        if (result.verdict() == Verdict.FAIL && mode == VerdictMode.FAIL) {
            throw new AssertionFailedError(message);
        }
    }

    private String reproduction(AttackEvaluation evaluation) {
        return "(model " + evaluation.model().name() + ", " + evaluation.threatModel() + ", parameters "
                + evaluation.attack().parameters() + ", seed "
                + evaluation.attack().seed() + "; results in "
                + context.recorder().file().toAbsolutePath() + ")";
    }

    static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
