package org.robustness4j.results;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.robustness4j.attack.FakeImage;
import org.robustness4j.attack.Fgsm;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Judgement;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;
import org.robustness4j.reference.ReferenceData;
import org.robustness4j.reference.ReferenceModels;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** A real evaluation of the reference CNN, for tests of what is done with evaluations. */
public final class SampleEvaluations {

    /** FGSM at 0.2 on the first 33 MNIST test images. */
    public static final AttackEvaluation FGSM = fgsm();

    private SampleEvaluations() {}

    private static AttackEvaluation fgsm() {
        Domain pixels = Domain.range(0, 1);
        RunOptions options = RunOptions.seed(1);
        return new RobustnessEvaluator(
                        TestedModel.of(ReferenceModels.mnistCnn()).in(pixels), ReferenceData.mnist(33), options)
                .evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.2, pixels), options);
    }

    /** The evaluation under a test's name, judged by a limit. */
    public static EvaluationRecord record(TestId test, @Nullable String limit) {
        return EvaluationRecord.of(
                test,
                FGSM,
                Judgement.of(FGSM, limit == null ? null : new BigDecimal(limit)),
                List.of(),
                Clock.systemUTC().instant());
    }

    /** Four fake images of a three, of which all succeed. */
    public static EvaluationRecord fakes(TestId test) {
        Domain pixels = Domain.range(0, 1);
        RunOptions options = RunOptions.seed(1);
        AttackEvaluation evaluation = new RobustnessEvaluator(
                        TestedModel.of(ReferenceModels.mnistCnn()).in(pixels), ReferenceData.mnist(3), options)
                .evaluateFakes(new FakeImage(), 3, 4, options, progress -> {});
        return EvaluationRecord.of(
                test,
                evaluation,
                Judgement.of(evaluation, null),
                List.of(),
                Clock.systemUTC().instant());
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
