package org.robustness4j.internal.results;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.data.Domain;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.Evidence;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;

/** A real evaluation of the reference CNN, for tests of what is done with evaluations. */
public final class SampleEvaluations {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    /** FGSM at 0.2 on the first 33 MNIST test images. */
    public static final AttackEvaluation FGSM = fgsm();

    /** What the checks say of an evaluation that there is nothing to say about. */
    public static final List<Finding> CHECKED = List.of(
            new Finding("planted-adversarials", Severity.OK, "made up"),
            new Finding("black-box", Severity.OK, "made up"));

    private SampleEvaluations() {}

    private static AttackEvaluation fgsm() {
        return evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.2, PIXELS));
    }

    private static AttackEvaluation evaluate(Attack attack, ThreatModel threatModel) {
        return evaluator().evaluate(attack, threatModel, OPTIONS);
    }

    private static RobustnessEvaluator evaluator() {
        return new RobustnessEvaluator(
                TestedModel.of(ReferenceModels.mnistCnn()).in(PIXELS), ReferenceData.mnist(33), OPTIONS);
    }

    /** Noise, which breaks nothing. */
    public static EvaluationRecord noise(TestId test) {
        return limited(test, evaluate(new UniformNoise(2), ThreatModel.untargeted(Norm.LINF, 0.01, PIXELS)), null);
    }

    /** An attack without a bound. */
    public static EvaluationRecord unbounded(TestId test) {
        return limited(test, evaluate(new NormalizedGradientAscent(2, 0.05), ThreatModel.untargeted(PIXELS)), null);
    }

    /** Four fake images of a three, of which all succeed. */
    public static EvaluationRecord fakes(TestId test) {
        return limited(test, evaluator().evaluateFakes(new FakeImage(), 3, 4, OPTIONS, progress -> {}), null);
    }

    private static EvaluationRecord limited(TestId test, AttackEvaluation evaluation, @Nullable String limit) {
        return record(test, evaluation, Judgement.of(evaluation, limit == null ? null : new BigDecimal(limit)));
    }

    /** Any evaluation and judgement, as if it had been checked. */
    public static EvaluationRecord record(TestId test, AttackEvaluation evaluation, Judgement judgement) {
        return record(test, evaluation, judgement, CHECKED);
    }

    /** Any evaluation and judgement, with what was checked. */
    public static EvaluationRecord record(
            TestId test, AttackEvaluation evaluation, Judgement judgement, List<Finding> findings) {
        return EvaluationRecord.of(
                test,
                evaluation,
                judgement,
                Evidence.none(evaluation).withDiagnosis(findings),
                Clock.systemUTC().instant());
    }

    /** The evaluation under a test's name, judged by a limit. */
    public static EvaluationRecord record(TestId test, @Nullable String limit) {
        return limited(test, FGSM, limit);
    }

    /** A complete file of evaluations. */
    public static ResultsFile file(EvaluationRecord... evaluations) {
        return new ResultsFile(
                ResultsFile.SCHEMA_VERSION,
                Clock.systemUTC().instant(),
                true,
                List.of(evaluations).stream().map(EvaluationRecord::test).toList(),
                List.of(evaluations),
                List.of(),
                List.of());
    }
}
