package org.robustness4j.internal.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.configuration.ConfigurationKey;
import org.robustness4j.internal.results.LatestResults;
import org.robustness4j.internal.results.record.AttackRecord;
import org.robustness4j.internal.results.record.BaselineEntry;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.SampleSetRecord;
import org.robustness4j.internal.results.record.SkippedTest;
import org.robustness4j.internal.results.record.TestError;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.internal.results.record.TestResult;
import org.robustness4j.threat.internal.EpsilonName;

/**
 * An evaluation of the baseline that there is none to compare with: a test that was renamed, switched off or left out,
 * or one whose attack has changed, would never fail again.
 *
 * @param entry what the baseline has
 * @param results what there is now
 * @param unknown the evaluations of now that the baseline does not know
 */
record MissingEvaluation(BaselineEntry entry, LatestResults results, List<EvaluationRecord> unknown) {

    /** The test as this build names it. */
    private TestId test() {
        return entry.test().canonical();
    }

    /** Whether the test, or the suite that it is one of, did not end: that is a violation of its own. */
    boolean isReportedAlready() {
        TestId test = test();
        return didNotEnd(test) || didNotEnd(new TestId(test.className(), test.method(), null));
    }

    private boolean didNotEnd(TestId test) {
        List<TestResult> ended = results.of(test);
        return ended.stream().anyMatch(TestError.class::isInstance)
                || (ended.isEmpty() && results.tests().contains(test));
    }

    /** That it could not be compared, where the reason is a violation already. */
    String note() {
        return entry.test().displayName() + " was not compared with the baseline, because it did not come to its end";
    }

    Violation violation() {
        return new Violation(
                entry.test().displayName(),
                "is in the baseline with " + described(entry.attack()) + ", but " + now()
                        + "; correct that, or let the baseline follow with -D"
                        + ConfigurationKey.BASELINE_UPDATE.key() + "=true; if only some of the tests were run, say so"
                        + " with -D" + ConfigurationKey.PARTIAL.key() + "=true");
    }

    /** What the same test has in its place. */
    private String now() {
        Optional<SkippedTest> skipped = results.of(test()).stream()
                .filter(SkippedTest.class::isInstance)
                .map(SkippedTest.class::cast)
                .findFirst();
        if (skipped.isPresent()) {
            return "is switched off now (" + skipped.get().reason() + ")";
        }
        List<EvaluationRecord> others = inItsPlace();
        if (others.isEmpty()) {
            return results.of(test()).isEmpty() ? "has no result now" : "has no such result now";
        }
        return others.stream().map(this::difference).distinct().collect(Collectors.joining(", and "));
    }

    /** What the test has, or else its method, as another epsilon is often another variant, or a test of another name. */
    private List<EvaluationRecord> inItsPlace() {
        TestId test = test();
        return Stream.<Predicate<EvaluationRecord>>of(
                        evaluation -> evaluation.test().canonical().equals(test),
                        evaluation -> evaluation.test().className().equals(test.className())
                                && evaluation.test().method().equals(test.method()),
                        this::isTheSameOfAnotherTest)
                .map(isMeant -> unknown.stream().filter(isMeant).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private boolean isTheSameOfAnotherTest(EvaluationRecord evaluation) {
        SampleSetRecord samples = evaluation.details().sampleSet();
        return samples != null
                && samples.sha256().equals(entry.sampleSet().sha256())
                && settings(evaluation.attack()).equals(settings(entry.attack()));
    }

    private String difference(EvaluationRecord evaluation) {
        Map<String, String> before = settings(entry.attack());
        Map<String, String> now = settings(evaluation.attack());
        List<String> parts = new ArrayList<>();
        now.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                parts.add(name + " " + value);
            }
        });
        before.keySet().stream().filter(name -> !now.containsKey(name)).forEach(name -> parts.add("no " + name));
        if (evaluation.test().canonical().equals(test())) {
            return "has " + (parts.isEmpty() ? "no outcome of each sample" : String.join(", ", parts)) + " now";
        }
        return "now there is " + evaluation.test().displayName() + " with "
                + (parts.isEmpty() ? "the same attack" : String.join(", ", parts));
    }

    private static String described(AttackRecord attack) {
        return attack.name() + (attack.epsilon() == null ? "" : " and epsilon " + new EpsilonName(attack.epsilon()));
    }

    /** All that tells apart two evaluations of a test, by name. */
    private static Map<String, String> settings(AttackRecord attack) {
        Map<String, String> settings = new TreeMap<>();
        attack.parameters().forEach((name, value) -> settings.put(name, String.valueOf(value)));
        put(settings, "attack", attack.name());
        put(settings, "norm", attack.norm());
        put(settings, "epsilon", attack.epsilon() == null ? null : new EpsilonName(attack.epsilon()));
        put(settings, "goal", attack.goal());
        put(settings, "target", attack.target());
        return settings;
    }

    private static void put(Map<String, String> settings, String name, @Nullable Object value) {
        if (value != null) {
            settings.put(name, value.toString());
        }
    }
}
