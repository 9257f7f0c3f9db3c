package org.robustness4j.threat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormTests {

    /** Float32 holds the squares of neither 1e-30 nor 1e30. */
    @ParameterizedTest
    @EnumSource(value = Norm.class, mode = EnumSource.Mode.EXCLUDE, names = "L0")
    void theSizeOfAVectorIsItsDistanceFromZero(Norm norm) {
        SplittableRandom random = new SplittableRandom(5);
        float[] vector = new float[100];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }

        assertThat(norm.size(vector)).isEqualTo(norm.distance(new float[100], vector));
        assertThat(norm.size(new float[] {1e-30f, -1e30f}))
                .isEqualTo(norm.distance(new float[2], new float[] {1e-30f, -1e30f}));
        assertThat(norm.size(new float[3])).isZero();
    }
}
