package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Demand;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.Stopping;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.report.ClassNames;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.PictureRecord;
import org.robustness4j.results.TestId;
import org.robustness4j.threat.Goal;
import org.robustness4j.threat.ThreatModel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attacks, judges, records, and lets the test method have its say. */
record TestRun(
        TestId test, TestSpecification specification, RobustnessExecutionContext context, TestPublisher publisher) {

    private static final Logger LOGGER = LoggerFactory.getLogger(TestRun.class);

    void run() throws Exception {
        RobustnessResult result;
        VerdictMode mode;
        try {
            specification.problem().ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            mode = context.configuration().verdictMode();
            result = evaluated();
            callTestMethod(result);
        } catch (Exception | Error e) {
            context.recorder().failed(test, message(e));
            throw e;
        }
        conclude(result, mode);
    }

    private RobustnessResult evaluated() {
        Demand demand = demand();
        AttackEvaluation evaluation =
                attacked(context.configuration().stopsEarly() ? Stopping.onceCertain(demand) : Stopping.NEVER);
        Judgement judgement = Judgement.by(evaluation, demand);
        EvaluationRecord record = context.recorder().evaluated(test, evaluation, judgement, pictures(evaluation));
        decorate(() -> new Publication(record, context.recorder().file()).to(publisher));
        return new RobustnessResult(evaluation, judgement);
    }

    private Demand demand() {
        TestDeclaration declaration = specification.declaration();
        RobustnessEvaluator evaluator =
                context.fixture().evaluator(declaration, context.configuration().runOptions());
        return specification.demand(
                context.configuration().policy(), context.fixture().slices(declaration, evaluator.samples()));
    }

    private List<PictureRecord> pictures(AttackEvaluation evaluation) {
        List<PictureRecord> pictures = new ArrayList<>();
        decorate(() -> pictures.addAll(context.pictures()
                .write(
                        evaluation.examples(),
                        new ClassNames(context.fixture().classNames(specification.declaration())))));
        return pictures;
    }

    /** What people look at is worth a warning when it fails, not the result of a long attack. */
    private void decorate(Runnable decoration) {
        try {
            decoration.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.warn("{}: pictures or reports are incomplete", test.displayName(), e);
        }
    }

    private AttackEvaluation attacked(Stopping stopping) {
        RunOptions options = context.configuration().runOptions();
        TestDeclaration declaration = specification.declaration();
        RobustnessEvaluator evaluator = context.fixture().evaluator(declaration, options);
        Attack attack = declaration.attack().attack(context.fixture()::instanceFor);
        ThreatModel threatModel = specification.threatModel(evaluator.domain());
        RunOptions limited = specification.within(options);
        try (ProgressReport progress = new ProgressReport(test.displayName(), publisher, context.cancellation())) {
            return threatModel.goal() == Goal.FAKE
                    ? evaluator.evaluateFakes(
                            attack, threatModel.target(), declaration.fakeImages(), limited, progress, stopping)
                    : evaluator.evaluate(attack, threatModel, limited, progress, stopping);
        }
    }

    private void callTestMethod(RobustnessResult result) {
        Method method = specification.method();
        Object[] arguments = method.getParameterCount() == 0 ? new Object[0] : new Object[] {result};
        ReflectionSupport.invokeMethod(method, context.fixture().instanceFor(method), arguments);
    }

    private void conclude(RobustnessResult result, VerdictMode mode) {
        String message = result.judgement().reason() + " " + reproduction(result.evaluation());
        if (result.verdict() == Verdict.INCONCLUSIVE) {
            throw new InconclusiveEvaluationException(message);
        }
        if (result.verdict() == Verdict.FAIL && mode == VerdictMode.FAIL) {
            throw new AssertionFailedError(message);
        }
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
