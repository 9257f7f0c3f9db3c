package org.robustness4j.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.robustness4j.attack.corruption.GaussianNoise;
import org.robustness4j.attack.corruption.UniformNoise;
import org.robustness4j.attack.ensemble.AutoAttack;
import org.robustness4j.attack.gradient.ApgdCe;
import org.robustness4j.attack.gradient.Fgsm;
import org.robustness4j.attack.gradient.MiFgsm;
import org.robustness4j.attack.gradient.Pgd;
import org.robustness4j.attack.minimal.DeepFool;
import org.robustness4j.attack.minimal.Fab;
import org.robustness4j.attack.minimal.Fmn;
import org.robustness4j.attack.query.HopSkipJump;
import org.robustness4j.attack.query.Square;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.threat.FeasibleRegion;
import org.robustness4j.threat.Norm;
import org.robustness4j.threat.Perturbation;
import org.robustness4j.threat.ThreatModel;

/**
 * Sequences with padding, which lies outside the range, before a classifier that is linear in the steps that are there: of
 * each sample it is known whether a ball holds a point of the other class.
 */
class PaddedSequenceTests {

    private static final int CHANNELS = 3;
    private static final int LENGTH = 8;
    private static final Domain DOMAIN = Domain.range(0.2, 1);
    private static final double EPSILON = 0.05;
    private static final float[] WEIGHTS = {1, -2, 0.5f};

    /** The logit of class 1: the mean over the steps that are there of a weighted sum, less its value in the middle. */
    private record MaskedMean(InputShape shape) implements DifferentiableClassifier {

        @Override
        public int classes() {
            return 2;
        }

        private double slope(float[] row, int value) {
            int steps = 0;
            for (int step = 0; step < shape.width(); step++) {
                steps += row[shape.maskIndex(step)] == 1 ? 1 : 0;
            }
            return shape.isOfTheSample(row, value) ? (double) WEIGHTS[shape.channel(value)] / steps : 0;
        }

        double logit(float[] row) {
            double sum = 0;
            for (int i = 0; i < shape.values(); i++) {
                sum += slope(row, i) * (row[i] - 0.6);
            }
            return sum;
        }

        /** The largest change of the logit towards the other class, each value as far as ball and range allow. */
        double reach(float[] row) {
            double direction = logit(row) > 0 ? -1 : 1;
            double sum = 0;
            for (int i = 0; i < shape.values(); i++) {
                double slope = direction * slope(row, i);
                double room = Math.min(EPSILON, slope > 0 ? 1 - row[i] : row[i] - 0.2f);
                sum += Math.abs(slope) * room;
            }
            return sum;
        }

