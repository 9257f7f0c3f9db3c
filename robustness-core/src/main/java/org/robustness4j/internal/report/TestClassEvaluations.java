package org.robustness4j.internal.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.threat.Goal;

/**
 * The evaluations of one test class in a table: what all of them share is said once, above them.
 *
 * @param className the fully qualified name of the class
 * @param evaluations at least one
 */
record TestClassEvaluations(String className, List<EvaluationRecord> evaluations) {

    /** The name of the class, if it is not a program's, with the model and the norm if there is one of each. */
    String heading() {
        List<String> said = Stream.concat(
                        shared(TestClassEvaluations::model).map("model "::concat).stream(),
                        shared(TestClassEvaluations::norm).stream())
                .toList();
        return className + (className.isEmpty() || said.isEmpty() ? "" : ": ") + String.join(", ", said);
    }

    /** The attack of an evaluation, with all that the heading does not say, nor the name of the test. */
    String attackOf(EvaluationRecord evaluation) {
        EvaluationText text = new EvaluationText(evaluation);
        StringBuilder attack = new StringBuilder(evaluation.attack().name()).append(text.kind());
        if (evaluation.attack().isBounded()
                && shared(TestClassEvaluations::norm).isEmpty()) {
            attack.append(' ').append(text.norm());
        }
        String goal = text.goal();
        if (evaluation.attack().goal() != Goal.UNTARGETED && !testOf(evaluation).contains("[" + goal + "]")) {
            attack.append(", ").append(goal);
        }
        if (shared(TestClassEvaluations::model).isEmpty()) {
            attack.append(", model ").append(model(evaluation));
        }
        return attack.toString();
    }

    /** The name of the test within its class. */
    static String testOf(EvaluationRecord evaluation) {
        return testOf(evaluation.test());
    }

    static String testOf(TestId test) {
        return test.className().isEmpty()
                ? test.displayName()
                : test.displayName()
                        .substring(test.className().length() - test.className().lastIndexOf('.'));
    }

    private static String model(EvaluationRecord evaluation) {
        return evaluation.model().name();
    }

    private static String norm(EvaluationRecord evaluation) {
        return new EvaluationText(evaluation).norm();
    }

    /** What is the same in all evaluations; of norms, in all that have one. */
    private Optional<String> shared(Function<EvaluationRecord, String> value) {
        List<String> values = evaluations.stream()
                .map(value)
                .filter(text -> !text.equals(EvaluationText.NONE))
                .distinct()
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
