package org.robustness4j.internal.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.internal.results.record.TestResult;
import org.robustness4j.verdict.Verdict;

/**
 * Checks the results of a build against the limits of its tests and against rules. It fails closed: an execution that
 * was cut short, a planned test without a result, results of an earlier build, and a rule that nothing matches are
 * violations too.
 *
 * @param rules the rules, besides the limits that the tests set themselves
 * @param buildStart when the build began whose results are judged, null when results of any age are
 * @param extent whether all tests were run; otherwise a rule that nothing matches is worth a note
 */
public record Gate(List<Rule> rules, @Nullable Instant buildStart, Extent extent) {

    /** What the violation of an inconclusive evaluation begins with. */
    public static final String INCONCLUSIVE = "is inconclusive: ";

    /** Behind what was demanded by an evaluation's own limit. */
    public static final String SET_BY_TEST = "set by the test";

    public Gate {
        rules = List.copyOf(rules);
    }

    /** A gate for results of any age. */
    public Gate(List<Rule> rules) {
        this(rules, null);
    }

    /** A gate for results of a whole run. */
    public Gate(List<Rule> rules, @Nullable Instant buildStart) {
        this(rules, buildStart, Extent.WHOLE);
    }

    /** Everything that is wrong with the results; the build passes when the list is empty. */
    public List<Violation> check(LatestResults results) {
        return check(List.of(JudgedModule.alone(results)));
    }

    /** Everything that is wrong with the results of several modules, of which some may have none. */
    public List<Violation> check(List<JudgedModule> modules) {
        List<Violation> violations = new ArrayList<>();
        if (modules.stream().allMatch(module -> module.results().isEmpty())) {
            violations.add(new Violation("results", "there are none; robustness tests have to run before the gate")
                    .with(
                            modules.isEmpty()
                                    ? NextSteps.anywhere()
                                    : modules.stream()
                                            .flatMap(module -> module.next().none().stream())
                                            .toList()));
            return violations;
        }
        modules.forEach(module -> checkCompleteness(module, violations));
        List<Evaluated> evaluations = evaluations(modules);
        if (!evaluations.isEmpty()) {
            rules.forEach(rule -> checkRule(rule, evaluations, violations));
        } else if (violations.isEmpty()) {
            // what ended in an error, or did not end, says why there is nothing
            violations.add(new Violation("results", "no attack was evaluated, so nothing is known about robustness")
                    .with(List.of(NextStep.of("Switch a robustness test on: all of them are switched off"))));
        }
        return violations;
    }

    private static List<Evaluated> evaluations(List<JudgedModule> modules) {
        return modules.stream()
                .flatMap(module -> module.results().evaluations().stream()
                        .map(evaluation -> new Evaluated(evaluation, module.next())))
                .toList();
    }

    /** An evaluation of a module. */
    private record Evaluated(EvaluationRecord evaluation, NextSteps steps) {

        String test() {
            return evaluation.test().displayName();
        }

        Violation missed(Limit limit, Limit.Miss miss, String setBy) {
            return miss.isInconclusive()
                    ? inconclusive(miss.message() + "; " + setBy, true)
                    : new Violation(test(), miss.message() + ", " + setBy)
                            .with(steps.missed(evaluation, limit.metric()));
        }

        Violation inconclusive(String message, boolean isInconclusive) {
            return new Violation(test(), message, isInconclusive).with(steps.inconclusive(evaluation));
        }
    }

    private void checkCompleteness(JudgedModule module, List<Violation> violations) {
        LatestResults results = module.results();
        long stale = buildStart == null ? 0 : results.filesFromBefore(buildStart);
        if (stale > 0) {
            violations.add(new Violation(
                            "results",
                            stale + " result file(s) are older than this build, which began at " + buildStart
                                    + "; bind the goal prepare, which deletes them, or build with clean")
                    .with(module.next().clean()));
        }
        if (results.incompleteFiles() > 0) {
            violations.add(new Violation(
                            "results",
                            results.incompleteFiles()
                                    + " execution(s) of the robustness tests did not come to their end; the tests below without a result"
                                    + " were not run, or were cut short")
                    .with(module.next().again()));
        }
        for (TestId test : results.tests()) {
            List<TestResult> ended = results.of(test);
            if (ended.isEmpty()) {
                violations.add(new Violation(test.displayName(), "was planned, but has no result")
                        .with(module.next().alone(test)));
            }
            ended.forEach(result -> checkResult(result, module.next(), violations));
        }
    }

    private static void checkResult(TestResult result, NextSteps steps, List<Violation> violations) {
        if (result instanceof TestError error) {
            violations.add(new Violation(error.test().displayName(), "ended in an error: " + error.message())
                    .with(steps.alone(error.test())));
        } else if (result instanceof EvaluationRecord evaluation) {
            Evaluated evaluated = new Evaluated(evaluation, steps);
            if (evaluation.verdict() == Verdict.INCONCLUSIVE) {
                violations.add(evaluated.inconclusive(
                        INCONCLUSIVE + evaluation.judged().reason(), !evaluation.isDefective()));
            } else {
                ownLimits(evaluation).forEach(limit -> checkOwn(evaluated, limit, violations));
            }
        } else if (!(result instanceof SkippedTest)) {
            throw new IllegalStateException("Unknown result " + result);
        }
    }

