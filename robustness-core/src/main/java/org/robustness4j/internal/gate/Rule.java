package org.robustness4j.internal.gate;

import java.util.List;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.threat.Goal;

/**
 * Limits for some of the evaluations. Each evaluation that the rule holds for must meet each limit by itself: there is
 * no averaging in which a strong result hides a weak one.
 *
 * <p>Attacks without a bound on the distance, such as fake images, succeed on good models too: only a rule that names
 * them, for METHOD or ATTACK with includes, holds for them. Clean accuracy is demanded of them too, but for fake
 * images, which have none. And noise alone meets no demand of robustness, unless the rule names it.
 *
 * @param element what the patterns are matched against
 * @param includes patterns with {@code *} and {@code ?}; none means all
 * @param limits what is demanded
 */
public record Rule(Element element, List<String> includes, List<Limit> limits) {

    /** @throws IllegalArgumentException if there are no limits */
    public Rule {
        includes = List.copyOf(includes);
        limits = List.copyOf(limits);
        if (limits.isEmpty()) {
            throw new IllegalArgumentException(
                    "The rule for " + element + " " + includes + " has no limits; give at least one");
        }
    }

    /** A rule for every evaluation. */
    public static Rule forAll(List<Limit> limits) {
        return new Rule(Element.BUNDLE, List.of(), limits);
    }

    /** Whether a limit on a metric holds for an evaluation. */
    boolean holdsFor(EvaluationRecord evaluation, Metric metric) {
        boolean free = metric == Metric.CLEAN_ACCURACY
                ? evaluation.attack().goal() == Goal.FAKE
                : !evaluation.attack().isBounded();
        return matches(evaluation) && (!free || namesTests());
    }

    boolean matches(EvaluationRecord evaluation) {
        return isForAll()
                || includes.stream().anyMatch(pattern -> new NamePattern(pattern).matches(element.nameOf(evaluation)));
    }

    private boolean isForAll() {
        return element == Element.BUNDLE || includes.isEmpty();
    }

    /** Whether the rule means the evaluations it holds for, each by itself. */
    boolean namesTests() {
        return (element == Element.METHOD || element == Element.ATTACK) && !includes.isEmpty();
    }

    /** What the rule holds for, in words. */
    String scope() {
        return isForAll() ? "every evaluation" : element + " " + includes;
    }

    /** The patterns that none of the evaluations matches. */
    List<String> unmatched(List<EvaluationRecord> evaluations) {
        return element == Element.BUNDLE
                ? List.of()
                : includes.stream()
                        .filter(pattern -> evaluations.stream()
                                .noneMatch(evaluation -> new NamePattern(pattern).matches(element.nameOf(evaluation))))
                        .toList();
    }

    @Override
    public String toString() {
        return element + (includes.isEmpty() ? "" : " " + includes) + " " + limits;
    }
}
