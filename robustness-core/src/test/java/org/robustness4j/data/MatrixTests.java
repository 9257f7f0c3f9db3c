package org.robustness4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.robustness4j.attack.NoiseImages;

class MatrixTests {

    private static final int IMAGENET = 3 * 224 * 224;

    @Test
    void moreValuesThanOneArrayHoldsAreAnErrorThatSaysHowManySamplesItHolds() {
        // 2147483639 / 150528 = 14266.3
        assertThat(Matrix.size(14_266, IMAGENET)).isEqualTo(2_147_432_448);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matrix.size(14_267, IMAGENET))
                .withMessageStartingWith("14267 samples of 150528 values are 2147582976 values")
                .withMessageContaining("14266 such samples")
                .withMessageContaining("maxSamples")
                .withMessageContaining("ClusterEvaluator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matrix.size(Long.MAX_VALUE, 2))
                .withMessageContaining("18446744073709551614 values");
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.size(-1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> Matrix.size(1, 0));
        assertThat(Matrix.size(0, 3)).isZero();
    }

    @Test
    void rowsThatDoNotFitAreFoundBeforeMemoryIsTaken() {
        List<float[]> rows = Collections.nCopies(14_300, new float[IMAGENET]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Matrix.ofRows(rows, IMAGENET))
                .withMessageContaining("14266 such samples");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Matrix(1, IMAGENET, new float[IMAGENET]).at(new int[14_300]))
                .withMessageContaining("14266 such samples");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> NoiseImages.draw(new InputShape(Layout.NCHW, 3, 224, 224), Domain.range(0, 1), 14_300, 0))
                .withMessageContaining("14266 such samples");
    }

    @Test
    void chosenRowsAreCopiedInTheirOrder() {
        Matrix matrix = new Matrix(3, 2, new float[] {0, 1, 10, 11, 20, 21});

        assertThat(matrix.at(new int[] {2, 0, 2}).values()).containsExactly(20, 21, 0, 1, 20, 21);
        assertThat(matrix.at(new int[0]).rows()).isZero();
    }
}
