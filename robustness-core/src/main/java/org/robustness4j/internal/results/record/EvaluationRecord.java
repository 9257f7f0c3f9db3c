package org.robustness4j.internal.results.record;

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
import org.robustness4j.evaluation.Tally;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation.Ball;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;
import org.robustness4j.verdict.Verdict;
import org.robustness4j.verdict.VerdictPolicy;

/**
 * One evaluation as it is stored.
 *
 * @param test the test it was made by
 * @param model the model
 * @param attack the attack
 * @param samples the number of samples
 * @param outcomes the number of samples of each outcome
 * @param attackSuccessRate broken among attacked samples
 * @param robustAccuracy samples that withstood, among all but excluded ones
 * @param cleanAccuracy samples right without attack, among all
 * @param distances of the broken samples, by norm; empty when none is broken
 * @param limit the highest success rate the test accepts, null when it sets none
 * @param maxClassSuccessRate the highest success rate the test accepts of any class, null when it sets none
 * @param maxSliceSuccessRate the highest success rate the test accepts of any slice, null when it sets none
 * @param policy how rates are held to limits
 * @param verdict on these limits
 * @param reason of the verdict, for people
 * @param groups what the attack made of each class and slice
 * @param sampleSet which samples it broke, null in files of earlier releases and where an index is above 99,999,999
 * @param pictures of some broken samples
 * @param candidates the stored points of the broken samples
 * @param probe what searches of the checks made of samples drawn from all
 * @param brokenByChecks the broken samples that the attack itself did not break, but a search of the checks did
 * @param survivesEightBit broken samples whose point still succeeds when it is rounded to 256 levels, among all broken
 *     ones; null when it was not asked for
 * @param fromCache whether it was measured by an earlier build and taken over
 * @param diagnosis what was checked to believe it
 * @param hardening what hardening the model bought, null when it was not hardened
 * @param forwardEvaluations how often a sample was run through the model by the attack
 * @param gradientEvaluations how many input gradients the attack took
 * @param seconds how long attack and verification took
 * @param finishedAt when it ended
 */
