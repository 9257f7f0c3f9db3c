package org.robustness4j.internal.results.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.internal.Diagnosis;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.Tally;
import org.robustness4j.threat.Norm;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * One evaluation as it is stored. In files the fields of its groups stand side by side, {@code samples} beside {@code
 * test}.
 *
 * @param test the test it was made by
 * @param model the model
 * @param attack the attack
 * @param measured the figures
 * @param judged the limits of the test, and the verdict on them
 * @param details the samples, pictures and checks behind the figures
 * @param hardening what hardening the model bought, null when it was not hardened
 * @param effort what it cost
 * @param finishedAt when it ended
 */
public record EvaluationRecord(
        TestId test,
        ModelRecord model,
        AttackRecord attack,
        @JsonUnwrapped Measured measured,
        @JsonUnwrapped Judged judged,
        @JsonUnwrapped Details details,
        @Nullable HardeningRecord hardening,
        @JsonUnwrapped Effort effort,
        Instant finishedAt)
        implements TestResult {

    /**
     * The figures of an evaluation.
     *
     * @param samples the number of samples
     * @param outcomes the number of samples of each outcome
     * @param attackSuccessRate broken among attacked samples
     * @param robustAccuracy samples that withstood, among all but excluded ones
     * @param certifiedAccuracy samples that are proved to be robust, among all but excluded ones; null where no proofs
     *     were sought
     * @param certifiedForTheModel how many of them for the user's own model, and not only for the compiled network
     * @param cleanAccuracy samples right without attack, among all
     * @param distances of the broken samples, by norm; empty when none is broken
     */
    public record Measured(
            long samples,
            Map<Outcome, Long> outcomes,
            RateRecord attackSuccessRate,
            RateRecord robustAccuracy,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            RateRecord certifiedAccuracy,

            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long certifiedForTheModel,

            RateRecord cleanAccuracy,
            Map<Norm, DistanceRecord> distances) {

        static Measured of(AttackEvaluation evaluation) {
            Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, evaluation.count(outcome));
            }
            return new Measured(
                    evaluation.outcomes().size(),
                    outcomes,
                    RateRecord.of(evaluation.attackSuccessRate()),
                    RateRecord.of(evaluation.robustAccuracy()),
                    evaluation.seeksProofs() ? RateRecord.of(evaluation.certifiedAccuracy()) : null,
                    evaluation.certifiedForTheModel(),
                    RateRecord.of(evaluation.cleanAccuracy()),
                    DistanceRecord.ofEachNorm(evaluation));
        }

        /** The number of samples of one outcome; files of earlier releases lack those that there were not yet. */
        public long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }

    /**
     * The limits of the test, and the verdict on them.
     *
     * @param limit the highest success rate the test accepts, null when it sets none
     * @param maxClassSuccessRate the highest success rate the test accepts of any class, null when it sets none
     * @param maxSliceSuccessRate the highest success rate the test accepts of any slice, null when it sets none
     * @param minCertifiedAccuracy the lowest certified accuracy the test accepts, null when it sets none
     * @param policy how rates are held to limits
     * @param verdict on these limits
     * @param reason of the verdict, for people
     * @param groups what the attack made of each class and slice
     */
    public record Judged(
            @Nullable BigDecimal limit,
            @Nullable BigDecimal maxClassSuccessRate,
            @Nullable BigDecimal maxSliceSuccessRate,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            BigDecimal minCertifiedAccuracy,

            VerdictPolicy policy,
            Verdict verdict,
            String reason,
            List<GroupRecord> groups) {

        public Judged {
            groups = List.copyOf(groups);
        }

        static Judged of(Judgement judgement) {
            return new Judged(
                    judgement.limit(),
                    judgement.limits().classLimit(),
                    judgement.limits().sliceLimit(),
                    judgement.limits().minCertifiedAccuracy(),
                    judgement.limits().policy(),
                    judgement.verdict(),
                    judgement.reason(),
                    judgement.groups().stream().map(GroupRecord::of).toList());
        }

        Judged withReason(String newReason) {
            return new Judged(
                    limit,
                    maxClassSuccessRate,
                    maxSliceSuccessRate,
                    minCertifiedAccuracy,
                    policy,
                    verdict,
                    newReason,
                    groups);
        }
    }

    /**
     * The samples, pictures and checks behind the figures.
     *
     * @param sampleSet which samples it broke, null in files of earlier releases and where an index is above 99,999,999
     * @param pictures of some broken samples
     * @param changes what changed in some broken samples that have no picture; in files left out when there are none
     * @param candidates the stored points of the broken samples
     * @param probe what searches of the checks made of samples drawn from all
     * @param brokenByChecks the broken samples that the attack itself did not break, but a search of the checks did
     * @param survivesEightBit broken samples whose point still succeeds when it is rounded to 256 levels, among all
     *     broken ones; null when it was not asked for
     * @param fromCache whether it was measured by an earlier build and taken over
     * @param diagnosis what was checked to believe it
     * @param hardenable whether the goal {@code harden} finds the test, as it has {@code @Harden}; null where nobody
     *     knows, as in files of earlier releases
     */
    public record Details(
            @Nullable SampleSetRecord sampleSet,
            List<PictureRecord> pictures,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ChangesRecord> changes,
            CandidatesRecord candidates,
            ProbeRecord probe,
            long brokenByChecks,
            @Nullable RateRecord survivesEightBit,
            boolean fromCache,
            List<FindingRecord> diagnosis,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Boolean hardenable) {

        public Details {
            pictures = List.copyOf(pictures);
            changes = List.copyOf(changes);
            diagnosis = List.copyOf(diagnosis);
        }

        static Details of(AttackEvaluation evaluation, Judgement judgement, Attachments attachments) {
            return new Details(
                    SampleSetRecord.of(evaluation),
                    attachments.pictures(),
                    attachments.changes(),
                    attachments.candidates(),
                    ProbeRecord.of(judgement.spotCheck()),
                    evaluation.brokenByChecks(),
                    attachments.survivesEightBit() == null ? null : RateRecord.of(attachments.survivesEightBit()),
                    attachments.fromCache(),
                    attachments.findings().stream().map(FindingRecord::of).toList(),
                    attachments.hardenable());
        }
    }

    /**
     * The cost of an evaluation.
     *
     * @param forwardEvaluations how often a sample was run through the model by the attack
     * @param gradientEvaluations how many input gradients the attack took
     * @param seconds how long attack and verification took
     */
    public record Effort(long forwardEvaluations, long gradientEvaluations, double seconds) {

        static Effort of(AttackEvaluation evaluation) {
            return new Effort(
                    evaluation.cost().forwardEvaluations(),
                    evaluation.cost().gradientEvaluations(),
                    evaluation.cost().wallTime().toNanos() / 1e9);
        }
    }

    /** Copies what is stored of an evaluation and its judgement. */
    public static EvaluationRecord of(
            TestId test,
            AttackEvaluation evaluation,
            Judgement judgement,
            Attachments attachments,
            Instant finishedAt) {
        return new EvaluationRecord(
                test,
                ModelRecord.of(evaluation, attachments.logitsSha256()),
                AttackRecord.of(evaluation),
                Measured.of(evaluation),
                Judged.of(judgement),
                Details.of(evaluation, judgement, attachments),
                null,
                Effort.of(evaluation),
                finishedAt);
    }

    /** The same with what hardening bought. */
    public EvaluationRecord with(HardeningRecord newHardening) {
        return new EvaluationRecord(test, model, attack, measured, judged, details, newHardening, effort, finishedAt);
    }

    /** The same with another reason of the verdict. */
    public EvaluationRecord withReason(String newReason) {
        return new EvaluationRecord(
                test, model, attack, measured, judged.withReason(newReason), details, hardening, effort, finishedAt);
    }

    /** Broken among attacked samples. */
    public RateRecord attackSuccessRate() {
        return measured.attackSuccessRate();
    }

    /** The verdict on the limits of the test. */
    public Verdict verdict() {
        return judged.verdict();
    }

    /** The counts of the samples that the attack could succeed on. */
    public Tally tally() {
        return new Tally(
                attackSuccessRate().count(),
                attackSuccessRate().total(),
                measured.count(Outcome.INCONCLUSIVE),
                measured.count(Outcome.NOT_NEEDED));
    }

    /** Whether the test accepts no more than some success rate. */
    public boolean isLimited() {
        return judged.limit() != null
                || judged.maxClassSuccessRate() != null
                || judged.maxSliceSuccessRate() != null
                || judged.minCertifiedAccuracy() != null;
    }

    /**
     * Why a limit that is met on paper does not count as met, if there is a reason: what the checks found, or that
     * nobody checked what an adversary left unbroken.
     */
    public Optional<String> doubt() {
        return new Diagnosis(findings())
                .doubt(Diagnosis.RequiredChecks.of(
                        attack.kind(),
                        attack.isBounded(),
                        tally().broken() + certifiedForTheModel() == tally().attacked() + tally().notNeeded()));
    }

    /** Why a limit that is proved to be met does not count as met, if there is a reason: what is wrong with the model. */
    public Optional<String> doubtOfModel() {
        return new Diagnosis(findings()).doubt();
    }

    /** How many samples are certified for the user's own model; no more than have that outcome. */
    public long certifiedForTheModel() {
        return Math.min(measured.certifiedForTheModel(), measured.count(Outcome.CERTIFIED));
    }

    /** The samples that are proved to be robust, among all but excluded ones; no more than have that outcome. */
    public Rate certifiedAccuracy() {
        RateRecord certified = measured.certifiedAccuracy();
        long total = measured.robustAccuracy().total();
        return certified == null
                ? new Rate(0, total)
                : new Rate(Math.min(certified.count(), Math.min(total, measured.count(Outcome.CERTIFIED))), total);
    }

    /**
     * Whether nothing can be said of the evaluation that a setting may soften: nothing to attack, or a broken attack or
     * model.
     */
    public boolean isDefective() {
        return attackSuccessRate().total() == 0
                || measured.count(Outcome.INVALID) > 0
                || Diagnosis.isUnfounded(findings());
    }

    /** What the checks found. */
    public List<Finding> findings() {
        return details.diagnosis().stream().map(FindingRecord::finding).toList();
    }
}
