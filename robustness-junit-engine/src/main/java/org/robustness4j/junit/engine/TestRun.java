package org.robustness4j.junit.engine;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.AssertionFailedError;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.junit.RobustnessResult;
import org.robustness4j.results.TestId;

/** Attacks, judges, records, and lets the test method have its say. */
record TestRun(
        TestId test,
        TestSpecification specification,
        RobustnessExecutionContext context,
        Consumer<Map<String, String>> publisher) {

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
        RunOptions options = context.configuration().runOptions();
        RobustnessEvaluator evaluator = context.fixture().evaluator(specification.annotation(), options);
        AttackEvaluation evaluation =
                evaluator.evaluate(specification.attack(), specification.threatModel(evaluator.domain()), options);
        Judgement judgement = Judgement.of(evaluation, specification.limit());
        context.recorder().evaluated(test, evaluation, judgement);
        publisher.accept(entries(evaluation, judgement));
        return new RobustnessResult(evaluation, judgement);
    }

    private static Map<String, String> entries(AttackEvaluation evaluation, Judgement judgement) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("robustness.model", evaluation.modelName());
        entries.put("robustness.attack", evaluation.attack());
        entries.put("robustness.threatModel", evaluation.threatModel().toString());
        entries.put("robustness.seed", Long.toString(evaluation.seed()));
        entries.put(
                "robustness.attackSuccessRate", evaluation.attackSuccessRate().toString());
        entries.put("robustness.robustAccuracy", evaluation.robustAccuracy().toString());
        entries.put("robustness.cleanAccuracy", evaluation.cleanAccuracy().toString());
        entries.put("robustness.verdict", judgement.verdict().toString());
        entries.put("robustness.reason", judgement.reason());
        return entries;
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

    private static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
