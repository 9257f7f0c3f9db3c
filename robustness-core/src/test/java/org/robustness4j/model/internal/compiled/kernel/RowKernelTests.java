package org.robustness4j.model.internal.compiled.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kernel sums in the order of the terms, by fused multiply-adds: the bits are known. */
class RowKernelTests {

    private static final RowKernel FASTEST = RowKernel.fastest();
    private static final int FIRST_TERM = 3;

    private final SplittableRandom random = new SplittableRandom(19);

    @Test
    void theVectorApiIsUsedWhereItsModuleIsThere() {
        assertThat(ModuleLayer.boot().findModule(RowKernel.VECTOR_API)).isPresent();
        assertThat(FASTEST.getClass().getSimpleName()).isEqualTo("VectorRowKernel");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "2, 3, 5",
        "3, 7, 15",
        "4, 4, 16",
        "5, 9, 17",
        "7, 50, 47",
        "8, 41, 48",
        "9, 42, 49",
        "6, 43, 95",
        "4, 128, 96",
        "5, 129, 143",
        "12, 85, 144",
        "13, 86, 145",
        "3, 5, 500",
        "10, 100, 1000",
        "2, 300, 2053"
    })
    void allKernelsComeToTheSameBits(int sums, int terms, int n) {
        float[][] x = rows(terms, n + 2);
        float[][] weights = rows(sums, FIRST_TERM + terms);
        float[][] start = rows(sums, n);
        float[][] expected = copy(start);
        for (int j = 0; j < sums; j++) {
            for (int k = 0; k < terms; k++) {
                for (int i = 0; i < n; i++) {
                    expected[j][i] = Math.fma(weights[j][FIRST_TERM + k], x[k][i], expected[j][i]);
                }
            }
        }
        PackedWeights packed = PackedWeights.of(weights, sums, 0, FIRST_TERM + terms);

        for (RowKernel kernel : new RowKernel[] {new PlainRowKernel(), FASTEST}) {
            float[][] plain = copy(start);
            kernel.add(plain, sums, x, terms, weights, FIRST_TERM, n);
            assertThat(plain).as(kernel.getClass().getSimpleName()).isDeepEqualTo(expected);
            float[][] ofPacked = copy(start);
            kernel.add(ofPacked, sums, x, terms, packed, 0, FIRST_TERM, n);
            assertThat(ofPacked).as(kernel.getClass().getSimpleName()).isDeepEqualTo(expected);
        }
    }

    @Test
    void aPartOfTheSumsBeginsAtAMultipleOfFour() {
        float[][] x = rows(5, 40);
        float[][] weights = rows(11, 5);
        PackedWeights packed = PackedWeights.of(weights, 11, 0, 5);
        for (RowKernel kernel : new RowKernel[] {new PlainRowKernel(), FASTEST}) {
            float[][] whole = new float[11][40];
            float[][] part = new float[3][40];
            kernel.add(whole, 11, x, 5, packed, 0, 0, 40);
            kernel.add(part, 3, x, 5, packed, 8, 0, 40);
            assertThat(part).isDeepEqualTo(Arrays.copyOfRange(whole, 8, 11));
        }
    }

    private float[][] rows(int count, int length) {
        float[][] rows = new float[count][length];
        for (float[] row : rows) {
            for (int i = 0; i < length; i++) {
                row[i] = (float) random.nextDouble(-1, 1);
            }
        }
        return rows;
    }

    private static float[][] copy(float[][] rows) {
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }
}