        @Override
        public ForwardPass forward(Matrix batch) {
            float[] logits = new float[2 * batch.rows()];
            for (int i = 0; i < batch.rows(); i++) {
                logits[2 * i + 1] = (float) logit(batch.row(i));
            }
            return new ForwardPass() {
                @Override
                public Matrix logits() {
                    return new Matrix(batch.rows(), 2, logits);
                }

                @Override
                public Matrix backward(Matrix upstream) {
                    float[] gradient = new float[batch.rows() * batch.columns()];
                    for (int i = 0; i < batch.rows(); i++) {
                        float[] row = batch.row(i);
                        for (int j = 0; j < shape.values(); j++) {
                            gradient[i * batch.columns() + j] = (float) (upstream.get(i, 1) * slope(row, j));
                        }
                    }
                    return new Matrix(batch.rows(), batch.columns(), gradient);
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

    private static InputShape shape(Layout layout) {
        return new InputShape(layout, CHANNELS, 1, LENGTH).withMask().withLabels(2);
    }

    /** Of 2 to 8 steps, some of them missing in the middle; labels behind the mask. */
    private static Samples samples(MaskedMean model, int count) {
        RandomGenerator random = new SplittableRandom(5);
        InputShape shape = model.shape();
        float[] values = new float[count * shape.features()];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            float[] row = new float[shape.features()];
            int length = 2 + random.nextInt(LENGTH - 1);
            for (int step = 0; step < length; step++) {
                row[shape.maskIndex(step)] = step == 1 && random.nextBoolean() ? 0 : 1;
            }
            for (int j = 0; j < shape.values(); j++) {
                row[j] = shape.isOfTheSample(row, j) ? (float) random.nextDouble(0.25, 0.95) : 0;
            }
            row[shape.labelIndex(0)] = 7;
            row[shape.labelIndex(1)] = -1;
            labels[i] = model.logit(row) > 0 ? 1 : 0;
            System.arraycopy(row, 0, values, i * row.length, row.length);
        }
        return new Samples(shape, new Matrix(count, shape.features(), values), labels);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(Norm.LINF, Norm.L2, Norm.L1).flatMap(norm -> Stream.of(
                        new Fgsm(),
                        new Pgd(),
                        new MiFgsm(),
                        new AutoAttack(),
                        new Square(),
                        new Fab(),
                        new Fmn(norm),
                        new GaussianNoise(20),
                        new UniformNoise(20))
                .map(attack -> Arguments.of(norm, attack)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("attacks")
    void nothingButStepsThatAreThereChanges(Norm norm, Attack attack) {
        for (Layout layout : List.of(Layout.NCW, Layout.NWC)) {
            MaskedMean model = new MaskedMean(shape(layout));
            Samples samples = samples(model, 12);
            double epsilon = norm == Norm.LINF ? EPSILON : norm == Norm.L2 ? 0.2 : 0.5;
            ThreatModel threat = ThreatModel.untargeted(norm, epsilon, DOMAIN);

            AttackRun run = attack.run(model, samples, threat, RunOptions.seed(3));

            int changed = 0;
            for (int i = 0; i < samples.size(); i++) {
                float[] clean = samples.input(i);
                float[] point = run.candidates().get(i).point();
                assertThat(run.candidates().get(i).defect()).isNull();
                for (int j = 0; j < clean.length; j++) {
                    if (!samples.shape().isOfTheSample(clean, j)) {
                        assertThat(Float.floatToRawIntBits(point[j])).isEqualTo(Float.floatToRawIntBits(clean[j]));
                    }
                }
                changed += Arrays.equals(point, clean) ? 0 : 1;
            }
            assertThat(changed).isGreaterThan(samples.size() / 2);
        }
    }

    static Stream<Arguments> ballAttacks() {
        return Stream.of(Norm.LINF, Norm.L2, Norm.L1).flatMap(norm -> Stream.of(
                        new Fgsm(),
                        new Pgd(),
                        new MiFgsm(),
                        new ApgdCe(),
                        new AutoAttack(),
                        new Square(),
                        new GaussianNoise(20),
                        new UniformNoise(20))
                .map(attack -> Arguments.of(norm, attack)));
    }

    /** The logit is linear: its largest change is the sum over the steps of epsilon times the dual norm of the slope. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ballAttacks")
    void anEpsilonPerStepIsThatOfEveryStep(Norm norm, Attack attack) {
        MaskedMean model = new MaskedMean(shape(Layout.NCW));
        Samples samples = samples(model, 12);
        double epsilon = 0.04;
        Perturbation.Ball ball = new Perturbation.Ball(norm, epsilon, true);

        AttackRun run = attack.run(model, samples, ThreatModel.untargeted(ball, DOMAIN), RunOptions.seed(3));

        double most = 0;
        for (int i = 0; i < samples.size(); i++) {
            float[] clean = samples.input(i);
            float[] point = run.candidates().get(i).point();
            double whole = 0;
            for (int step = 0; step < LENGTH; step++) {
                double[] change = new double[CHANNELS];
                for (int c = 0; c < CHANNELS; c++) {
                    int at = model.shape().index(c, 0, step);
                    change[c] = (double) point[at] - clean[at];
                }
                assertThat(norm.size(change)).isLessThanOrEqualTo(epsilon * (1 + 1e-6));
                whole = norm == Norm.LINF ? epsilon : whole + Math.pow(norm.size(change), norm == Norm.L2 ? 2 : 1);
            }
            most = Math.max(most, norm == Norm.L2 ? Math.sqrt(whole) : whole);
        }
        assertThat(most).isGreaterThan(norm == Norm.LINF ? 0 : 1.3 * epsilon);
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void gradientAttacksReachTheFarthestPointOfEveryStep(Norm norm) {
        MaskedMean model = new MaskedMean(shape(Layout.NWC));
        Samples samples = samples(model, 20);
        double epsilon = 0.02;
        ThreatModel threat = ThreatModel.untargeted(new Perturbation.Ball(norm, epsilon, true), DOMAIN);
        double slope = norm == Norm.LINF ? 3.5 : norm == Norm.L2 ? Math.sqrt(1 + 4 + 0.25) : 2;

        for (int i = 0; i < samples.size(); i++) {
            float[] clean = samples.input(i);
            FeasibleRegion region = threat.around(clean, model.shape());
            float[] gradient = new float[clean.length];
            for (int j = 0; j < model.shape().values(); j++) {
                gradient[j] = (float) model.slope(clean, j);
            }
            float[] point = region.ascend(clean, gradient, epsilon);

            assertThat(model.logit(point) - model.logit(clean)).isCloseTo(slope * epsilon, within(1e-6));
            assertThat(region.contains(point)).isTrue();
            assertThat(region.contains(region.ascend(point, gradient, epsilon))).isTrue();
        }
    }

    @Test
    void whatHasNoStepsHasNoEpsilonForThem() {
        Samples flat = new Samples(InputShape.flat(2), new Matrix(1, 2, new float[] {0.5f, 0.5f}), new int[] {0});
        ThreatModel threat = ThreatModel.untargeted(new Perturbation.Ball(Norm.L2, 0.1, true), DOMAIN);
        MaskedMean model = new MaskedMean(shape(Layout.NWC));

        assertThatThrownBy(() -> threat.requireRoomFor(flat))
                .hasMessage(
                        "Epsilon is that of each step, but samples of the shape [2] have no steps; leave perStep out,"
                                + " or give sequences, [n, features, steps]");
        assertThatThrownBy(() -> new Fmn(Norm.L2).run(model, samples(model, 1), threat, RunOptions.seed(0)))
                .hasMessage(
                        "Fmn looks for the nearest point of the whole sample, but epsilon is that of each step; attack"
                                + " with Pgd or AutoAttack, or leave perStep out");
    }

    static Stream<Attack> strongAttacks() {
        return Stream.of(
                new Pgd(), new ApgdCe(), new AutoAttack(), new Square(), new DeepFool(), new HopSkipJump(Norm.LINF));
    }

    @ParameterizedTest
    @MethodSource("strongAttacks")
    void exactlyTheBreakableSamplesAreBroken(Attack attack) {
        for (Layout layout : List.of(Layout.NCW, Layout.NWC)) {
            MaskedMean model = new MaskedMean(shape(layout));
            Samples samples = samples(model, 40);
            ThreatModel threat = ThreatModel.untargeted(Norm.LINF, EPSILON, DOMAIN);

            AttackRun run = attack.run(model, samples, threat, RunOptions.seed(3));

            int breakable = 0;
            for (int i = 0; i < samples.size(); i++) {
                float[] clean = samples.input(i);
                double gap = model.reach(clean) - Math.abs(model.logit(clean));
                float[] point = run.candidates().get(i).point();
                boolean broken = (model.logit(point) > 0 ? 1 : 0) != samples.label(i)
                        && threat.around(clean, samples.shape()).contains(point);
                breakable += gap > 0 ? 1 : 0;
                if (Math.abs(gap) > 0.02) {
                    assertThat(broken).as("sample %s with the gap %s", i, gap).isEqualTo(gap > 0);
                }
            }
            assertThat(breakable).isBetween(5, 35);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void noPointOfTheRegionTouchesPadding(Norm norm) {
        MaskedMean model = new MaskedMean(shape(Layout.NCW));
        float[] clean = samples(model, 1).input(0);
        float[] moved = clean.clone();
        int padding = model.shape().index(0, 0, LENGTH - 1);
        moved[padding] = 0.3f;
        float[] relabelled = clean.clone();
        relabelled[model.shape().labelIndex(0)] = 0;

        ThreatModel threat = ThreatModel.untargeted(norm, 10, DOMAIN);

        assertThat(model.shape().isOfTheSample(clean, padding)).isFalse();
        assertThat(threat.around(clean, model.shape()).contains(clean)).isTrue();
        assertThat(threat.around(clean, model.shape()).contains(moved)).isFalse();
        assertThat(threat.around(clean, model.shape()).contains(relabelled)).isFalse();
        assertThat(threat.around(clean, model.shape()).project(moved)).isEqualTo(clean);
        assertThat(threat.unbounded().around(clean, model.shape()).contains(moved))
                .isFalse();
    }

    @Test
    void noiseImagesHaveEveryStep() {
        InputShape shape = shape(Layout.NWC);

        Samples noise = NoiseImages.draw(shape, DOMAIN, 3, 1);

        for (int i = 0; i < noise.size(); i++) {
            float[] row = noise.input(i);
            for (int j = 0; j < shape.values(); j++) {
                assertThat(row[j]).isBetween(0.2f, 1f);
                assertThat(shape.isOfTheSample(row, j)).isTrue();
            }
            assertThat(row[shape.labelIndex(0)]).isZero();
        }
    }

    @Test
    void masksOfOtherValuesOrWithoutAStepAreRefused() {
        InputShape shape = new InputShape(Layout.NCW, 1, 1, 2).withMask();

        assertThatThrownBy(() -> one(shape, 0.5f, 0.5f, 1, 0.25f).requireInside(DOMAIN))
                .hasMessage("The mask of sample 0 has the value 0.25 at step 1; a mask holds 1 for a step that is there"
                        + " and 0 for padding");
        assertThatThrownBy(() -> one(shape, 0.5f, 0.5f, 0, 0).requireInside(DOMAIN))
                .hasMessage("The mask of sample 0 hides every step, so that nothing is left to attack: a mask is 1"
                        + " where a step is there; leave the sample out");
        assertThatThrownBy(() -> one(shape, 0.5f, Float.NaN, 1, 0).requireInside(DOMAIN))
                .hasMessage("Sample 0 has the value NaN at step 1, which is padding; fill padding with a finite number,"
                        + " such as 0");
        assertThatThrownBy(() -> one(shape, 0, 0.5f, 1, 0).requireInside(DOMAIN))
                .hasMessageContaining("Sample 0 has the value 0.0 in feature 0, outside the declared range");
        one(shape, 0.5f, 0, 1, 0).requireInside(DOMAIN);
    }

    private static Samples one(InputShape shape, float... row) {
        return new Samples(shape, new Matrix(1, row.length, row), new int[] {0});
    }
}
