package org.robustness4j.verdict;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.evaluation.internal.Percentage;
import org.robustness4j.verdict.internal.Family;
import org.robustness4j.verdict.internal.Groups;
import org.robustness4j.verdict.internal.SpotCheckedSamples;

/**
 * A verdict on an evaluation, with its reason in words.
 *
 * @param verdict the verdict
 * @param limits that the evaluation was held to
 * @param groups the counts of each class and slice
 * @param spotCheck the counts of samples, drawn from all, that the checks looked at
 * @param reason why, for people
 */
@API(status = Status.STABLE, since = "0.1")
public record Judgement(
        Verdict verdict, SuccessRateLimits limits, List<GroupTally> groups, SpotCheck spotCheck, String reason) {

    private static final int NAMED_CLASSES = 10;

    /** Copies the groups. */
    public Judgement {
        groups = List.copyOf(groups);
    }

    /** The highest attack success rate accepted, null when there is none. */
    public @Nullable BigDecimal limit() {
        return limits.limit();
    }

    /**
     * Judges an evaluation by a limit on its attack success rate, by exact counts.
     *
     * @param limit the highest success rate accepted, between 0 and 1; null to record the result only
     * @throws IllegalArgumentException if the limit is not between 0 and 1
     */
    public static Judgement of(AttackEvaluation evaluation, @Nullable BigDecimal limit) {
        return by(evaluation, SuccessRateLimits.atMost(limit));
    }

    /**
     * Judges an evaluation by limits: it fails if one is exceeded for certain, and passes if all are met.
     *
     * @throws IllegalArgumentException if a slice has no sample, or classes are limited and the samples have none
     */
    public static Judgement by(AttackEvaluation evaluation, SuccessRateLimits limits) {
        return by(evaluation, limits, SpotCheckedSamples.NONE);
    }

    /**
     * Judges an evaluation that was checked.
     *
     * @param spotChecked the samples that searches of the checks looked at
     * @throws IllegalArgumentException if a slice has no sample, or classes are limited and the samples have none
     */
    @API(status = Status.INTERNAL, since = "0.1")
    public static Judgement by(AttackEvaluation evaluation, SuccessRateLimits limits, SpotCheckedSamples spotChecked) {
        Judgement ofRates = byRates(evaluation, limits, spotChecked);
        return limits.minCertifiedAccuracy() == null
                ? ofRates
                : new CertifiedMinimum(evaluation, limits.minCertifiedAccuracy(), limits.policy()).added(ofRates);
    }

    private static Judgement byRates(
            AttackEvaluation evaluation, SuccessRateLimits limits, SpotCheckedSamples spotChecked) {
        Groups groups = new Groups(evaluation, limits.slices());
        List<GroupTally> tallies =
                groups.all().stream().map(group -> group.tally(spotChecked)).toList();
        Optional<String> nothing = nothingKnown(evaluation).or(() -> unseenClasses(groups, limits));
        SpotCheck spotCheck = spotChecked.ofAll(evaluation.outcomes());
        List<Criterion> criteria = criteria(evaluation, limits, groups, spotChecked);
        String attack = evaluation.attack().name();
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE, Verdict.PASS)) {
            if (verdict == Verdict.INCONCLUSIVE && nothing.isPresent()) {
                return new Judgement(Verdict.INCONCLUSIVE, limits, tallies, spotCheck, nothing.get());
            }
            for (Criterion criterion : criteria) {
                if (criterion.judge(limits.policy()) == verdict) {
                    String reason = criterion.reason(attack, verdict, limits.policy());
                    return new Judgement(
                            verdict,
                            limits,
                            tallies,
                            spotCheck,
                            reason + byChecks(evaluation) + stopped(evaluation.tally()));
                }
                if (verdict == Verdict.INCONCLUSIVE && criterion.isExceededBeyondTheSpotCheck()) {
                    return new Judgement(
                            verdict, limits, tallies, spotCheck, criterion.beyondTheSpotCheck(attack, limits.policy()));
                }
            }
        }
        Tally tally = evaluation.tally();
        String undecided = tally.undecided() == 0 ? "" : ", " + tally.undecided() + " are undecided";
        return new Judgement(
                Verdict.RECORDED,
                limits,
                tallies,
                spotCheck,
                evaluation.attack().name() + " succeeded on " + tally.rate() + undecided + ", no limit is set"
                        + byChecks(evaluation));
    }

    /** A class of which there is no sample is not known to meet a limit on every class. */
    private static Optional<String> unseenClasses(Groups groups, SuccessRateLimits limits) {
        List<Integer> unseen = limits.classLimit() == null ? List.of() : groups.unseenClasses();
        if (unseen.isEmpty()) {
            return Optional.empty();
        }
        String first = unseen.stream()
                .limit(NAMED_CLASSES)
                .map(groups.evaluation().model()::classNameWithNumber)
                .collect(Collectors.joining(", "));
        return Optional.of("the success rate of each class is limited to "
                + Percentage.of(Objects.requireNonNull(limits.classLimit())) + ", but "
                + unseen.size() + " of " + groups.evaluation().model().classes() + " classes have no sample ("
                + first + (unseen.size() > NAMED_CLASSES ? ", ..." : "")
                + "), so that it is not known to be met; attack more samples, or limit slices instead");
    }

    /** Why nothing can be said about the evaluation, whatever its limits are. */
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
                : Optional.of(evaluation.attack().name() + " decided nothing about any of " + tally.attacked()
                        + " samples, the first of them sample "
                        + Criterion.first(evaluation.outcomes(), Outcome.INCONCLUSIVE));
    }

    /** The limit on all samples, then those on the groups, the worst ones first. */
    private static List<Criterion> criteria(
            AttackEvaluation evaluation, SuccessRateLimits limits, Groups groups, SpotCheckedSamples spotChecked) {
        List<Criterion> criteria = new ArrayList<>();
        BigDecimal overall = limits.limit();
        if (overall != null) {
            criteria.add(new Criterion(
                    "", evaluation.outcomes(), spotChecked.ofAll(evaluation.outcomes()), overall, Family.SINGLE));
        }
        for (GroupTally.Kind kind : GroupTally.Kind.values()) {
            BigDecimal limit = limits.limitOf(kind);
            List<Groups.Group> limited = groups.worstFirst(kind);
            if (limit != null && limited.isEmpty()) {
                throw new IllegalArgumentException("The success rate of each " + kind + " is limited to " + limit
                        + ", but there is none: fake images belong to no class; leave the limit out");
            }
            if (limit != null) {
                Family family = Family.of(
                        kind,
                        limited.stream().map(group -> Tally.of(group.samples())).toList());
                limited.forEach(group -> criteria.add(new Criterion(
                        " samples of the " + kind + " " + group.title(),
                        group.samples(),
                        spotChecked.ofGroup(group.samples()),
                        limit,
                        family)));
            }
        }
        return criteria;
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

    /**
     * The judgement when there is reason to doubt that the attack would have found what is there: a limit that was met
     * does not count as met. One that was exceeded stays exceeded, as every broken sample is one.
     *
     * @param doubt the reason, for people
     */
    public Judgement doubted(String doubt) {
        return verdict == Verdict.PASS
                ? new Judgement(
                        Verdict.INCONCLUSIVE,
                        limits,
                        groups,
                        spotCheck,
                        reason + ", but it is not to be believed: " + doubt)
                : this;
    }

    /**
     * The judgement of a model that there is nothing to be judged of: inconclusive, whatever the attack found.
     *
     * @param reason why, for people
     */
    public Judgement unfounded(String reason) {
        return new Judgement(Verdict.INCONCLUSIVE, limits, groups, spotCheck, reason);
    }

    /**
     * Whether proofs show that the limits are met even if every sample is broken that is not proved to be robust, so that it does not
     * matter how strong the attack was.
     */
    public boolean isProved(AttackEvaluation evaluation) {
        BigDecimal highest = limits.limit();
        Tally tally = evaluation.tally();
        long all = tally.attacked() + tally.notNeeded();
        return verdict == Verdict.PASS
                && evaluation.certifiedForTheModel() > 0
                && limits.classLimit() == null
                && limits.sliceLimit() == null
                && (highest == null
                        || limits.policy().isAtMost(new Rate(all - evaluation.certifiedForTheModel(), all), highest));
    }

    private static String invalidReason(AttackEvaluation evaluation, long invalid) {
        return evaluation.attack().name() + " returned " + invalid + " points outside the rules, the first for sample "
                + Criterion.first(evaluation.outcomes(), Outcome.INVALID) + "; this is a defect of the attack";
    }
}
