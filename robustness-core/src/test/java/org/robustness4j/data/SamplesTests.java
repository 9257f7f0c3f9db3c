package org.robustness4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.robustness4j.model.TestedModel;

class SamplesTests {

    private static Samples labelled(int... labels) {
        return new Samples(InputShape.flat(1), new Matrix(labels.length, 1, new float[labels.length]), labels);
    }

    private static int[] labelsOf(Samples samples) {
        return IntStream.range(0, samples.size()).map(samples::label).toArray();
    }

    /** 100 classes, 50 places: every class has its chance, so that fragile ones cannot hide behind a low number. */
    @Test
    void withFewerPlacesThanClassesTheClassesAreDrawn() {
        Samples samples = labelled(IntStream.range(0, 1000).map(i -> i % 100).toArray());
        Set<Integer> ever = new HashSet<>();
        int high = 0;
        for (long seed = 0; seed < 40; seed++) {
            int[] labels = labelsOf(samples.balancedSubset(50, seed));
            assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(50);
            high += (int) Arrays.stream(labels).filter(label -> label >= 50).count();
            Arrays.stream(labels).forEach(ever::add);
        }
        assertThat(ever).hasSize(100);
        assertThat(high).as("of 2000 draws, half are expected").isBetween(900, 1100);
    }

    @Test
    void placesThatAreLeftOverAreDrawnToo() {
        Samples samples = labelled(IntStream.range(0, 100).map(i -> i % 10).toArray());
        Set<Integer> extra = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            int[] counts = new int[10];
            Arrays.stream(labelsOf(samples.balancedSubset(13, seed))).forEach(label -> counts[label]++);
            assertThat(counts).containsOnly(1, 2);
            IntStream.range(0, 10).filter(label -> counts[label] == 2).forEach(extra::add);
        }
        assertThat(extra).hasSize(10);
    }

    @Test
    void theSameSeedDrawsTheSameSamplesInTheirOrder() {
        Samples samples = labelled(IntStream.range(0, 100).map(i -> i % 7).toArray());
        Samples subset = samples.balancedSubset(20, 5);
        Samples again = samples.balancedSubset(20, 5);

        int[] indices = IntStream.range(0, 20).map(subset::index).toArray();
        assertThat(indices)
                .isSorted()
                .containsExactly(IntStream.range(0, 20).map(again::index).toArray());
    }

    /** Here it is not. */
    @Test
    void theModuleThatReadsDl4jIsNamedWhereItIsMissing() {
        assertThatThrownBy(() -> SampleSource.read(new Object(), false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.robustness4j:robustness-dl4j");
        assertThatThrownBy(() -> TestedModel.of(new Object()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("org.robustness4j:robustness-dl4j");
    }
}
