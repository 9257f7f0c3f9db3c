package org.robustness4j.internal.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * What to do about violations, by their kind.
 *
 * @param calls how the build is called
 * @param tests of the module, among which a name for people may stand for several
 */
public record NextSteps(BuildCalls calls, List<TestId> tests) {

    /** The checks that attack the model in other ways; what they find, the attack should have found. */
    private static final List<String> POWER = List.of("planted-adversarials", "stronger-search", "black-box");

    /** What tells apart the tests of a suite that have one goal. */
    private static final Pattern VARIANT_BEHIND_GOAL = Pattern.compile("( epsilon=\\S+)?( #\\d+)?$");

    private static final String EXPORT_FOLDER = "target/broken";

    public NextSteps {
        tests = List.copyOf(tests);
    }

    /** Where it is not known which tests there are. */
    public NextSteps(BuildCalls calls) {
        this(calls, List.of());
    }

    /** The same among the tests of a module. */
    NextSteps among(List<TestId> all) {
        return new NextSteps(calls, all);
    }

    /** The shortest pattern that matches a test and no other: classes of two packages may have one simple name. */
    private String pattern(TestId test) {
        return tests.stream()
                        .map(TestId::canonical)
                        .anyMatch(other -> !other.equals(test.canonical())
                                && other.displayName().equals(test.displayName()))
                ? test.toString()
                : test.displayName();
    }

    /** Checks of what the model is given: hardening it would train on the mistake. */
    private static final List<String> SET_UP = List.of("scaled-twice");

    /** A limit that was missed. */
    List<NextStep> missed(EvaluationRecord evaluation, Metric metric) {
        if (metric == Metric.CLEAN_ACCURACY) {
            return List.of(NextStep.of("Without attack the model is wrong too often: look at labels, declared range and"
                    + " normaliser, then at its training"));
        }
        List<NextStep> steps = new ArrayList<>();
        evaluation.details().diagnosis().stream()
                .filter(finding -> finding.severity() == Severity.DOUBT && SET_UP.contains(finding.check()))
                .forEach(finding -> steps.add(NextStep.of("Mend this first: " + finding.message())));
        if (evaluation.details().candidates().count() > 0) {
            steps.add(broken(evaluation.test()));
        }
        steps.addAll(harder(evaluation));
        return steps;
    }

    private NextStep broken(TestId test) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(ConfigurationKey.REPLAY_TEST.key(), pattern(test));
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
        if (evaluation.attack().norm() == Norm.L0) {
            return List.of(); // there is no gradient along indices to train on
        }
        if (isOfSuite(evaluation)) {
            return List.of(
                    NextStep.of("To harden the model, write a test of this attack outside the suite, with @Harden,"
                            + " in a class with @TrainingSamples"));
        }
        String command = calls.goal("harden", Map.of(ConfigurationKey.HARDEN_TEST.key(), pattern(evaluation.test())));
        String missing = "give the test @Harden and its class @TrainingSamples";
        String text = hardenable == null
                ? "Harden the model; if nobody did so yet, " + missing + " first"
                : hardenable
                        ? "Harden the model, and see what that buys"
                        : "To harden the model, " + missing + ", then";
        return List.of(new NextStep(text, command));
    }

    /** The goal leaves suites out, as they have no tests before they are run. Theirs are named by the goal, first of all. */
    private static boolean isOfSuite(EvaluationRecord evaluation) {
        Integer target = evaluation.attack().target();
        String goal = evaluation.attack().goal().name().toLowerCase(Locale.ROOT) + (target == null ? "" : " " + target);
        String variant = evaluation.test().variant();
        return variant != null
                && VARIANT_BEHIND_GOAL.matcher(variant).replaceFirst("").equals(goal);
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

    /** A test that ended in an error, or did not end. It judges itself, so that its own message comes first. */
    List<NextStep> alone(TestId test) {
        return List.of(new NextStep(
                "Mend what it says; to run it alone, with its stack trace",
                calls.alone(test, Map.of(ConfigurationKey.VERDICT.key(), "fail"))));
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

    /** Results that no module has. */
    static List<NextStep> anywhere() {
        return new NextSteps(BuildCalls.PLAIN).none();
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
     * @param all tests of which there are results
     */
    public Violation ofBaseline(Violation violation, List<TestId> all) {
        NextSteps steps = among(all);
        return violation.with(steps.ofBaseline(violation));
    }

    private List<NextStep> ofBaseline(Violation violation) {
        List<NextStep> steps = new ArrayList<>();
        tests.stream()
                .filter(test -> test.displayName().equals(violation.subject()))
                .findFirst()
                .ifPresent(test -> steps.add(broken(test)));
        steps.add(new NextStep(
                "If the change is meant, keep it as the new baseline, with all tests" + followed(calls.builtWith()),
                calls.phase("verify", Map.of(ConfigurationKey.BASELINE_UPDATE.key(), "true"))));
        return steps;
    }

    /** The property is for all modules of the build. */
    private static String followed(List<String> others) {
        return others.isEmpty()
                ? ""
                : "; the baselines of " + String.join(", ", others) + ", which " + (others.size() == 1 ? "is" : "are")
                        + " built before, are replaced too";
    }
}