public record EvaluationRecord(
        TestId test,
        ModelRecord model,
        AttackRecord attack,
        long samples,
        Map<Outcome, Long> outcomes,
        RateRecord attackSuccessRate,
        RateRecord robustAccuracy,
        RateRecord cleanAccuracy,
        Map<Norm, DistanceRecord> distances,
        @Nullable BigDecimal limit,
        @Nullable BigDecimal maxClassSuccessRate,
        @Nullable BigDecimal maxSliceSuccessRate,
        VerdictPolicy policy,
        Verdict verdict,
        String reason,
        List<GroupRecord> groups,
        @Nullable SampleSetRecord sampleSet,
        List<PictureRecord> pictures,
        CandidatesRecord candidates,
        ProbeRecord probe,
        long brokenByChecks,
        @Nullable RateRecord survivesEightBit,
        boolean fromCache,
        List<Finding> diagnosis,
        @Nullable HardeningRecord hardening,
        long forwardEvaluations,
        long gradientEvaluations,
        double seconds,
        Instant finishedAt)
        implements TestResult {

    public EvaluationRecord {
        groups = List.copyOf(groups);
        pictures = List.copyOf(pictures);
        diagnosis = List.copyOf(diagnosis);
    }

    /** What is stored of an evaluation and its judgement. */
    public static EvaluationRecord of(
            TestId test, AttackEvaluation evaluation, Judgement judgement, Evidence evidence, Instant finishedAt) {
        return new EvaluationRecord(
                test,
                new ModelRecord(
                        evaluation.model().name(),
                        evaluation.model().identity().type(),
                        evaluation.model().identity().sha256(),
                        evaluation.model().identity().parameters(),
                        evaluation.model().identity().backend(),
                        evaluation.model().classes(),
                        evidence.logitsSha256()),
                attack(evaluation),
                evaluation.outcomes().size(),
                outcomes(evaluation),
                RateRecord.of(evaluation.attackSuccessRate()),
                RateRecord.of(evaluation.robustAccuracy()),
                RateRecord.of(evaluation.cleanAccuracy()),
                distances(evaluation),
                judgement.limit(),
                judgement.limits().classLimit(),
                judgement.limits().sliceLimit(),
                judgement.limits().policy(),
                judgement.verdict(),
                judgement.reason(),
                judgement.groups().stream().map(GroupRecord::of).toList(),
                SampleSetRecord.of(evaluation),
                evidence.pictures(),
                evidence.candidates(),
                ProbeRecord.of(judgement.spotCheck()),
                evaluation.brokenByChecks(),
                evidence.survivesEightBit() == null ? null : RateRecord.of(evidence.survivesEightBit()),
                evidence.fromCache(),
                evidence.diagnosis(),
                null,
                evaluation.cost().forwardEvaluations(),
                evaluation.cost().gradientEvaluations(),
                evaluation.cost().wallTime().toNanos() / 1e9,
                finishedAt);
    }

    /** The same with what hardening bought. */
    public EvaluationRecord with(HardeningRecord newHardening) {
        return with(reason, newHardening);
    }

    /** The same with another reason of the verdict. */
    public EvaluationRecord withReason(String newReason) {
        return with(newReason, hardening);
    }

    private EvaluationRecord with(String newReason, @Nullable HardeningRecord newHardening) {
        return new EvaluationRecord(
                test,
                model,
                attack,
                samples,
                outcomes,
                attackSuccessRate,
                robustAccuracy,
                cleanAccuracy,
                distances,
                limit,
                maxClassSuccessRate,
                maxSliceSuccessRate,
                policy,
                verdict,
                newReason,
                groups,
                sampleSet,
                pictures,
                candidates,
                probe,
                brokenByChecks,
                survivesEightBit,
                fromCache,
                diagnosis,
                newHardening,
                forwardEvaluations,
                gradientEvaluations,
                seconds,
                finishedAt);
    }

    /** What the attack made of the samples it could succeed on. */
    public Tally tally() {
        return new Tally(
                attackSuccessRate.count(),
                attackSuccessRate.total(),
                outcomes.getOrDefault(Outcome.INCONCLUSIVE, 0L),
                outcomes.getOrDefault(Outcome.NOT_NEEDED, 0L));
    }

    /** Whether the test accepts no more than some success rate. */
    public boolean isLimited() {
        return limit != null || maxClassSuccessRate != null || maxSliceSuccessRate != null;
    }

    /**
     * Why a limit that is met on paper does not count as met, if there is a reason: what the checks found, or that nobody checked
     * what an adversary left unbroken.
     */
    public Optional<String> doubt() {
        return new Diagnosis(diagnosis)
                .doubt(Diagnosis.RequiredChecks.of(
                        attack.kind(),
                        attack.isBounded(),
                        tally().broken() == tally().attacked() + tally().notNeeded()));
    }

    /** Whether nothing can be said of the evaluation that a setting may soften: nothing to attack, or a broken attack or model. */
    public boolean isDefective() {
        return attackSuccessRate.total() == 0
                || outcomes.getOrDefault(Outcome.INVALID, 0L) > 0
                || Diagnosis.isUnfounded(diagnosis);
    }

    private static AttackRecord attack(AttackEvaluation evaluation) {
        ThreatModel threat = evaluation.threatModel();
        Ball ball = threat.perturbation() instanceof Ball bounded ? bounded : null;
        return new AttackRecord(
                evaluation.attack().name(),
                evaluation.attack().kind(),
                evaluation.attack().parameters(),
                ball == null ? null : ball.norm(),
                ball == null ? null : ball.epsilon(),
                threat.goal(),
                threat.target() == ThreatModel.NO_TARGET ? null : threat.target(),
                threat.domain().minimum(),
                threat.domain().maximum(),
                threat.domain().maskSha256().orElse(null),
                evaluation.attack().seed(),
                evaluation.attack().blockSize());
    }

    private static Map<Outcome, Long> outcomes(AttackEvaluation evaluation) {
        Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, evaluation.count(outcome));
        }
        return outcomes;
    }

    private static Map<Norm, DistanceRecord> distances(AttackEvaluation evaluation) {
        Map<Norm, DistanceRecord> distances = new EnumMap<>(Norm.class);
        if (evaluation.count(Outcome.BROKEN) > 0) {
            for (Norm norm : Norm.values()) {
                distances.put(
                        norm, new DistanceRecord(evaluation.medianDistance(norm), evaluation.maximumDistance(norm)));
            }
        }
        return distances;
    }
}
