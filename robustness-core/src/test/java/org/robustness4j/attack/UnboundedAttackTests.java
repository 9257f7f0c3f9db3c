package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.gradient.DistancePenalty;
import org.robustness4j.attack.gradient.DistancePenalty.Reduction;
import org.robustness4j.attack.gradient.NormalizedGradientAscent;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.evaluation.AttackEvaluation;
import org.robustness4j.evaluation.Outcome;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.model.TestedModel;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Attacks without a ball on a model of one line: the first feature, measured in widths of the range, against 1/2. */
class UnboundedAttackTests {

    private static final RunOptions OPTIONS = RunOptions.seed(1);

    private record Line(double width, double slope) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i + 1] = (float) (slope * (batch.get(i, 0) / width - 0.5));
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradient = new float[2 * batch.rows()];
                    for (int i = 0; i < batch.rows(); i++) {
                        gradient[2 * i] = (float) (upstream.get(i, 1) * slope / width);
                    }
                    return new Matrix(batch.rows(), 2, gradient);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DifferentiableClassifier fork() {
            return this;
        }
    }

    private static AttackEvaluation evaluate(Attack attack, double width, double slope) {
        float[] inputs = {(float) (0.41 * width), 0, (float) (0.21 * width), (float) width};
        Domain domain = Domain.range(0, width);
        return new RobustnessEvaluator(
                        TestedModel.of(new Line(width, slope)).in(domain),
                        new Samples(InputShape.flat(2), new Matrix(2, 2, inputs), new int[] {0, 0}),
                        OPTIONS)
                .evaluate(attack, ThreatModel.untargeted(domain), OPTIONS);
    }

    static Stream<Attack> attacks() {
        return Stream.of(new NormalizedGradientAscent(), new DistancePenalty(Norm.L2, 0.5, Reduction.MEAN, 100, 0.1));
    }

    /** The gradient of the cross-entropy of a sure model is far below the last bit of a pixel. */
    @Test
    void anAttackThatStandsStillIsBlindAndNeverAPass() {
        AttackEvaluation evaluation = evaluate(new DistancePenalty(), 1, 400);

        assertThat(evaluation.count(Outcome.INCONCLUSIVE)).isEqualTo(2);
        assertThat(evaluation.outcomes().get(0).note()).contains("blind");
        assertThat(evaluate(new NormalizedGradientAscent(), 1, 400).count(Outcome.BROKEN))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void ratesAreSharesOfTheRange(Attack attack) {
        AttackEvaluation unit = evaluate(attack, 1, 8);
        AttackEvaluation levels = evaluate(attack, 255, 8);

        assertThat(unit.count(Outcome.BROKEN)).isPositive();
        for (int i = 0; i < 2; i++) {
            assertThat(levels.outcomes().get(i).outcome())
                    .isEqualTo(unit.outcomes().get(i).outcome());
            assertThat(levels.outcomes().get(i).linf())
                    .isCloseTo(255 * unit.outcomes().get(i).linf(), within(0.01));
        }
    }

    @Test
    void whatFollowsAnAttackThatSucceededIsNotRun() {
        Attack penalty = new DistancePenalty(Norm.L2, 0.5, Reduction.MEAN, 100, 0.1);

        AttackEvaluation alone = evaluate(penalty, 1, 8);
        AttackEvaluation followed = evaluate(Attack.worstOf(penalty, new NormalizedGradientAscent()), 1, 8);
        AttackEvaluation repeated = evaluate(penalty.restarts(3), 1, 8);

        assertThat(alone.count(Outcome.BROKEN)).isEqualTo(2);
        assertThat(followed.outcomes()).isEqualTo(alone.outcomes());
        assertThat(followed.cost().forwardEvaluations()).isEqualTo(alone.cost().forwardEvaluations());
        assertThat(repeated.cost().forwardEvaluations()).isEqualTo(alone.cost().forwardEvaluations());
    }
}
