package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.data.Domain;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.BrokenSamples;
import org.robustness4j.evaluation.Rate;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.reference.LinearModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

class EightBitTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);
    private static final Domain PIXELS = Domain.range(0, 1);

    @Test
    void everyValueBecomesTheNearestOf256Levels() {
        EightBit pixels = new EightBit(PIXELS);
        for (int level = 0; level < 256; level++) {
            assertThat(pixels.rounded(new float[] {level / 255f + 0.0019f}))
                    .containsExactly((float) (Math.min(255, level) / 255.0));
            assertThat(pixels.rounded(new float[] {level / 255f - 0.0019f})).containsExactly((float) (level / 255.0));
        }
        assertThat(pixels.rounded(new float[] {-1, 2})).containsExactly(0, 1);
        assertThat(new EightBit(Domain.range(0, 255)).rounded(new float[] {17.4f, 254.6f, 255}))
                .containsExactly(17, 255, 255);
        assertThat(new EightBit(Domain.range(-1, 1)).rounded(new float[] {-1, 1}))
                .containsExactly(-1, 1);
    }

    @Test
    void largeChangesSurviveAndThoseBelowALevelDoNot() {
        Samples samples = LinearModel.samples(40);
        RobustnessEvaluator evaluator = new RobustnessEvaluator(LinearModel.UNBIASED.tested(), samples, OPTIONS);
        AttackEvaluation broken =
                evaluator.evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 0.2, PIXELS), OPTIONS);
        assertThat(evaluator.survivesEightBit(broken))
                .isEqualTo(new Rate(broken.broken().size(), broken.broken().size()));

        // An image all of one level is a class 0; half a thousandth more on the left makes it class 1, until it is
        // rounded.
        float[] point = new float[16];
        for (int j = 0; j < point.length; j++) {
            point[j] = j % 4 < 2 ? 0.4f + 0.0005f : 0.4f;
        }
        assertThat(evaluator.survivesEightBit(with(
                        broken,
                        new BrokenSamples(samples, new int[] {labelled(samples, 0)}, List.of(point), new int[] {1}))))
                .isEqualTo(new Rate(0, 1));
    }

    @Test
    void ofNothingBrokenNothingSurvives() {
        RobustnessEvaluator evaluator =
                new RobustnessEvaluator(LinearModel.UNBIASED.tested(), LinearModel.samples(4), OPTIONS);
        AttackEvaluation weak =
                evaluator.evaluate(new Fgsm(), ThreatModel.untargeted(Norm.LINF, 1e-4, PIXELS), OPTIONS);

        assertThat(evaluator.survivesEightBit(weak)).isEqualTo(new Rate(0, 0));
    }

    private static int labelled(Samples samples, int label) {
        int position = 0;
        while (samples.label(position) != label) {
            position++;
        }
        return position;
    }

    private static AttackEvaluation with(AttackEvaluation evaluation, BrokenSamples broken) {
        return new AttackEvaluation(
                evaluation.model(),
                evaluation.attack(),
                evaluation.threatModel(),
                evaluation.samplesSha256(),
                evaluation.outcomes(),
                evaluation.examples(),
                broken,
                evaluation.cost());
    }
}
