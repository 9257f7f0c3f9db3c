package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.minimal.Fab;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.ThreatModel;

/** With two features every point of the range can be tried: attacks are held to the nearest adversarial one there is. */
class BruteForceTests {

    private static final Domain DOMAIN = Domain.range(0, 1);
    private static final int GRID = 300;
    private static final int SAMPLES = 60;

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void autoAttackBreaksWhatCanBeBrokenAndNothingElse(Norm norm) {
        double epsilon = norm == Norm.LINF ? 0.12 : 0.16;
        Samples samples = samples();
        AttackRun run = new AutoAttack(9, 300)
                .run(new Bumps(), samples, ThreatModel.untargeted(norm, epsilon, DOMAIN), RunOptions.seed(1));

        int breakable = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double nearest = nearest(samples.input(i), samples.label(i), norm);
            boolean claimed = run.candidates().get(i).claimed();
            if (nearest < epsilon - 0.01) {
                breakable++;
                assertThat(claimed).as("sample %s at %s", i, nearest).isTrue();
            } else if (nearest > epsilon + 0.01) {
                assertThat(claimed).as("sample %s at %s", i, nearest).isFalse();
            }
        }
        assertThat(breakable).isBetween(SAMPLES / 5, 4 * SAMPLES / 5);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void nearestPointsAreTheNearestThereAre(Norm norm) {
        Samples samples = samples();
        for (MinimalDistanceAttack attack : List.of(new Fab(norm, 100, 3, 9), new Fmn(norm, 200, 0.3, 0.05))) {
            AttackRun run = attack.run(new Bumps(), samples, ThreatModel.untargeted(DOMAIN), RunOptions.seed(1));
            int close = 0;
            for (int i = 0; i < SAMPLES; i++) {
                Candidate candidate = run.candidates().get(i);
                double nearest = nearest(samples.input(i), samples.label(i), norm);
                double found = norm.distance(samples.input(i), candidate.point());
                assertThat(candidate.claimed()).isTrue();
                assertThat(found).isGreaterThan(nearest - 0.01);
                close += found < 1.05 * nearest + 0.005 ? 1 : 0;
            }
            assertThat(close).as("%s in %s", attack.name(), norm).isGreaterThanOrEqualTo(SAMPLES * 9 / 10);
        }
    }

    /** The ball clips to the range, so that the search of a grid is one of the range. */
    private static double nearest(float[] from, int label, Norm norm) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= GRID; i++) {
            for (int j = 0; j <= GRID; j++) {
                float[] point = {(float) i / GRID, (float) j / GRID};
                if (predicted(point) != label) {
                    nearest = Math.min(nearest, norm.distance(from, point));
                }
            }
        }
        return nearest;
    }

    private static int predicted(float[] point) {
        return new Bumps().logits(new Matrix(1, 2, point)).argMax(0);
    }

    private static Samples samples() {
        SplittableRandom random = new SplittableRandom(7);
        float[] inputs = new float[2 * SAMPLES];
        int[] labels = new int[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            inputs[2 * i] = (float) random.nextDouble();
            inputs[2 * i + 1] = (float) random.nextDouble();
            labels[i] = predicted(new float[] {inputs[2 * i], inputs[2 * i + 1]});
        }
        return new Samples(InputShape.flat(2), new Matrix(SAMPLES, 2, inputs), labels);
    }

    /** Three classes: two bumps on a plain, so that boundaries are circles. */
    private record Bumps() implements DifferentiableClassifier {

        private static final double[][] CENTRES = {{0.3, 0.35}, {0.7, 0.6}};

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[3 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                for (int k = 0; k < 2; k++) {
                    double x = batch.get(i, 0) - CENTRES[k][0];
                    double y = batch.get(i, 1) - CENTRES[k][1];
                    logits[3 * i + k] = (float) (4 - 80 * (x * x + y * y));
                }
            }
            Matrix values = new Matrix(batch.rows(), 3, logits);
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return values;
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradient = new float[2 * batch.rows()];
                    for (int i = 0; i < batch.rows(); i++) {
                        for (int k = 0; k < 2; k++) {
                            for (int f = 0; f < 2; f++) {
                                gradient[2 * i + f] +=
                                        (float) (upstream.get(i, k) * -160 * (batch.get(i, f) - CENTRES[k][f]));
                            }
                        }
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
}
