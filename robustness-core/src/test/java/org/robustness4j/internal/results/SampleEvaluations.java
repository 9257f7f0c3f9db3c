package org.robustness4j.internal.results;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.gradient.FakeImage;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.evaluation.AdversarialExample;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.internal.results.record.Attachments;
import org.robustness4j.internal.results.record.CandidatesRecord;
import org.robustness4j.internal.results.record.EvaluationRecord;
import org.robustness4j.internal.results.record.TestId;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;
import org.robustness4j.verdict.Judgement;

/** Real evaluations of a model of two classes, for tests of what is done with evaluations. */
public final class SampleEvaluations {

    private static final Domain PIXELS = Domain.range(0, 1);
    private static final RunOptions OPTIONS = RunOptions.seed(1);

    /** The epsilon of {@link #FGSM}. */
    public static final double EPSILON = 0.07;

    /** FGSM on 33 images, of which the model is right about 32; it breaks most, and not all. */
    public static final AttackEvaluation FGSM = fgsm();

    /** What the checks say of an evaluation that there is nothing to say about. */
    public static final List<Finding> CHECKED = List.of(
            new Finding("planted-adversarials", Severity.OK, "made up"),
            new Finding("black-box", Severity.OK, "made up"));

    private SampleEvaluations() {}

    private static AttackEvaluation fgsm() {
        return evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, EPSILON, PIXELS));
    }

    private static AttackEvaluation evaluate(Attack attack, ThreatModel threatModel) {
        return evaluator().evaluate(attack, threatModel, OPTIONS);
    }

    private static RobustnessEvaluator evaluator() {
        return new RobustnessEvaluator(LinearModel.UNBIASED.tested(), samples(), OPTIONS);
    }

    /** The last one has the wrong label. */
    private static Samples samples() {
        Samples right = LinearModel.samples(33);
        int[] labels = IntStream.range(0, right.size()).map(right::label).toArray();
        labels[labels.length - 1] = 1 - labels[labels.length - 1];
        return new Samples(right.shape(), right.inputs(), labels);
    }

    /** An evaluation of the same, but of a model whose classes and features have names. */
    public static AttackEvaluation named(
            AttackEvaluation evaluation, List<String> classNames, List<String> featureNames) {
        return new AttackEvaluation(
                new AttackEvaluation.EvaluatedModel(
                        evaluation.model().name(),
                        evaluation.model().identity(),
                        evaluation.model().classes(),
                        classNames,
                        featureNames),
                evaluation.attack(),
                evaluation.threatModel(),
                evaluation.samplesSha256(),
                evaluation.outcomes(),
                evaluation.examples(),
                evaluation.broken(),
                evaluation.cost());
    }

    /** An evaluation of the same, but with other examples. */
    public static AttackEvaluation showing(AttackEvaluation evaluation, AdversarialExample... examples) {
        return new AttackEvaluation(
                evaluation.model(),
                evaluation.attack(),
                evaluation.threatModel(),
                evaluation.samplesSha256(),
                evaluation.outcomes(),
                List.of(examples),
                evaluation.broken(),
                evaluation.cost());
    }

    /** Noise, which breaks nothing. */
    public static EvaluationRecord noise(TestId test) {
        return limited(test, evaluate(new UniformNoise(2), ThreatModel.untargeted(Norm.LINF, 0.01, PIXELS)), null);
    }

    /** An attack without a bound. */
    public static EvaluationRecord unbounded(TestId test) {
        return limited(test, evaluate(new NormalizedGradientAscent(2, 0.05), ThreatModel.untargeted(PIXELS)), null);
    }

    /** Four fake images of the class 1, of which all succeed. */
    public static EvaluationRecord fakes(TestId test) {
        return limited(test, evaluator().evaluateFakes(new FakeImage(), 1, 4, OPTIONS, progress -> {}), null);
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
                new Attachments(
                        List.of(),
                        CandidatesRecord.none(evaluation.count(Outcome.BROKEN)),
                        null,
                        false,
                        findings,
                        null),
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