    private static List<Limit> ownLimits(EvaluationRecord evaluation) {
        List<Limit> limits = new ArrayList<>();
        add(limits, Metric.ATTACK_SUCCESS_RATE, evaluation.judged().limit());
        add(limits, Metric.WORST_CLASS_ATTACK_SUCCESS_RATE, evaluation.judged().maxClassSuccessRate());
        add(limits, Metric.WORST_SLICE_ATTACK_SUCCESS_RATE, evaluation.judged().maxSliceSuccessRate());
        BigDecimal certified = evaluation.judged().minCertifiedAccuracy();
        if (certified != null) {
            limits.add(Limit.atLeast(Metric.CERTIFIED_ACCURACY, certified));
        }
        return limits;
    }

    private static void add(List<Limit> limits, Metric metric, @Nullable BigDecimal maximum) {
        if (maximum != null) {
            limits.add(Limit.atMost(metric, maximum));
        }
    }

    /** Whoever wrote the results: that they say it passed is no evidence. */
    private static void checkOwn(Evaluated evaluated, Limit limit, List<Violation> violations) {
        Optional<Limit.Miss> missed = limit.miss(evaluated.evaluation());
        missed.ifPresent(miss -> violations.add(evaluated.missed(limit, miss, SET_BY_TEST)));
        if (missed.isEmpty()) {
            doubt(evaluated.evaluation(), limit)
                    .ifPresent(message -> violations.add(evaluated.inconclusive(message + "; " + SET_BY_TEST, true)));
        }
    }

    private void checkRule(Rule rule, List<Evaluated> evaluations, List<Violation> violations) {
        if (extent.partial().isEmpty()) {
            violations.addAll(gaps(rule, evaluations));
        }
        for (Limit limit : rule.limits()) {
            for (Evaluated evaluated : judged(rule, limit, evaluations)) {
                String setBy = "set for " + rule.scope();
                Optional<Limit.Miss> missed = limit.miss(evaluated.evaluation());
                missed.ifPresent(miss -> violations.add(evaluated.missed(limit, miss, setBy)));
                if (missed.isEmpty()) {
                    doubt(evaluated.evaluation(), limit)
                            .ifPresent(message -> violations.add(evaluated.inconclusive(message + "; " + setBy, true)));
                }
            }
        }
    }

    private static List<Evaluated> judged(Rule rule, Limit limit, List<Evaluated> evaluations) {
        return evaluations.stream()
                .filter(evaluated -> rule.holdsFor(evaluated.evaluation(), limit.metric()))
                .toList();
    }

    /** What a rule says of tests that there are none of. */
    private static List<Violation> gaps(Rule rule, List<Evaluated> evaluations) {
        String subject = "rule " + rule;
        List<Violation> gaps = new ArrayList<>();
        for (String unused :
                rule.unmatched(evaluations.stream().map(Evaluated::evaluation).toList())) {
            gaps.add(
                    new Violation(subject, "'" + unused + "' matches none of the evaluations; correct it, or remove it")
                            .with(NextSteps.rule()));
        }
        if (gaps.isEmpty()) {
            for (Limit limit : rule.limits()) {
                unjudged(rule, limit, judged(rule, limit, evaluations))
                        .ifPresent(message -> gaps.add(new Violation(subject, message).with(NextSteps.rule())));
            }
        }
        return gaps;
    }

    /** What is worth knowing and no violation: what rules say of tests that were left out of a partial run. */
    public List<String> notes(List<JudgedModule> modules) {
        List<Evaluated> evaluations = evaluations(modules);
        return extent.partial().stream()
                .flatMap(reason -> rules.stream()
                        .flatMap(rule -> gaps(rule, evaluations).stream())
                        .map(gap -> gap + " (no violation, because only some of the tests were run: " + reason + ")"))
                .toList();
    }

    /** Why a limit that is met does not count as met; inconclusive evaluations are listed anyway. */
    private static Optional<String> doubt(EvaluationRecord evaluation, Limit limit) {
        boolean isJudgedAlready =
                evaluation.verdict() == Verdict.INCONCLUSIVE || limit.metric() == Metric.CLEAN_ACCURACY;
        if (isJudgedAlready) {
            return Optional.empty();
        }
        Optional<String> reason = limit.isProved(evaluation)
                ? evaluation.doubtOfModel()
                : evaluation.doubt().or(() -> limit.doubt(evaluation));
        return reason.map(doubt -> limit + " is met, but not to be believed: " + doubt);
    }

    /** Why a limit would be met by having nothing to judge, if so. */
    private static Optional<String> unjudged(Rule rule, Limit limit, List<Evaluated> judged) {
        if (judged.isEmpty()) {
            return Optional.of(
                    limit.metric().key()
                            + " is judged for none of the evaluations: attacks without a bound are judged by rules that name them alone");
        }
        boolean noiseAlone =
                judged.stream().allMatch(each -> each.evaluation().attack().kind() == AttackKind.CORRUPTION);
        return noiseAlone && limit.metric() != Metric.CLEAN_ACCURACY && !rule.namesTests()
                ? Optional.of(
                        limit.metric().key()
                                + " is judged for noise alone, which is no adversary; add an attack, or name the noise in a rule for ATTACK")
                : Optional.empty();
    }

    /** Whether anything is demanded of the results: a gate without demands judges nothing. */
    public boolean isLimited(List<LatestResults> modules) {
        return !rules.isEmpty()
                || modules.stream()
                        .flatMap(results -> results.evaluations().stream())
                        .anyMatch(EvaluationRecord::isLimited);
    }
}
