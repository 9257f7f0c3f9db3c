package org.robustness4j.evaluation.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.AttackMonitor;
import org.robustness4j.attack.Candidate;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;

/** The samples are 0 to 9 without 4, the model predicts the tens of a candidate. */
class CandidatePredictionsTests {

    private static final Samples SAMPLES = new Samples(
                    InputShape.flat(1),
                    Matrix.ofRows(
                            IntStream.range(0, 10)
                                    .mapToObj(i -> new float[] {i})
                                    .toList(),
                            1),
                    new int[10])
            .where(i -> i != 4);

    private final List<List<Float>> batches = new ArrayList<>();
    private final CandidatePredictions predictions =
            new CandidatePredictions(SAMPLES, new VerifyingModel(this::scores, 4), AttackMonitor.NONE, true);

    @Test
    void aBlockIsPredictedWhenAllSearchesUpToItsLastAreOver() {
        for (int position : new int[] {8, 3, 0, 7, 1}) {
            predictions.found(position, candidate(position, null));
        }

        assertThat(batches).isEmpty();

        predictions.found(2, candidate(2, null));

        assertThat(batches).containsExactly(List.of(0f, 10f, 20f, 30f));

        for (int position : new int[] {5, 4, 6}) {
            predictions.found(position, candidate(position, null));
        }

        assertThat(batches).containsExactly(List.of(0f, 10f, 20f, 30f), List.of(50f, 60f, 70f), List.of(80f, 90f));
        assertThat(predictions.all()).containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 9);
        assertThat(batches).hasSize(3);
    }

    @Test
    void aModelThatIsNotAskedMeanwhileIsAskedAtTheEnd() {
        CandidatePredictions atTheEnd =
                new CandidatePredictions(SAMPLES, new VerifyingModel(this::scores, 4), AttackMonitor.NONE, false);
        for (int position = 8; position >= 0; position--) {
            atTheEnd.found(position, candidate(position, null));
        }

        assertThat(batches).isEmpty();
        assertThat(atTheEnd.all()).containsExactly(0, 1, 2, 3, 5, 6, 7, 8, 9);
        assertThat(batches).hasSize(3);
    }

    @Test
    void theSampleStandsInForADefectiveCandidate() {
        for (int position : new int[] {0, 1, 2, 3}) {
            predictions.found(position, candidate(position, position == 2 ? "it is not finite" : null));
        }

        assertThat(batches).containsExactly(List.of(0f, 10f, 2f, 30f));
    }

    private static Candidate candidate(int position, @Nullable String defect) {
        int index = SAMPLES.index(position);
        return new Candidate(index, new float[] {10 * index}, false, false, false, null, defect, 1, 0);
    }

    private Matrix scores(Matrix batch) {
        List<Float> values = new ArrayList<>();
        float[] scores = new float[batch.rows() * 10];
        for (int i = 0; i < batch.rows(); i++) {
            values.add(batch.row(i)[0]);
            scores[10 * i + (int) batch.row(i)[0] / 10] = 1;
        }
        batches.add(values);
        return new Matrix(batch.rows(), 10, scores);
    }
}
