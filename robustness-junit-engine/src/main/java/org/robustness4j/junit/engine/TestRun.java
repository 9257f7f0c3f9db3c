package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.attack.Attack;
import org.robustness4j.cache.CacheKey;
import org.robustness4j.cache.CacheMode;
import org.robustness4j.cache.CachedEvaluation;
import org.robustness4j.cache.EvaluationCache;
import org.robustness4j.diagnosis.Diagnosis;
import org.robustness4j.diagnosis.Diagnostician;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Demand;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.Stopping;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.report.ClassNames;
import org.robustness4j.results.CandidatesRecord;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.Evidence;
import org.robustness4j.results.HardeningRecord;
import org.robustness4j.results.PictureRecord;
import org.robustness4j.results.TestId;
import org.robustness4j.threat.Goal;
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
        conclude(recorded.result(), mode, bought);
    }

    /** What the test measured, for its method and as it is stored. */
    private record Recorded(RobustnessResult result, EvaluationRecord evaluation) {}

    private Recorded evaluated() {
        boolean eightBit = context.configuration().flag(Constants.EIGHT_BIT);
        Diagnosis preflight = preflight();
        Demand demand = demand();
        CachedEvaluation attacked = attacked(
                context.configuration().stopsEarly() && demand.isLimited()
                        ? Stopping.onceCertain(demand)
                        : Stopping.NEVER);
        AttackEvaluation evaluation = attacked.evaluation();
        Judgement onPaper = Judgement.by(evaluation, demand);
        Diagnosis diagnosis = diagnosis(preflight, evaluation, onPaper.verdict());
        Judgement judgement = diagnosis.doubt().map(onPaper::doubted).orElse(onPaper);
        EvaluationRecord record = context.recorder()
                .evaluated(
                        test,
                        evaluation,
                        judgement,
                        evidence(attacked, eightBit).withDiagnosis(diagnosis.findings()));
        orWarn(
                () -> {
                    new Publication(record, context.recorder().file()).to(publisher);
                    return record;
                },
                record);
        return new Recorded(new RobustnessResult(evaluation, judgement), record);
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
            orWarn(
                    () -> {
                        new HardeningPublication(
                                        complete, hardening, context.recorder().file())
                                .to(publisher);
                        return complete;
                    },
                    complete);
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

    private Demand demand() {
        return specification.demand(
                context.configuration().policy(),
                context.fixture()
                        .slices(specification.declaration(), evaluator().samples()));
    }

    private Evidence evidence(CachedEvaluation attacked, boolean eightBit) {
        AttackEvaluation evaluation = attacked.evaluation();
        return new Evidence(
                orWarn(() -> pictures(evaluation), List.of()),
                orWarn(
                        () -> context.candidates().write(evaluation.broken()),
                        CandidatesRecord.none(evaluation.count(Outcome.BROKEN))),
                eightBit ? evaluator().survivesEightBit(evaluation) : null,
                attacked.fromCache(),
                List.of());
    }

    /** The model is looked at before it is attacked. */
    private Diagnosis preflight() {
        return context.configuration().checks() == CheckMode.FALSE
                ? Diagnosis.SWITCHED_OFF
                : diagnostician().preflight();
    }

    private Diagnostician diagnostician() {
        return context.fixture()
                .diagnostician(evaluator(), context.configuration().runOptions());
    }

    /** A limit that is met is put to all checks; where there is none, the attack's power is tried. */
    private Diagnosis diagnosis(Diagnosis preflight, AttackEvaluation evaluation, Verdict onPaper) {
        CheckMode mode = context.configuration().checks();
        if (mode == CheckMode.FALSE
                || onPaper == Verdict.FAIL
                || evaluation.threatModel().goal() == Goal.FAKE) {
            return preflight;
        }
        Attack attack = specification.declaration().attack().attack(context.fixture()::instanceFor);
        long queryBudget =
                specification.within(context.configuration().runOptions()).queryBudget();
        return onPaper == Verdict.PASS || mode == CheckMode.ALL
                ? diagnostician().of(attack, evaluation, queryBudget)
                : diagnostician().ofPower(attack, evaluation, queryBudget);
    }

    private List<PictureRecord> pictures(AttackEvaluation evaluation) {
        return context.pictures()
                .write(
                        evaluation.examples(),
                        new ClassNames(context.fixture().classNames(specification.declaration())));
    }

    /** What people look at is worth a warning when it fails, not the result of a long attack. */
    private <T> T orWarn(Supplier<T> decoration, T otherwise) {
        try {
            return decoration.get();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("{}: pictures, candidates or reports are incomplete", test.displayName(), e);
            return otherwise;
        }
    }

    private CachedEvaluation attacked(Stopping stopping) {
        CacheMode cacheMode = context.configuration().cacheMode();
        TestDeclaration declaration = specification.declaration();
        RobustnessEvaluator evaluator = evaluator();
        CacheKey key = new CacheKey(
                evaluator,
                declaration.attack().attack(context.fixture()::instanceFor),
                specification.threatModel(evaluator.domain()),
                declaration.fakeImages(),
                specification.within(context.configuration().runOptions()));
        boolean isWhole = stopping.equals(Stopping.NEVER);
        return isWhole && cacheMode.isActive(System.getenv("CI"))
                ? new EvaluationCache(context.configuration().cacheFolder(), LOGGER::warn)
                        .get(key, () -> measured(key, stopping))
                : new CachedEvaluation(measured(key, stopping), false);
    }

    private AttackEvaluation measured(CacheKey plan, Stopping stopping) {
        try (ProgressReport progress = new ProgressReport(test.displayName(), publisher, context.cancellation())) {
            RobustnessEvaluator evaluator = plan.evaluator().executedBy(context.execution());
            return plan.threatModel().goal() == Goal.FAKE
                    ? evaluator.evaluateFakes(
                            plan.attack(),
                            plan.threatModel().target(),
                            plan.images(),
                            plan.options(),
                            progress,
                            stopping)
                    : evaluator.evaluate(plan.attack(), plan.threatModel(), plan.options(), progress, stopping);
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

    private void conclude(RobustnessResult result, VerdictMode mode, String bought) {
        String message = result.judgement().reason() + bought + " " + reproduction(result.evaluation());
        if (result.verdict() == Verdict.INCONCLUSIVE
                && !isDefective(result.evaluation())
                && !context.configuration().inconclusiveFails()) {
            LOGGER.warn("{} is inconclusive: {}", test.displayName(), message);
        } else if (result.verdict() == Verdict.INCONCLUSIVE) {
            throw new InconclusiveEvaluationException(message);
        }
        if (result.verdict() == Verdict.FAIL && mode == VerdictMode.FAIL) {
            throw new AssertionFailedError(message);
        }
    }

    /** What no setting makes a warning: an attack that breaks the rules, or nothing to attack. */
    private static boolean isDefective(AttackEvaluation evaluation) {
        return evaluation.attackSuccessRate().total() == 0 || evaluation.count(Outcome.INVALID) > 0;
    }

    private String reproduction(AttackEvaluation evaluation) {
        return "(model " + evaluation.modelName() + ", " + evaluation.threatModel() + ", parameters "
                + evaluation.parameters() + ", seed " + evaluation.seed() + "; results in "
                + context.recorder().file().toAbsolutePath() + ")";
    }

    static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
