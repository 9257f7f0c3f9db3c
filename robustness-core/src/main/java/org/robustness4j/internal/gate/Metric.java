package org.robustness4j.internal.gate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.robustness4j.attack.AttackKind;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.GroupRecord;
import org.robustness4j.verdict.GroupTally;
import org.robustness4j.verdict.internal.Family;

/** A rate that can be limited. */
public enum Metric {
    /** Broken among attacked samples. */
    ATTACK_SUCCESS_RATE(
            "attackSuccessRate",
            evaluation -> List.of(Measurement.of(
                    "",
                    evaluation.tally(),
                    evaluation.details().probe().probe(),
                    evaluation.details().brokenByChecks(),
                    Family.SINGLE))),
    /** Samples that withstood the attack, among all. */
    ROBUST_ACCURACY(
            "robustAccuracy",
            evaluation -> List.of(
                    Measurement.of(evaluation.measured().robustAccuracy().rate()))),
    /** Samples that are proved to be robust, among all; 0 where no proofs were sought. */
    CERTIFIED_ACCURACY("certifiedAccuracy", evaluation -> List.of(Measurement.of(evaluation.certifiedAccuracy()))),
    /** Samples right without attack, among all. */
    CLEAN_ACCURACY(
            "cleanAccuracy",
            evaluation ->
                    List.of(Measurement.of(evaluation.measured().cleanAccuracy().rate()))),
    /** Broken among attacked samples of each class. */
    WORST_CLASS_ATTACK_SUCCESS_RATE(
            "worstClassAttackSuccessRate", evaluation -> groups(evaluation, GroupTally.Kind.CLASS)),
    /** Broken among attacked samples of each slice. */
    WORST_SLICE_ATTACK_SUCCESS_RATE(
            "worstSliceAttackSuccessRate", evaluation -> groups(evaluation, GroupTally.Kind.SLICE));

    /** Of a group, so many samples are looked at by itself, or all that there are. */
    private static final int LOOKED_AT = 16;

    private static final int NAMED_CLASSES = 10;

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // reads a record
    private final Function<EvaluationRecord, List<Measurement>> values;

    Metric(String key, Function<EvaluationRecord, List<Measurement>> values) {
        this.key = key;
        this.values = values;
    }

    private static List<Measurement> groups(EvaluationRecord evaluation, GroupTally.Kind kind) {
        List<GroupRecord> groups = evaluation.judged().groups().stream()
                .filter(group -> group.kind() == kind)
                .toList();
        Family family = Family.of(kind, groups.stream().map(GroupRecord::tally).toList());
        return groups.stream()
                .sorted(Comparator.comparingDouble(
                        (GroupRecord group) -> -group.attackSuccessRate().value()))
                .map(group -> Measurement.of(
                        " of the " + kind + " " + evaluation.model().title(group),
                        group.tally(),
                        group.probe().probe(),
                        group.probe().broken(),
                        family))
                .toList();
    }

    /**
     * Why a limit on all groups is not known to be met, though it is by those that were counted: classes without
     * samples, and groups of which an adversary left samples unbroken that no check looked at.
     */
    Optional<String> unknown(EvaluationRecord evaluation) {
        if (this == WORST_CLASS_ATTACK_SUCCESS_RATE) {
            return unseenClasses(evaluation).or(() -> unprobed(evaluation, GroupTally.Kind.CLASS));
        }
        return this == WORST_SLICE_ATTACK_SUCCESS_RATE ? unprobed(evaluation, GroupTally.Kind.SLICE) : Optional.empty();
    }

    private static Optional<String> unseenClasses(EvaluationRecord evaluation) {
        Integer classes = evaluation.model().classes();
        Integer target = evaluation.attack().target();
        Set<String> seen = evaluation.judged().groups().stream()
                .filter(group -> group.kind() == GroupTally.Kind.CLASS)
                .map(GroupRecord::name)
                .collect(Collectors.toSet());
        int attackable = classes == null ? 0 : classes - (target == null ? 0 : 1);
        if (classes == null || seen.size() >= attackable) {
            return Optional.empty();
        }
        String unseen = IntStream.range(0, classes)
                .filter(label -> !seen.contains(String.valueOf(label)) && (target == null || label != target))
                .limit(NAMED_CLASSES)
                .mapToObj(evaluation.model()::classNameWithNumber)
                .collect(Collectors.joining(", "));
        return Optional.of("there are samples of " + seen.size() + " classes alone, and the model has " + attackable
                + " that can be attacked; there is none of " + unseen
                + (attackable - seen.size() > NAMED_CLASSES ? ", ..." : "")
                + "; attack more samples, or limit slices instead");
    }

    private static Optional<String> unprobed(EvaluationRecord evaluation, GroupTally.Kind kind) {
        return evaluation.judged().groups().stream()
                .filter(group -> group.kind() == kind && isLeftToAnAdversary(evaluation, group))
                .filter(group ->
                        group.probe().size() < Math.min(LOOKED_AT, group.tally().attacked()))
                .findFirst()
                .map(group -> "the checks looked at "
                        + group.probe().size() + " of " + group.tally().attacked() + " samples of the " + kind + " "
                        + evaluation.model().title(group) + ", fewer than " + LOOKED_AT + "; let the test limit its "
                        + (kind == GroupTally.Kind.CLASS
                                ? "classes (maxClassSuccessRate)"
                                : "slices (maxSliceSuccessRate)"));
    }

    private static boolean isLeftToAnAdversary(EvaluationRecord evaluation, GroupRecord group) {
        return evaluation.attack().kind() == AttackKind.ADVERSARIAL
                && evaluation.attack().isBounded()
                && group.tally().broken() < group.tally().attacked();
    }

    /** The name in rules and messages. */
    public String key() {
        return key;
    }

    /** The values that have to meet a limit on this metric, the worst first. */
    List<Measurement> of(EvaluationRecord evaluation) {
        return values.apply(evaluation);
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Metric ofKey(String key) {
        return Arrays.stream(values())
                .filter(metric -> metric.key.equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no metric '" + key + "'; there are "
                        + Arrays.stream(values()).map(Metric::key).collect(Collectors.joining(", "))));
    }
}
