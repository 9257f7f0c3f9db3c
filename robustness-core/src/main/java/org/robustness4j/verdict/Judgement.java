package org.robustness4j.verdict;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.SampleOutcome;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.verdict.internal.Groups;
import org.robustness4j.verdict.internal.Probes;

/**
 * A verdict on an evaluation, with its reason in words.
 *
 * @param verdict the verdict
 * @param demand what was demanded
 * @param groups what the attack made of each class and slice
 * @param probe what searches of the checks made of samples drawn from all
 * @param reason why, for people
 */
public record Judgement(
        Verdict verdict, SuccessRateLimits demand, List<GroupTally> groups, Probe probe, String reason) {

    private static final int NAMED_CLASSES = 10;

    public Judgement {
        groups = List.copyOf(groups);
    }

    /** The highest attack success rate accepted, null when there is none. */
    public @Nullable BigDecimal limit() {
        return demand.limit();
    }

    /**
     * Judges an evaluation by the highest attack success rate that is accepted, by exact counts.
     *
     * @param limit between 0 and 1, or null to record the result only
     * @throws IllegalArgumentException if the limit is not between 0 and 1
     */
    public static Judgement of(AttackEvaluation evaluation, @Nullable BigDecimal limit) {
        return by(evaluation, SuccessRateLimits.atMost(limit));
    }

    /**
     * Judges an evaluation by what is demanded of it: it fails if one limit is missed for certain, and passes if all are met.
     *
     * @throws IllegalArgumentException if a slice has no sample, or classes are limited and the samples have none
     */
    public static Judgement by(AttackEvaluation evaluation, SuccessRateLimits demand) {
        return by(evaluation, demand, Probes.NONE);
    }

    /**
     * Judges an evaluation that was checked.
     *
     * @param probes the samples that searches of the checks looked at
     * @throws IllegalArgumentException if a slice has no sample, or classes are limited and the samples have none
     */
    public static Judgement by(AttackEvaluation evaluation, SuccessRateLimits demand, Probes probes) {
        Groups groups = new Groups(evaluation, demand.slices());
        List<GroupTally> tallies =
                groups.all().stream().map(group -> group.tally(probes)).toList();
        Optional<String> nothing = nothingKnown(evaluation).or(() -> unseenClasses(groups, demand));
        Probe probe = probes.ofAll(evaluation.outcomes());
        List<Criterion> criteria = criteria(evaluation, demand, groups, probes);
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)) {
            if (verdict == Verdict.INCONCLUSIVE && nothing.isPresent()) {
                return new Judgement(Verdict.INCONCLUSIVE, demand, tallies, probe, nothing.get());
            }
            for (Criterion criterion : criteria) {
                if (demand.policy().judge(criterion.tally(), criterion.limit()) == verdict) {
                    String reason = reason(evaluation, criterion, verdict, demand.policy());
                    return new Judgement(
                            verdict,
                            demand,
                            tallies,
                            probe,
                            reason + byChecks(evaluation) + stopped(evaluation.tally()));
                }
                if (verdict == Verdict.INCONCLUSIVE && criterion.isExceededBeyondTheProbe()) {
                    return new Judgement(
                            verdict, demand, tallies, probe, beyondTheProbe(evaluation, criterion, demand.policy()));
                }
            }
        }
        Tally tally = evaluation.tally();
        String undecided = tally.undecided() == 0 ? "" : ", " + tally.undecided() + " are undecided";
        return new Judgement(
                Verdict.RECORDED,
                demand,
                tallies,
                probe,
                evaluation.attack() + " succeeded on " + tally.rate() + undecided + ", no limit is set"
                        + byChecks(evaluation));
    }

    /** A class of which there is no sample is not known to meet a limit on every class. */
    private static Optional<String> unseenClasses(Groups groups, SuccessRateLimits demand) {
        List<Integer> unseen = demand.classLimit() == null ? List.of() : groups.unseenClasses();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        String first = unseen.stream().limit(NAMED_CLASSES).map(String::valueOf).collect(Collectors.joining(", "));
        return Optional.of("the success rate of each class is limited to " + demand.classLimit() + ", but "
                + unseen.size() + " of " + groups.evaluation().classes() + " classes have no sample ("
                + first + (unseen.size() > NAMED_CLASSES ? ", ..." : "")
                + "), so that it is not known to be met; attack more samples, or limit slices instead");
    }

    /** Why nothing can be said about the evaluation, whatever is demanded of it. */
    private static Optional<String> nothingKnown(AttackEvaluation evaluation) {
        Tally tally = evaluation.tally();
        long invalid = evaluation.count(Outcome.INVALID);
        if (invalid > 0) {
            return Optional.of(invalidReason(evaluation, invalid));
        }
        if (tally.attacked() == 0) {
            return Optional.of(
                    "no sample could be attacked: of "
                            + evaluation.outcomes().size() + " samples the model classifies "
                            + evaluation.cleanAccuracy().count()
                            + " correctly, and those with the target class are left out; check labels, range and preprocessing");
        }
        return tally.isDecided()
                ? Optional.empty()
                : Optional.of(evaluation.attack() + " decided nothing about any of " + tally.attacked()
                        + " samples, the first of them sample "
                        + first(evaluation.outcomes(), Outcome.INCONCLUSIVE));
    }

    /** A limit and the samples it is for. */
    private record Criterion(String group, List<SampleOutcome> samples, Probe probe, BigDecimal limit) {

        Tally tally() {
            return Tally.of(samples);
        }

        boolean isExceededBeyondTheProbe() {
            long byChecks =
                    samples.stream().filter(SampleOutcome::wasBrokenByCheck).count();
            return probe.exceeds(tally(), byChecks, limit);
        }
    }

    /** The limit on all samples, then those on the groups, the worst ones first. */
    private static List<Criterion> criteria(
            AttackEvaluation evaluation, SuccessRateLimits demand, Groups groups, Probes probes) {
        List<Criterion> criteria = new ArrayList<>();
        BigDecimal overall = demand.limit();
        if (overall != null) {
            criteria.add(new Criterion("", evaluation.outcomes(), probes.ofAll(evaluation.outcomes()), overall));
        }
        for (GroupKind kind : GroupKind.values()) {
            BigDecimal limit = demand.limitOf(kind);
            List<Groups.Group> limited = groups.worstFirst(kind);
            if (limit != null && limited.isEmpty()) {
                throw new IllegalArgumentException("The success rate of each " + kind + " is limited to " + limit
                        + ", but there is none: fake images belong to no class; leave the limit out");
            }
            if (limit != null) {
                limited.forEach(group -> criteria.add(new Criterion(
                        " samples of the " + kind + " " + group.name(),
                        group.samples(),
                        probes.ofGroup(group.samples()),
                        limit)));
            }
        }
        return criteria;
    }

    private static String reason(
            AttackEvaluation evaluation, Criterion criterion, Verdict verdict, VerdictPolicy policy) {
        Tally tally = criterion.tally();
        BigDecimal limit = criterion.limit();
        String rate = evaluation.attack() + " succeeded on " + tally.rate() + criterion.group()
                + (policy == VerdictPolicy.CONFIDENT ? " (" + interval(tally.rate()) + ")" : "");
        if (verdict != Verdict.INCONCLUSIVE) {
            return rate + ", the limit is " + limit;
        }
        if (tally.attacked() == 0) {
            return rate + ": none could be attacked, so that the limit of " + limit + " is not known to be met";
        }
        String open = open(criterion);
        return policy.isAtMost(tally.rate(), limit)
                ? rate + " within the limit of " + limit + ", but " + open
                : rate + ", which does not tell it from the limit of " + limit + ": "
                        + new SampleSize(tally.rate(), limit) + (open.isEmpty() ? "" : "; " + open);
    }

    /** The samples that nothing is known of, in words. */
    private static String open(Criterion criterion) {
        Tally tally = criterion.tally();
        if (tally.undecided() > 0) {
            return tally.undecided() + " more are undecided, the first of them sample "
                    + first(criterion.samples(), Outcome.INCONCLUSIVE);
        }
        return tally.notNeeded() > 0 ? tally.notNeeded() + " more were not attacked" : "";
    }

    /** What a few samples show of all, where the limit is met by counting those few alone. */
    private static String beyondTheProbe(AttackEvaluation evaluation, Criterion criterion, VerdictPolicy policy) {
        return reason(evaluation, criterion, Verdict.PASS, policy)
                + ", but it is not to be believed: the checks looked at "
                + criterion.probe().size() + criterion.group() + " and broke "
                + criterion.probe().broken()
                + " that the attack did not break, so that at least "
                + Percentage.of(criterion.probe().missed())
                + " more are to be expected among the others; use a stronger attack, such as AutoAttack";
    }

    private static String byChecks(AttackEvaluation evaluation) {
        return evaluation.brokenByChecks() == 0
                ? ""
                : "; " + evaluation.brokenByChecks()
                        + " of the broken samples were found by the checks, not by the attack";
    }

    private static String stopped(Tally tally) {
        return tally.notNeeded() == 0
                ? ""
                : "; stopped after " + tally.attacked() + " of " + (tally.attacked() + tally.notNeeded())
                        + " samples: the verdict could not change";
    }

    private static String interval(Rate rate) {
        return String.format(
                Locale.ROOT,
                "between %.2f %% and %.2f %% with 95 %% confidence",
                100 * rate.interval().lower(),
                100 * rate.interval().upper());
    }

    /**
     * The judgement when there is reason to doubt that the attack would have found what is there: a limit that was met does
     * not count as met. One that was exceeded stays exceeded, as every broken sample is one.
     *
     * @param doubt the reason, for people
     */
    public Judgement doubted(String doubt) {
        return verdict == Verdict.PASS
                ? new Judgement(
                        Verdict.INCONCLUSIVE,
                        demand,
                        groups,
                        probe,
                        reason + ", but it is not to be believed: " + doubt)
                : this;
    }

    /**
     * The judgement of a model that there is nothing to be judged of: inconclusive, whatever the attack found.
     *
     * @param reason why, for people
     */
    public Judgement unfounded(String reason) {
        return new Judgement(Verdict.INCONCLUSIVE, demand, groups, probe, reason);
    }

    private static String invalidReason(AttackEvaluation evaluation, long invalid) {
        return evaluation.attack() + " returned " + invalid + " points outside the rules, the first for sample "
                + first(evaluation.outcomes(), Outcome.INVALID) + "; this is a defect of the attack";
    }

    private static String first(List<SampleOutcome> samples, Outcome outcome) {
        SampleOutcome first = samples.stream()
                .filter(sample -> sample.outcome() == outcome)
                .findFirst()
                .orElseThrow();
        return first.index() + ": " + first.note();
    }
}
