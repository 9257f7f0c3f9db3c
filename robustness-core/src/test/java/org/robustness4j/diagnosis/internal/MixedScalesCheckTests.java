package org.robustness4j.diagnosis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.diagnosis.Finding;
import org.robustness4j.diagnosis.Finding.Severity;

class MixedScalesCheckTests {

    private static final Domain WIDE = Domain.range(-1e6, 1e6);

    @Test
    void saysThatYearsAndIncomesHaveOneEpsilon() {
        Finding finding = new MixedScalesCheck(
                        table(new float[] {18, 20_000}, new float[] {90, 200_000}), WIDE, f -> "feature " + f)
                .finding();

        assertThat(finding.severity()).isEqualTo(Severity.NOTE);
        assertThat(finding.message())
                .isEqualTo("feature 0 varies by 72.0, and feature 1 by 1.80e+05, but one epsilon is for both: what is"
                        + " small for one is all or nothing for the other; attack standardised samples, so that epsilon is"
                        + " in standard deviations, or mask all features but those of one unit");
    }

    @Test
    void isContentWithOneUnit() {
        assertThat(severity(table(new float[] {0, 0, 3}, new float[] {1, 50, 4}), WIDE))
                .isEqualTo(Severity.OK);
    }

    @Test
    void looksAtNoColumnThatMustNotChange() {
        Samples table = table(new float[] {18, 20_000, 0}, new float[] {90, 200_000, 5});

        assertThat(severity(table, WIDE.withMutable(new boolean[] {true, false, true})))
                .isEqualTo(Severity.OK);
    }

    @Test
    void looksAtNoColumnThatIsTheSameForAll() {
        assertThat(severity(table(new float[] {1, 7}, new float[] {100, 7}), WIDE))
                .isEqualTo(Severity.OK);
    }

    /** Most pixels at the edge are 0 in all images, and some that vary hardly do. */
    @Test
    void takesNoFlattenedPictureForATable() {
        Random random = new Random(0);
        int images = 100;
        int pixels = 400;
        float[] values = new float[images * pixels];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % pixels;
            float brightest = pixel < 100 ? 0 : pixel < 160 ? 1 / 255f : 1;
            values[i] = brightest * random.nextFloat();
        }

        assertThat(severity(samples(InputShape.flat(pixels), values), Domain.range(0, 1)))
                .isEqualTo(Severity.OK);
    }

    @Test
    void leavesPicturesAndSequencesAlone() {
        assertThat(severity(
                        samples(InputShape.ofBatch(new long[] {1, 2, 1, 1}, false), new float[] {0, 0, 1, 1000}), WIDE))
                .isEqualTo(Severity.OK);
    }

    private static Severity severity(Samples samples, Domain domain) {
        return new MixedScalesCheck(samples, domain, f -> "feature " + f)
                .finding()
                .severity();
    }

    private static Samples table(float[] one, float[] other) {
        float[] values = new float[2 * one.length];
        System.arraycopy(one, 0, values, 0, one.length);
        System.arraycopy(other, 0, values, one.length, one.length);
        return samples(InputShape.flat(one.length), values);
    }

    private static Samples samples(InputShape shape, float[] values) {
        int rows = values.length / shape.features();
        return new Samples(shape, new Matrix(rows, shape.features(), values), new int[rows]);
    }
}
