package org.robustness4j.internal.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * What to do about violations, by their kind.
 *
 * @param calls how the build is called
 */
public record NextSteps(BuildCalls calls) {

    /** The checks that attack the model in other ways; what they find, the attack should have found. */
    private static final List<String> POWER = List.of("planted-adversarials", "stronger-search", "black-box");

    private static final String EXPORT_FOLDER = "target/broken";

    /** A limit that was missed. */
    List<NextStep> missed(EvaluationRecord evaluation, Metric metric) {
        if (metric == Metric.CLEAN_ACCURACY) {
            return List.of(NextStep.of("Without attack the model is wrong too often: look at labels, declared range and"
                    + " normaliser, then at its training"));
        }
        List<NextStep> steps = new ArrayList<>();
        if (evaluation.details().candidates().count() > 0) {
            steps.add(broken(evaluation.test()));
        }
        steps.addAll(harder(evaluation));
        return steps;
    }

    private NextStep broken(TestId test) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ConfigurationKey.REPLAY_TEST.key(), test.displayName());
        properties.put(ConfigurationKey.REPLAY_EXPORT.key(), EXPORT_FOLDER);
        return new NextStep(
                "See the broken samples again, as files in " + EXPORT_FOLDER, calls.goal("replay", properties));
    }

    /** Only a ball can be hardened against; whether the test has {@code @Harden} older files do not say. */
    private List<NextStep> harder(EvaluationRecord evaluation) {
        Boolean hardenable = evaluation.details().hardenable();
        if (!evaluation.attack().isBounded()) {
            return List.of(NextStep.of(
                    "An attack without a bound cannot be hardened against: limit its success as the model allows, or"
                            + " record it without a limit"));
        }
        if (isOfSuite(evaluation)) {
            return List.of(
                    NextStep.of("To harden the model, write a test of this attack outside the suite, with @Harden,"
                            + " in a class with @TrainingSamples"));
        }
        String command = calls.goal(
                "harden",
                Map.of(ConfigurationKey.HARDEN_TEST.key(), evaluation.test().displayName()));
        String missing = "give the test @Harden and its class @TrainingSamples";
        String text = hardenable == null
                ? "Harden the model; if nobody did so yet, " + missing + " first"
                : hardenable
                        ? "Harden the model, and see what that buys"
                        : "To harden the model, " + missing + ", then";
        return List.of(new NextStep(text, command));
    }

    /** The goal leaves suites out, as they have no tests before they are run. */
    private static boolean isOfSuite(EvaluationRecord evaluation) {
        Integer target = evaluation.attack().target();
        String goal = evaluation.attack().goal().name().toLowerCase(Locale.ROOT) + (target == null ? "" : " " + target);
        return goal.equals(evaluation.test().variant());
    }

    /** A limit that is met, or might be, and does not count as met. */
    List<NextStep> inconclusive(EvaluationRecord evaluation) {
        return List.of(NextStep.of(change(evaluation)));
    }

    private static String change(EvaluationRecord evaluation) {
        if (evaluation.isDefective()) {
            return "Mend the test: labels, declared range and normaliser, or the attack that the message names";
        }
        if (evaluation.details().brokenByChecks() > 0 || isDoubted(evaluation, POWER)) {
            return "Take a stronger attack: more steps or restarts, Pgd or AutoAttack; or record this one, without a"
                    + " limit";
        }
        if (evaluation.measured().count(Outcome.INCONCLUSIVE) > 0) {
            return "Give the attack more time (timeBudgetSeconds), or fewer samples (maxSamples)";
        }
        if (evaluation.doubt().isPresent()) {
            return "Attack a model that shows its gradients, with " + ConfigurationKey.CHECKS.key()
                    + "=true: without the layer that the message names, or with AutoAttack";
        }
        return evaluation.judged().policy() == VerdictPolicy.CONFIDENT
                ? "Attack more samples (maxSamples), or judge these by the policy POINT"
                : "Attack more samples (maxSamples) of each class and slice";
    }

    private static boolean isDoubted(EvaluationRecord evaluation, List<String> checks) {
        return evaluation
                .doubt()
                .filter(doubt -> checks.stream().anyMatch(doubt::contains))
                .isPresent();
    }

    /** A test that ended in an error, or did not end. The gate would miss the others, so the test judges itself. */
    List<NextStep> alone(TestId test) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ConfigurationKey.VERDICT.key(), "fail");
        properties.put(ConfigurationKey.SKIP.key(), "true");
        return List.of(new NextStep("Run it alone, and read its stack trace", calls.alone(test, properties)));
    }

    /** Tests that were cut short. */
    List<NextStep> again() {
        return List.of(new NextStep(
                "Look for the end of the process above (memory, a time limit), and run all tests again",
                calls.phase("verify", Map.of())));
    }

    /** Results of an earlier build. */
    List<NextStep> clean() {
        return List.of(new NextStep("Build without what is left of it", calls.phase("clean verify", Map.of())));
    }

    /** Results that there are none of. */
    List<NextStep> none() {
        String cause = calls.likelyCause();
        return List.of(
                cause.isEmpty()
                        ? new NextStep("Run the robustness tests", calls.phase("verify", Map.of()))
                        : NextStep.of(cause));
    }

    /** A module whose tests nobody ran. */
    public List<NextStep> run() {
        return List.of(new NextStep("Run its tests", calls.phase("verify", Map.of())));
    }

    /** A rule that is about nothing. */
    static List<NextStep> rule() {
        return List.of(
                NextStep.of("Hold the rule in the POM to the names in the table above; when only some of the tests"
                        + " ran, say so with -D" + ConfigurationKey.PARTIAL.key() + "=true"));
    }

    /**
     * A violation of the baseline with what to do about it.
     *
     * @param tests of which there are results
     */
    public Violation ofBaseline(Violation violation, List<TestId> tests) {
        List<NextStep> steps = new ArrayList<>();
        tests.stream()
                .filter(test -> test.displayName().equals(violation.subject()))
                .findFirst()
                .ifPresent(test -> steps.add(broken(test)));
        steps.add(new NextStep(
                "If the change is meant, keep it as the new baseline, with all tests",
                calls.phase("verify", Map.of(ConfigurationKey.BASELINE_UPDATE.key(), "true"))));
        return violation.with(steps);
    }
}
