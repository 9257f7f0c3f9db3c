package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.robustness4j.data.Matrix;

class VerifyingModelTests {

    private static VerifyingModel returning(float... scores) {
        return new VerifyingModel(batch -> new Matrix(1, scores.length, scores), 1);
    }

    @Test
    void ofManyScoresAFewAreShownAndTheWrongOnesCounted() {
        float[] scores = new float[1000];
        Arrays.fill(scores, 1, 1000, Float.NaN);

        assertThatIllegalStateException()
                .isThrownBy(() -> returning(scores).predict(new Matrix(1, 1, new float[1])))
                .withMessageContaining("is [0.0, NaN, NaN, NaN, NaN, ...], 999 of 1000 values NaN or infinite; check")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertThatIllegalStateException()
                .isThrownBy(() -> returning(1, Float.NaN).predict(new Matrix(1, 1, new float[1])))
                .withMessageContaining("is [1.0, NaN]; check");
    }
}
