package org.robustness4j.attack.internal.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.Attack;
import org.robustness4j.attack.AttackRun;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.Classifier;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** Points that searches foresee fill batches, and change nothing but the number of batches. */
class ForeseenPointsTests {

    private static final InputShape SHAPE = InputShape.ofBatch(new long[] {1, 2, 7, 6}, false);
    private static final int SAMPLES = 3;

    static Stream<Attack> attacks() {
        return Stream.of(
                new Square(400),
                new UniformNoise(60),
                Attack.worstOf(new UniformNoise(20), Attack.worstOf(new Square(150), new UniformNoise(30))));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void theyChangeNothingButTheNumberOfBatches(Attack attack) {
        for (double epsilon : new double[] {0.01, 0.1, 0.3}) {
            Wavy one = new Wavy(1);
            Wavy many = new Wavy(64);

            AttackRun single = run(attack, one, epsilon);
            AttackRun ahead = run(attack, many, epsilon);

            assertThat(ahead.candidates()).usingRecursiveComparison().isEqualTo(single.candidates());
            assertThat(ahead.forwardEvaluations()).isEqualTo(single.forwardEvaluations());
            if (single.forwardEvaluations() > 100 * SAMPLES) {
                assertThat(many.calls).isLessThan(one.calls / SAMPLES / 2);
            }
        }
    }

    /** Whether a point is shown must not depend on how many samples there are beside it, and an error neither. */
    @ParameterizedTest
    @MethodSource("attacks")
    void aModelMayFailWhereNoPointComes(Attack attack) {
        Wavy recording = new Wavy(1);
        AttackRun single = run(attack, recording, 0.1);
        Wavy failing = new Wavy(64);
        failing.shown = Set.copyOf(recording.seen);

        assertThat(run(attack, failing, 0.1).candidates())
                .usingRecursiveComparison()
                .isEqualTo(single.candidates());
    }

    private static AttackRun run(Attack attack, Classifier classifier, double epsilon) {
        float[] values = new float[SAMPLES * SHAPE.features()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.5 * Math.sin(i));
        }
        Matrix inputs = new Matrix(SAMPLES, SHAPE.features(), values);
        Matrix logits = new Wavy(1).logits(inputs);
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            labels[i] = logits.argMax(i);
        }
        return attack.run(
                classifier,
                new Samples(SHAPE, inputs, labels),
                ThreatModel.untargeted(Norm.LINF, epsilon, Domain.range(0, 1)),
                RunOptions.seed(7));
    }

    /** Three classes, whose logits are sums of waves. */
    private static final class Wavy implements Classifier {

        private final int batch;
        private final Set<Integer> seen = new HashSet<>();
        private @Nullable Set<Integer> shown;
        private int calls;

        Wavy(int batch) {
            this.batch = batch;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public OptionalInt preferredBatch() {
            return OptionalInt.of(batch);
        }

        @Override
        public Matrix logits(Matrix inputs) {
            calls++;
            float[] logits = new float[3 * inputs.rows()];
            for (int row = 0; row < inputs.rows(); row++) {
                int hash = Arrays.hashCode(inputs.row(row));
                seen.add(hash);
                for (int j = 0; j < 3; j++) {
                    double sum = shown == null || shown.contains(hash) ? 0 : Double.NaN;
                    for (int i = 0; i < inputs.columns(); i++) {
                        sum += Math.sin((1 + j) * inputs.row(row)[i] * (i % 5 + 1) + j);
                    }
                    logits[3 * row + j] = (float) sum;
                }
            }
            return new Matrix(inputs.rows(), 3, logits);
        }

        @Override
        public Classifier fork() {
            return this;
        }
    }
}
