package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Layout;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;
import org.robustness4j.model.DifferentiableClassifier;
import org.robustness4j.model.ForwardPass;
import org.robustness4j.reference.AffineClassifier;

/** Right gradients are not doubted whatever the units of the features and the size of the logits, and wrong ones are. */
class GradientCheckTests {

    private static final Domain BALANCES = Domain.range(0, 250_000);

    /** tanh of a flag in [0, 1], beside a balance of up to 250,000 that hardly matters. */
    private static Samples table() {
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[3 * 60];
        for (int i = 0; i < 60; i++) {
            values[3 * i] = (float) random.nextDouble();
            values[3 * i + 1] = (float) (250_000 * random.nextDouble());
            values[3 * i + 2] = 7;
        }
        return new Samples(InputShape.flat(3), new Matrix(60, 3, values), new int[60]);
    }

    private static AffineClassifier affine(double scale, double shift) {
        return new AffineClassifier(
                new double[][] {{scale * 6, scale * 1e-5, 0}, {0, 0, scale}}, new double[] {shift, shift});
    }

    private static Finding finding(DifferentiableClassifier model, Samples samples, Domain domain) {
        return new GradientCheck(model, FeatureScales.of(samples, domain), samples).finding();
    }

    @Test
    void mixedScalesAreStepped() {
        Finding finding = finding(new TanhOf(affine(1, 0)), table(), BALANCES);

        assertThat(finding.severity()).as(finding.message()).isEqualTo(Severity.OK);
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e5, -1e5, 1e6})
    void whatIsAddedToAllLogitsIsNoDeviation(double shift) {
        assertThat(finding(affine(1, shift), table(), BALANCES).severity()).isEqualTo(Severity.OK);
    }

    @Test
    void logitsWithoutDigitsCannotBeChecked() {
        assertThat(finding(affine(1, 1e9), table(), BALANCES).severity()).isEqualTo(Severity.NOTE);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 0.5, -1, 0})
    void wrongGradientsAreFoundInMixedScales(double factor) {
        DifferentiableClassifier wrong = new DifferentiableClassifier() {
            private final AffineClassifier model = affine(1, 0);

            @Override
            public int classes() {
                return 2;
            }

            @Override
            public ForwardPass forward(Matrix batch) {
                ForwardPass pass = model.forward(batch);
                return new ForwardPass() {
                    @Override
                    public Matrix logits() {
                        return pass.logits();
                    }

                    @Override
                    public Matrix backward(Matrix upstream) {
                        float[] values = pass.backward(upstream).values().clone();
                        for (int i = 0; i < values.length; i += 3) {
                            values[i] *= (float) factor;
                        }
                        return new Matrix(batch.rows(), 3, values);
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public DifferentiableClassifier fork() {
                return this;
            }
        };

        assertThat(finding(wrong, table(), BALANCES).severity()).isEqualTo(Severity.DOUBT);
    }

    @Test
    void theUnitOfAColumnOrAChannelIsHowFarItVaries() {
        FeatureScales scales = FeatureScales.of(table(), BALANCES);
        assertThat(scales.of(0)).isBetween(0.8, 1.0);
        assertThat(scales.of(1)).isBetween(200_000.0, 250_000.0);
        assertThat(scales.of(2)).as("a constant column").isEqualTo(7);

        boolean[] mutable = {true, false, true};
        assertThat(FeatureScales.of(table(), BALANCES.withMutable(mutable)).of(1))
                .isZero();

        InputShape image = new InputShape(Layout.NCHW, 2, 1, 2);
        Samples images = new Samples(image, new Matrix(1, 4, new float[] {0, 1, 0, 100}), new int[1]);
        assertThat(Arrays.stream(FeatureScales.of(images, Domain.range(0, 255)).scales()))
                .containsExactly(1.0, 1.0, 100.0, 100.0);
    }
}
