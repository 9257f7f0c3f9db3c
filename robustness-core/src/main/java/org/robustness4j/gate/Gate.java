package org.robustness4j.gate;

import java.util.ArrayList;
import java.util.List;
import org.robustness4j.evaluation.Verdict;
import org.robustness4j.results.EvaluationRecord;
import org.robustness4j.results.LatestResults;
import org.robustness4j.results.SkippedTest;
import org.robustness4j.results.TestError;
import org.robustness4j.results.TestId;
import org.robustness4j.results.TestResult;

/**
 * Holds the results of a build to the limits of its tests and to rules. It fails closed: an execution that was cut short, a
 * planned test without a result, and a rule that nothing matches are violations too.
 *
 * @param rules the rules, besides the limits that the tests set themselves
 */
public record Gate(List<Rule> rules) {

    public Gate {
        rules = List.copyOf(rules);
    }

    /** Everything that is wrong with the results; the build passes when the list is empty. */
    public List<Violation> check(LatestResults results) {
        List<Violation> violations = new ArrayList<>();
        if (results.isEmpty()) {
            violations.add(new Violation("results", "there are none; robustness tests have to run before the gate"));
            return violations;
        }
        if (results.incompleteFiles() > 0) {
            violations.add(new Violation(
                    "results",
                    results.incompleteFiles()
                            + " execution(s) of the robustness tests did not come to their end; the tests below without a result"
                            + " were not run, or were cut short"));
        }
        for (TestId test : results.tests()) {
            List<TestResult> ended = results.of(test);
            if (ended.isEmpty()) {
                violations.add(new Violation(test.displayName(), "was planned, but has no result"));
            }
            ended.forEach(result -> checkResult(result, violations));
        }
        if (results.evaluations().isEmpty()) {
            violations.add(new Violation("results", "no attack was evaluated, so nothing is known about robustness"));
        } else {
            rules.forEach(rule -> checkRule(rule, results, violations));
        }
        return violations;
    }

    private static void checkResult(TestResult result, List<Violation> violations) {
        if (result instanceof TestError error) {
            violations.add(new Violation(error.test().displayName(), "ended in an error: " + error.message()));
        } else if (result instanceof EvaluationRecord evaluation) {
            if (evaluation.verdict() == Verdict.INCONCLUSIVE) {
                violations.add(
                        new Violation(evaluation.test().displayName(), "is inconclusive: " + evaluation.reason()));
            } else if (evaluation.limit() != null) {
                Limit.atMost(Metric.ATTACK_SUCCESS_RATE, evaluation.limit())
                        .violation(evaluation)
                        .ifPresent(message -> violations.add(
                                new Violation(evaluation.test().displayName(), message + ", set by the test")));
            }
        } else if (!(result instanceof SkippedTest)) {
            throw new IllegalStateException("Unknown result " + result);
        }
    }

    private static void checkRule(Rule rule, LatestResults results, List<Violation> violations) {
        List<EvaluationRecord> matched =
                results.evaluations().stream().filter(rule::holdsFor).toList();
        for (String unused : rule.unmatched(results.evaluations())) {
            violations.add(new Violation(
                    "rule " + rule, "'" + unused + "' matches none of the evaluations; correct it, or remove it"));
        }
        if (matched.isEmpty() && rule.unmatched(results.evaluations()).isEmpty()) {
            violations.add(
                    new Violation(
                            "rule " + rule,
                            "holds for none of the evaluations: attacks without a bound are judged by rules that name them alone"));
        }
        for (EvaluationRecord evaluation : matched) {
            for (Limit limit : rule.limits()) {
                limit.violation(evaluation)
                        .ifPresent(message -> violations.add(
                                new Violation(evaluation.test().displayName(), message + ", set for " + rule.scope())));
            }
        }
    }
}
