package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** A compiled model draws no choice among few, and of large inputs it is not asked; other models about one. */
    @ParameterizedTest
    @CsvSource({"10, false, 8, 4", "10, true, 2, 4", "20000, false, 8, 1", "20000, true, 0, 1"})
    void randomnessIsSoughtWithAsManyCallsAsItTakes(int features, boolean isCompiled, int calls, int samples) {
        List<Integer> rows = new ArrayList<>();
        VerifyingModel model = new VerifyingModel(
                batch -> {
                    rows.add(batch.rows());
                    return new Matrix(batch.rows(), 2, new float[2 * batch.rows()]);
                },
                1);

        assertThat(model.isRandomized(new Matrix(4, features, new float[4 * features]), isCompiled))
                .isFalse();
        assertThat(rows).hasSize(calls).allMatch(samplesOfCall -> samplesOfCall == samples);
    }

    @Test
    void otherScoresForTheSameSampleAreRandom() {
        AtomicInteger calls = new AtomicInteger();
        VerifyingModel model =
                new VerifyingModel(batch -> new Matrix(1, 2, new float[] {0, calls.incrementAndGet()}), 1);

        assertThat(model.isRandomized(new Matrix(1, 1, new float[1]), true)).isTrue();
    }
}
